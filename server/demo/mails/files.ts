/** Small real files for the demo's attachments, made by code: they open, and hold nothing but what is invented here. */
import { crc32, deflateSync } from 'node:zlib'
import type { File } from './mime.ts'

/** A page of text. A line that begins with "# " is set larger; columns are separated by tabs. */
export function pdfFile(name: string, lines: string[]): File {
  const content = Buffer.from(['BT', ...lines.flatMap(pdfLine), 'ET'].join('\n'), 'latin1')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content.toString('latin1')}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ]
  let body = '%PDF-1.4\n%\xe2\xe3\xcf\xd3\n'
  const offsets = objects.map((object, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
  return { name, type: 'application/pdf', content: Buffer.from(body + table + trailer, 'latin1') }
}

function pdfLine(line: string, index: number): string[] {
  const title = line.startsWith('# ')
  const y = 780 - index * 22
  const columns = line.replace(/^# /, '').split('\t')
  return columns.map((column, place) => {
    const text = column.replaceAll('€', '\x80').replaceAll(/[\\()]/g, String.raw`\$&`)
    return `/F1 ${title ? 18 : 11} Tf 1 0 0 1 ${60 + place * 340} ${y} Tm (${text}) Tj`
  })
}

type Colour = [red: number, green: number, blue: number]
export type Box = { x: number; y: number; width: number; height: number; colour: Colour }

/** A picture of filled rectangles on white. */
export function pngFile(name: string, width: number, height: number, boxes: Box[]): File {
  const rows = Buffer.alloc(height * (1 + width * 3), 0xff)
  for (let y = 0; y < height; y += 1) rows[y * (1 + width * 3)] = 0
  for (const box of boxes) {
    for (let y = box.y; y < box.y + box.height; y += 1) {
      for (let x = box.x; x < box.x + box.width; x += 1) rows.set(box.colour, y * (1 + width * 3) + 1 + x * 3)
    }
  }
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  size.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const chunks = [pngChunk('IHDR', size), pngChunk('IDAT', deflateSync(rows)), pngChunk('IEND', Buffer.alloc(0))]
  return { name, type: 'image/png', content: Buffer.concat([signature, ...chunks]) }
}

function pngChunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)])
}

/** As a Spanish spreadsheet saves it: semicolons, UTF-8 with a byte order mark. */
export function csvFile(name: string, rows: string[][]): File {
  const text = rows.map((row) => `${row.join(';')}\r\n`).join('')
  return { name, type: 'text/csv', content: Buffer.from(`\ufeff${text}`) }
}

export function docxFile(name: string, paragraphs: string[]): File {
  const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
  const schemas = 'http://schemas.openxmlformats.org'
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const content = zip([
    {
      name: '[Content_Types].xml',
      text: `${xml}<Types xmlns="${schemas}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${main}.main+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      text: `${xml}<Relationships xmlns="${schemas}/package/2006/relationships"><Relationship Id="rId1" Type="${schemas}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/document.xml',
      text: `${xml}<w:document xmlns:w="${schemas}/wordprocessingml/2006/main"><w:body>${paragraphs
        .map((text) => `<w:p><w:r><w:t xml:space="preserve">${escape(text)}</w:t></w:r></w:p>`)
        .join('')}</w:body></w:document>`,
    },
  ])
  return { name, type: main, content }
}

/** A stored (uncompressed) zip, dated 1980 so that its bytes never change. */
function zip(entries: { name: string; text: string }[]): Buffer {
  const files: Buffer[] = []
  const index: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.name)
    const data = Buffer.from(entry.text)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x21, 8)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(data.length, 18)
    common.writeUInt16LE(name.length, 22)
    const file = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, data])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    index.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, name]))
    files.push(file)
    offset += file.length
  }
  const directory = Buffer.concat(index)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, directory, end])
}

const BLUE: Colour = [31, 94, 158]
const SKY: Colour = [160, 200, 235]

/** Sirinube's cloud over its drizzle: small, as in every signature. */
export const SIRINUBE_LOGO = pngFile('logo-sirinube.png', 96, 32, [
  { x: 8, y: 6, width: 40, height: 12, colour: BLUE },
  { x: 16, y: 2, width: 20, height: 8, colour: BLUE },
  { x: 12, y: 21, width: 3, height: 8, colour: SKY },
  { x: 24, y: 21, width: 3, height: 8, colour: SKY },
  { x: 36, y: 21, width: 3, height: 8, colour: SKY },
])

export const HARBOUR_LOGO = pngFile('image001.png', 80, 32, [
  { x: 4, y: 4, width: 72, height: 18, colour: [20, 52, 43] },
  { x: 10, y: 24, width: 60, height: 4, colour: [201, 151, 64] },
])
