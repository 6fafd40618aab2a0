/** Bytes as text: by their byte order mark, else by what they can be. */
import iconv from 'iconv-lite'

export type Decoded = { text: string; encoding: string }

export function decodeText(bytes: Uint8Array): Decoded {
  const marked = byMark(bytes)
  if (marked) return marked
  const wide = widthOf(bytes)
  if (wide) return { text: iconv.decode(Buffer.from(bytes), wide), encoding: wide }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    // What is no UTF-8 and comes from an office program of these parts is windows-1252, of which Latin-1 is a part.
    return { text: iconv.decode(Buffer.from(bytes), 'windows-1252'), encoding: 'windows-1252' }
  }
}

function byMark(bytes: Uint8Array): Decoded | undefined {
  const [a, b, c] = bytes
  const encoding =
    a === 0xef && b === 0xbb && c === 0xbf
      ? 'utf-8'
      : a === 0xff && b === 0xfe
        ? 'utf-16le'
        : a === 0xfe && b === 0xff
          ? 'utf-16be'
          : undefined
  return encoding && { text: iconv.decode(Buffer.from(bytes), encoding), encoding }
}

/** UTF-16 without a mark shows in its zeros: every other byte of Latin text. */
function widthOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const start = bytes.subarray(0, 1000)
  const zeros = [0, 0]
  start.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2]! += 1
  })
  const half = start.length / 2
  if (zeros[1]! > half * 0.6 && zeros[0]! < half * 0.1) return 'utf-16le'
  return zeros[0]! > half * 0.6 && zeros[1]! < half * 0.1 ? 'utf-16be' : undefined
}
