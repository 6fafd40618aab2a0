/** mailsplit, with the one thing added that RFC 2046 asks of a reader and it leaves out. */
import { Splitter, type MimeNode } from '@zone-eu/mailsplit'

/** 1 next child, 2 end of the children, 3 next sibling, 4 end of the siblings. */
type Boundary = false | 1 | 2 | 3 | 4

/** What mailsplit has but does not declare. Its version is pinned, and "an inner multipart that is never closed" tests this. */
type Internals = {
  node: MimeNode
  checkBoundary(line: Buffer): Boundary
  compareBoundary(line: Buffer, start: number, boundary: Buffer): false | 1 | 2
}

const internals = Splitter.prototype as unknown as Internals

/** Real mail nests four or five deep; a bomb of a thousand levels must not be climbed at every line. */
const MAX_LEVELS = 20

/**
 * RFC 2046, 5.1.2: a boundary of an outer multipart ends the inner ones too, closed or not. mailsplit compares with the
 * innermost two only, so that after a lost closing line the attachments that follow became text.
 */
export class TolerantSplitter extends Splitter {
  declare node: MimeNode

  checkBoundary(line: Buffer): Boundary {
    const found = internals.checkBoundary.call(this as unknown as Internals, line)
    if (found || line[0] !== 0x2d || line[1] !== 0x2d) return found
    let up = this.node._parentBoundaryOwner
    for (let level = 0; up && level < MAX_LEVELS; level++, up = up._parentBoundaryOwner) {
      if (!up._parentBoundary) continue
      const outer = internals.compareBoundary.call(this as unknown as Internals, line, 0, up._parentBoundary)
      if (!outer) continue
      this.node = up
      return outer === 1 ? 3 : 4
    }
    return false
  }
}
