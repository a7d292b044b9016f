/** From a dataflow to the files of Timeloop that say the same. */
import type { Either } from 'fp-ts/Either'
import type { Dataflow } from '../../dataflow/directive'
import { fault } from '../../error/error'
import { listed, shorten } from '../../error/show'
import { isRight } from '../../internal/either'
import { mostLevels } from '../../internal/limits'
import { readList, readText } from '../../internal/read'
import { attemptNest, type LoopNestErrors, type NestReport, nestFault } from '../../notation/loop-nest-error'
import { toLoopNest } from '../../notation/to-loop-nest'
import { checkLayer } from '../../operator/check-layer'
import type { Layer } from '../../operator/layer'
import type { Problem } from '../../operator/problem'
import { propertiesOf } from '../source/source'
import { architectureText, mappingText } from './print-mapping'
import { isPrintable, timeloopName } from './print-names'
import { problemText } from './print-problem'

/**
 * The number of PEs that the dataflow runs on, and the names of the storages: the shared buffer, the buffers of the units of
 * each level but the last, and L1. By default, these are `Shared`, `Cluster0`, … and `L1`.
 *
 * @since 0.2.0
 * @category formats
 */
export type TimeloopOptions = {
  /** Processing elements (PEs) that the dataflow runs on. */
  readonly pes: number
  /** Names of the storages, from the shared buffer to L1; `Shared`, `Cluster0`, … and `L1` by default. */
  readonly targets?: readonly string[]
}

/**
 * The files of Timeloop, each with its key.
 *
 * @since 0.2.0
 * @category formats
 */
export type TimeloopFiles = {
  /** The text of the problem. */
  readonly problem: string
  /** The text of the architecture, to which sizes are to be added. */
  readonly architecture: string
  /** The text of the mapping. */
  readonly mapping: string
}

const offchip = 'Memory'

const defaultNames = (levels: number): readonly string[] => [
  'Shared',
  ...Array.from({ length: levels - 1 }, (_, i) => `Cluster${i}`),
  'L1',
]

/** The storages from the shared buffer to L1, each with a name of its own. */
const readNames = (given: unknown, levels: number, { inputs }: NestReport): readonly string[] => {
  const names = defaultNames(levels)
  if (given === undefined) return names
  const list = readList(given, 'options.targets', mostLevels + 1, 'Malformed', inputs) ?? []
  const read = names.map((name, i) => readText(list[i], `options.targets[${i}]`, name, inputs))
  const all = [offchip, ...read]
  const again = all.find((name, i) => all.indexOf(name) < i || !/^[\w. -]+$/.test(name))
  if (again !== undefined)
    inputs.push(
      fault('Malformed', 'options.targets', {
        expected: 'a name of its own for each storage, of letters, digits, spaces, dots and dashes',
        given: `\`${shorten(again)}\``,
        hint: `Rename it; ${offchip} is the name of the off-chip memory.`,
      }),
    )
  return read
}

const reportNames = ({ dimensions }: Problem, report: NestReport): void => {
  const names = dimensions.map(timeloopName)
  const others = dimensions.filter((name, i) => !isPrintable(name) || names.indexOf(names[i] ?? '') !== i)
  if (others.length === 0) return
  report.nest.push(
    nestFault('UnknownDimension', 'layer.operator.dimensions', {
      expected: "words of letters, digits and _, with P and Q for Y' and X'",
      given: listed(others.map((name) => `\`${name}\``)),
      hint: 'Rename the dimensions.',
      message: `Timeloop's directives cannot name ${listed(others.map((name) => `\`${name}\``))}.`,
    }),
  )
}

/** What is no object of options is reported by the reader of loop nests. */
const optionsOf = (options: unknown): Pick<TimeloopOptions, 'pes'> & { readonly targets?: unknown } => {
  const given = propertiesOf(options, ['pes', 'targets'])
  return { pes: given?.pes as number, targets: given?.targets } // whatever it is, it is checked there
}

/**
 * The files of Timeloop (version 0.4) that are equivalent to a dataflow on a layer and a number of PEs: the problem, the mapping, and
 * an architecture with as many units, to which sizes are to be added. Off-chip memory is the first and has no loops.
 * {@link fromTimeloop} reads them back as a layer and a dataflow with the same estimate in all its figures. The files do not
 * have the widths and densities of a layer (`precision`, `density`); a comment in the problem says so.
 *
 * Left: the faults of `toLoopNest`, such as tiles that do not divide their extents, or a dimension whose name is not a word.
 *
 * @param layer - The layer that the dataflow maps.
 * @param flow - The dataflow to write.
 * @param options - The number of PEs that the dataflow runs on, and the names of the storages.
 *
 * @example
 * ```ts
 * import { dataflow, gemm, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 * import { toTimeloop } from 'maestro-dataflow/formats'
 *
 * const outputStationary = dataflow('OS', [spatialMap('M'), temporalMap('N'), temporalMap('K', 8)])
 * const { mapping } = orThrow(toTimeloop(gemm({ M: 32, N: 4, K: 64 }), outputStationary, { pes: 16 }))
 * mapping.split('\n').slice(3, 7) // => ['- target: Shared', '  type: temporal', '  factors: M=2 N=4 K=8', '  permutation: "KNM"']
 * ```
 * @since 0.2.0
 * @category formats
 */
export const toTimeloop = (
  layer: Layer,
  flow: Dataflow,
  options: TimeloopOptions,
): Either<LoopNestErrors, TimeloopFiles> => {
  const { pes, targets } = optionsOf(options)
  const nest = toLoopNest(layer, flow, { pes })
  if (!isRight(nest)) return nest
  const { levels } = nest.right
  return attemptNest((report): TimeloopFiles | undefined => {
    const problem = checkLayer(layer, report.inputs)
    if (problem === undefined) return undefined
    reportNames(problem, report)
    const names = [offchip, ...readNames(targets, levels.length, report)]
    return {
      problem: problemText(problem),
      architecture: architectureText(nest.right, names),
      mapping: mappingText(nest.right, problem.dimensions, names),
    }
  })
}
