/** Text as people search it: lower case, no accents ("Gómez" and "gomez" are the same), compatibility forms unified. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .toLowerCase()
}
