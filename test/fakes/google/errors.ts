/** Errors in the two shapes that Google answers: the APIs' body with `errors[].reason`, and OAuth's. */
export type ErrorDetails = {
  domain?: string
  status?: string
  location?: string
  locationType?: string
  retryAfter?: number
  /** As newer error bodies say it, beside the old reason. */
  info?: string
  /** Google sometimes leaves the reason out: then there is no `errors` list. */
  bare?: boolean
}

const ERROR_INFO = 'type.googleapis.com/google.rpc.ErrorInfo'

const STATUS: Record<number, string> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ALREADY_EXISTS',
  410: 'GONE',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  501: 'UNIMPLEMENTED',
  503: 'UNAVAILABLE',
}

export class ApiError extends Error {
  readonly code: number
  readonly reason: string
  readonly details: ErrorDetails

  constructor(code: number, reason: string, message: string, details: ErrorDetails = {}) {
    super(message)
    this.code = code
    this.reason = reason
    this.details = details
  }

  toResponse(): Response {
    const { domain = 'global', location, locationType, retryAfter, bare, info } = this.details
    const status = this.details.status ?? STATUS[this.code]
    const place = location ? { location, locationType } : {}
    const errors = [{ message: this.message, domain, reason: this.reason, ...place }]
    const error = {
      code: this.code,
      message: this.message,
      ...(bare ? {} : { errors }),
      ...(status ? { status } : {}),
      ...(info ? { details: [{ '@type': ERROR_INFO, reason: info, domain: 'googleapis.com' }] } : {}),
    }
    const headers: Record<string, string> = { 'content-type': 'application/json; charset=UTF-8' }
    if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter)
    if (this.code === 401)
      headers['www-authenticate'] = 'Bearer realm="https://accounts.google.com/", error="invalid_token"'
    return new Response(JSON.stringify({ error }), { status: this.code, headers })
  }
}

export const notFound = () => new ApiError(404, 'notFound', 'Requested entity was not found.')

export const badRequest = (message: string, reason = 'badRequest') => new ApiError(400, reason, message)

/** What the fake would have to guess: loud, so that no test passes because of a guess. */
export const unknownToFake = (what: string) => new ApiError(501, 'notImplemented', `The fake does not know ${what}.`)

export class OAuthError extends Error {
  readonly code: number
  readonly error: string

  constructor(code: number, error: string, description: string) {
    super(description)
    this.code = code
    this.error = error
  }

  toResponse(): Response {
    return Response.json({ error: this.error, error_description: this.message }, { status: this.code })
  }
}
