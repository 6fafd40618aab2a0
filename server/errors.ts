/** The errors that cross a boundary. Each is translated once, in `app.ts` (HTTP) or `cli/` (exit code). */

/** Something the caller did or may not do. `code` is for programs, `detail` for people; nothing personal in either. */
export class ProblemError extends Error {
  override name = 'ProblemError'
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 503
  readonly code: string
  constructor(status: ProblemError['status'], code: string, detail: string, options?: { cause?: unknown }) {
    super(detail, options)
    this.status = status
    this.code = code
  }
}

/** The command line, an environment variable or a file on disk is wrong: one line that names it, exit 2. */
export class MisuseError extends Error {
  override name = 'MisuseError'
}

export type SourceFailure = 'auth' | 'throttled' | 'cursor-expired' | 'gone' | 'temporary'

/** What a source may throw; `sync` decides by `kind`. `retryAfter` in seconds. `code`: for programs, what exactly (of `auth`). */
export class SourceError extends Error {
  override name = 'SourceError'
  readonly kind: SourceFailure
  readonly retryAfter: number | null
  readonly code: string | null
  constructor(
    kind: SourceFailure,
    message: string,
    options?: { cause?: unknown; retryAfter?: number | undefined; code?: string | undefined },
  ) {
    super(message, options)
    this.kind = kind
    this.retryAfter = options?.retryAfter ?? null
    this.code = options?.code ?? null
  }
}
