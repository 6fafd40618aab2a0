/** What takes minutes begins first, so that at the end no worker waits for another. vitest itself goes by the size of files. */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const LONG = [
  /river\/(google-)?kill/,
  /river\/order/,
  /people\/merge/,
  /journeys\/demo/,
  /journeys/,
  /cli\//,
  /river\//,
  /pane\/|pages\//,
]

export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = LONG.findIndex((pattern) => pattern.test(moduleId))
      return found < 0 ? LONG.length : found
    }
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}
