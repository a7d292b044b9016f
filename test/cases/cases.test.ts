import { describe } from 'vitest'
import { excerptDirectory } from './case-files'
import { checkAll } from './check-all'

describe('the committed excerpt of the reference cases', () => checkAll(excerptDirectory))
