/** From Timeloop's files to a layer, a dataflow and an accelerator. */
import type { Either } from 'fp-ts/Either'
import type { Dataflow } from '../../dataflow/directive'
import type { Accelerator } from '../../hardware/accelerator'
import type { Layer } from '../../operator/layer'
import type { Recognised } from '../layer/coupled'
import { recognise } from '../layer/recognise'
import { assemble, type Mapped, movedBy } from '../nest/assemble'
import { hardwareOf } from '../nest/hardware'
import type { Machine } from '../nest/machine'
import type { FormatErrors, FormatNote } from '../source/format-error'
import {
  answerOf,
  fileNameOf,
  isSound,
  leaveAside,
  notesOf,
  propertiesOf,
  type Source,
  sourceOf,
  unreadable,
} from '../source/source'
import { asMap, missing, valueIn } from '../yaml/fields'
import type { Yaml, YamlMap } from '../yaml/node'
import { readYaml } from '../yaml/read-yaml'
import { readArchitecture } from './architecture'
import { readMapping } from './mapping'
import { type Problem, readProblem } from './problem'
import { refuseSparse } from './sparse'

/**
 * The texts of Timeloop's files, each with the key that it is named for: a file that has all keys may be passed for each. A
 * mapping needs the problem that it is for.
 *
 * @since 0.2.0
 * @category formats
 */
export type TimeloopTexts = {
  /** The text of the problem. */
  readonly problem?: string
  /** The text of the architecture. */
  readonly architecture?: string
  /** The text of the mapping; it needs the problem. */
  readonly mapping?: string
  /** Names of the files, for the places in errors. */
  readonly files?: {
    /** The name of the problem's file. */
    readonly problem?: string
    /** The name of the architecture's file. */
    readonly architecture?: string
    /** The name of the mapping's file. */
    readonly mapping?: string
  }
}

/**
 * The contents of another tool's files; null where no file was given. With a mapping, the accelerator is the one on which
 * the dataflow is equivalent to the mapping, with a network for each of its levels.
 *
 * @since 0.2.0
 * @category formats
 */
export type FromMapping = {
  /** The problem; null where there was no file for it. */
  readonly layer: Layer | null
  /** The dataflow that is equivalent to the mapping; null without a mapping. */
  readonly dataflow: Dataflow | null
  /** The architecture; null where there was no file for it. */
  readonly accelerator: Accelerator | null
  /** Parts of the files that are left aside or read with a changed meaning. */
  readonly notes: readonly FormatNote[]
}

const parts = ['problem', 'architecture', 'mapping'] as const
type Part = (typeof parts)[number]

const keysOf: Readonly<Record<Part, readonly string[]>> = {
  problem: ['problem'],
  architecture: ['architecture', 'arch'],
  mapping: ['mapping'],
}
const ours = parts.flatMap((part) => keysOf[part])

const noteOthers = (source: Source, map: YamlMap): void => {
  for (const { key, at } of map.entries) {
    if (ours.includes(key)) continue
    if (/^sparse/.test(key)) refuseSparse(source, at, key)
    else leaveAside(source, at, `${key} is for Timeloop's search or its estimators and is not used here.`)
  }
}

type Found = { readonly source: Source; readonly value: Yaml | undefined }

const partOf = (text: unknown, file: string | undefined, part: Part): Found => {
  const source = sourceOf(text, file, part)
  const read = readYaml(source)
  const map = read === undefined ? undefined : asMap(source, read, `The ${part} file`)
  if (map === undefined) return { source, value: undefined }
  const value = valueIn(map, ...keysOf[part])
  if (value === undefined) missing(source, map, `key \`${part}\``, `Start the file with ${part}:`)
  noteOthers(source, map)
  return { source, value }
}

const mappedBy = (
  { source, value }: Found,
  problem: Problem | undefined,
  layer: Recognised | undefined,
  machine: Machine | undefined,
): Mapped | undefined => {
  if (value === undefined || problem === undefined || layer === undefined) return undefined
  const { dimensions, tensors } = layer
  const { extents } = problem.coupled
  const levels = readMapping({ source, extents, dimensions, tensors: [...tensors.keys()], machine }, value)
  if (levels === undefined || !isSound(source)) return undefined
  return assemble({
    name: problem.coupled.name,
    layer: layer.layer,
    moved: movedBy(problem.coupled, layer),
    tensors,
    levels,
    units: machine?.units ?? null,
    unitsEach: machine?.unitsEach ?? 1,
    source,
    at: value,
    hardware: machine?.source,
  })
}

/**
 * Reads Timeloop's files: a problem as a layer, an architecture as an accelerator, and a mapping as the dataflow that does
 * the same on it, step by step and unit by unit.
 *
 * - **Problem**: a shape with its instance (versions 0.2 to 0.4), or `cnn-layer`. A convolution, a pool or a matrix product
 *   becomes the layer of that kind, whatever its dimensions are called, and anything else a layer of its own operator.
 * - **Architecture**: trees (0.2, 0.3), nodes (0.4) and lists (0.1), with sizes, widths of words and bandwidths in words per
 *   cycle. Networks take no time of their own, and transfers overlap (`'across-runs'`), as Timeloop has it.
 * - **Mapping**: factors in time and in space, permutations, and what bypasses a storage. The outermost storage is the shared
 *   buffer; if it has no loops and two more follow, it is off-chip, and the next one is the shared buffer. The innermost one
 *   is L1, and its loops are the tile of a PE, unless it feeds several MACs.
 *
 * `notes` list what was left aside and what was read as something that comes close. An entry that has no counterpart here is
 * rejected, with its place: imperfect factors, tensors that bypass a storage whose loops move them, sparse optimizations.
 *
 * @param texts - The texts of the files, and their names for errors.
 *
 * @example
 * ```ts
 * import { estimate, orThrow } from 'maestro-dataflow'
 * import { fromTimeloop } from 'maestro-dataflow/formats'
 *
 * const problem = `
 * problem:
 *   shape:
 *     name: product
 *     dimensions: [M, N, K]
 *     data-spaces:
 *     - { name: A, projection: [[[M]], [[K]]] }
 *     - { name: B, projection: [[[K]], [[N]]] }
 *     - { name: Z, projection: [[[M]], [[N]]], read-write: true }
 *   instance: { M: 8, N: 16, K: 4 }`
 * const mapping = `
 * mapping:
 * - { target: Memory, type: temporal, factors: M=4 N=4, permutation: NM }
 * - { target: Memory, type: spatial, factors: N=4 }
 * - { target: Registers, type: temporal, factors: M=2 K=4, permutation: KM }`
 * const { layer, dataflow, accelerator } = orThrow(fromTimeloop({ problem, mapping }))
 * layer // => { kind: 'gemm', name: 'product', sizes: { M: 8, N: 16, K: 4 } }
 * accelerator?.pes // => 4
 * orThrow(estimate(layer!, dataflow!, accelerator!)).runtime // => 4 * 4 * (2 * 4)
 * ```
 * @since 0.2.0
 * @category formats
 */
export const fromTimeloop = (texts: TimeloopTexts): Either<FormatErrors, FromMapping> => {
  const given = propertiesOf(texts, [...parts, 'files'])
  const files = given === undefined ? undefined : propertiesOf(given.files, parts)
  if (given === undefined || files === undefined) return unreadable()
  const found = (part: Part): Found | undefined =>
    given[part] === undefined ? undefined : partOf(given[part], fileNameOf(files[part]), part)
  const [forProblem, forMachine, forMapping] = [found('problem'), found('architecture'), found('mapping')]
  const sources = [forProblem, forMachine, forMapping].flatMap((each) => each?.source ?? [])
  const problem = forProblem?.value && readProblem(forProblem.source, forProblem.value)
  const machine = forMachine?.value && readArchitecture(forMachine.source, forMachine.value)
  if (forMapping !== undefined && forProblem === undefined)
    missing(forMapping.source, { start: 0, end: 1 }, 'problem for the mapping', 'Pass the problem, too.')
  const layer = problem && recognise(problem.coupled)
  const mapped =
    forMapping && sources.every(isSound) ? mappedBy(forMapping, problem, layer, machine) : undefined
  if (sources.length === 0 || !sources.every(isSound)) return answerOf<FromMapping>(sources, undefined)
  const accelerator = mapped?.accelerator ?? (machine && hardwareOf(machine)) ?? null
  return answerOf(sources, {
    layer: layer?.layer ?? null,
    dataflow: mapped?.dataflow ?? null,
    accelerator,
    notes: notesOf(sources),
  })
}
