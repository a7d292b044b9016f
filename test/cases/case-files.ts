/** Where the brute-force cases are: an excerpt that is committed, and all of them where ../shared has been handed out. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LayerOptions, Operator } from '../../src/index'
import type { CaseDirective, ExactCase } from '../support/simulator/canonical-cases'
import type { GivenHardware } from '../support/simulator/hardware'
import type { GivenLayer, LayerType } from '../support/simulator/operators'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

export const excerptDirectory = join(root, 'test', 'fixtures')
export const sharedDirectory = join(root, '..', 'shared', 'reference')

export const isHere = (directory: string): boolean => existsSync(join(directory, 'exact-cases.json'))

/** An input that must be refused: one of the errors has this tag and a path that starts with this one. */
export type RefusalCase = {
  readonly name: string
  readonly layer: BoundCase['layer']
  readonly directives: readonly CaseDirective[]
  readonly hardware: GivenHardware
  readonly expected: { readonly _tag: string; readonly path: string }
}

/** A part of an estimate: every figure in it is found at the same path there. */
export type Part = { readonly [key: string]: unknown }

/** A problem with every kind of hardware table, and the whole of its estimate. */
export type BoundCase = {
  readonly id: string
  readonly layer: { readonly given: GivenLayer } & (
    | { readonly type: LayerType }
    | { readonly type: 'custom'; readonly operator: Operator; readonly options: string | LayerOptions }
  )
  readonly directives: readonly CaseDirective[]
  readonly hardware: GivenHardware
  readonly canonical: ExactCase['levels']
  readonly expected: Part & { readonly warnings: readonly string[] }
}

export const readJson = (directory: string, file: string): unknown =>
  JSON.parse(readFileSync(join(directory, file), 'utf8'))

export const refusalCases = (
  directory: string,
  file: 'refusal-cases.json' | 'machine-refusals.json' = 'refusal-cases.json',
): readonly RefusalCase[] =>
  // The file's format is described in cases.md; a case of another shape fails its test.
  readJson(directory, file) as readonly RefusalCase[]

export const boundCases = (
  directory: string,
  file: 'bound-cases.json' | 'machine-cases.json' = 'bound-cases.json',
): readonly BoundCase[] => readJson(directory, file) as readonly BoundCase[] // as above
