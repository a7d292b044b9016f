/** The published tool's figures: an excerpt that is committed, and all of them where ../shared has been handed out. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cluster, type Directive, spatialMap, temporalMap } from '../../src/index'
import type { ReferenceFigures, ReferenceHardware, ReferenceInput, ReferenceType } from '../../src/reference'
import { excerptDirectory, sharedDirectory } from '../cases/case-files'

export { excerptDirectory, sharedDirectory }

type CaseDirective =
  | readonly ['SpatialMap' | 'TemporalMap', size: number, offset: number, dimension: string]
  | readonly ['Cluster', size: number]

type CaseInput = {
  readonly layer: {
    readonly type: ReferenceType
    readonly dims: Readonly<Record<string, number>>
    readonly stride: Readonly<Record<string, number>>
  }
  readonly directives: readonly CaseDirective[]
  readonly hw: ReferenceHardware
}

export type ToolCase = CaseInput & {
  readonly id: number
  readonly tags: readonly string[]
  readonly expected: ReferenceFigures
}

/** An input that the tool does not survive: always as text, and where a file is not needed to say it, as data. */
export type ToolFailure = {
  readonly id: number
  readonly errorCode: string
  readonly note: string
  readonly mapping: string
  readonly hw: ReferenceHardware
} & ({ readonly layer?: undefined } | CaseInput)

export const isHere = (directory: string): boolean => existsSync(join(directory, 'tool-cases.json'))

const read = (directory: string, file: string): unknown =>
  JSON.parse(readFileSync(join(directory, file), 'utf8'))

// The files' format is described in cases.md; an entry of another shape fails its test.
export const toolCases = (directory: string): readonly ToolCase[] =>
  read(directory, 'tool-cases.json') as readonly ToolCase[]

export const toolFailures = (directory: string): readonly ToolFailure[] =>
  read(directory, 'tool-failures.json') as readonly ToolFailure[]

const directiveOf = (directive: CaseDirective): Directive => {
  if (directive[0] === 'Cluster') return cluster(directive[1])
  const [kind, size, offset, dimension] = directive
  return (kind === 'SpatialMap' ? spatialMap : temporalMap)(size, offset, dimension)
}

export const inputOf = ({ layer, directives, hw }: CaseInput): ReferenceInput => ({
  layers: [{ name: 'L0', ...layer, directives: directives.map(directiveOf) }],
  hardware: hw,
})
