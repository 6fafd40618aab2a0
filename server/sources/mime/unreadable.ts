export type UnreadableCode = 'header-too-large' | 'too-many-parts' | 'not-a-message' | 'no-such-part'

/** A message that cannot be read, whatever is tried. The item fails under this code, its page goes on. */
export class UnreadableMessage extends Error {
  override name = 'UnreadableMessage'
  readonly code: UnreadableCode
  constructor(code: UnreadableCode, options?: { cause?: unknown }) {
    super(code, options)
    this.code = code
  }
}
