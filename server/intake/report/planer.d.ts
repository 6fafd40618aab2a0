/** The part of `planer` 1.2 that is used; the package brings no types. */
declare module 'planer' {
  const planer: {
    /** One letter a line: e empty, m quoted, s splitter, f forward, t text. */
    markMessageLines(lines: string[]): string
  }
  export default planer
}
