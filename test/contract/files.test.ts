import { describeSource } from './describe-source.ts'
import { files } from './files-harness.ts'

describeSource('files', files)
