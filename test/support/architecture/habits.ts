/** What every file keeps to, whatever room it is in. */
import { posix } from 'node:path'
import type { SourceFile } from './source-file.ts'

const MOST_LINES = 300

export function brokenHabits(file: SourceFile): string[] {
  return [...size(file), ...names(file), ...marks(file), ...officeOnlyInHost(file), ...testsWhole(file)].map(
    (why) => `${file.path}: ${why}`,
  )
}

function size(file: SourceFile): string[] {
  return [
    ...(file.lines > MOST_LINES ? [`has ${file.lines} lines, more than ${MOST_LINES}`] : []),
    ...(file.onlyReExports ? ['only passes on exports of others: import from where they are'] : []),
  ]
}

function names({ path }: SourceFile): string[] {
  const { base, dir } = posix.parse(path)
  const stem = base.replace(/\..*$/, '')
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/
  const pascal = /^[A-Z][A-Za-z0-9]*$/
  const wellNamed = kebab.test(stem) || (base.endsWith('.tsx') && pascal.test(stem))
  const oddFolder = dir.split('/').find((part) => part !== '' && !kebab.test(part))
  return [
    ...(wellNamed ? [] : ['is not in kebab-case (a component: PascalCase)']),
    ...(oddFolder ? [`its folder ${oddFolder} is not in kebab-case`] : []),
    ...(/(^|-)(util|helper|service|manager)s?$/.test(stem) ? [`"${stem}" says nothing of what is in it`] : []),
  ]
}

/** In comments alone: in Spanish one of the words means "everything", and people write it. */
function marks({ comments }: SourceFile): string[] {
  return comments.flatMap((comment) => (/\b(TODO|FIXME|XXX|HACK)\b/.test(comment) ? ['leaves a mark for later'] : []))
}

function officeOnlyInHost({ path, code }: SourceFile): string[] {
  if (!/^(addin-|server\/|shared\/)/.test(path) || /^addin-outlook\/(host|office-stand-in)\.ts$/.test(path)) return []
  return /\bOffice\s*\.\s*(?!js\b)\w|\bOffice\[|\.Office\b/.test(code) ? ['knows Office.js: only host.ts may'] : []
}

function testsWhole({ path, code }: SourceFile): string[] {
  if (!path.startsWith('test/')) return []
  return [
    ...(/\b(it|test|describe|suite)\.(skip|only|todo|fails)\b|\b(xit|xtest|xdescribe|fit|fdescribe)\(/.test(code)
      ? ['leaves a test out, or all the others']
      : []),
    ...(/\bvi\.(mock|doMock|hoisted)\(/.test(code) ? ['mocks a module: go through the front door'] : []),
  ]
}
