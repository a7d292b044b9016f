/** The paper's dataflows as restrictions: their numbers of levels, spatial dimensions and cluster sizes (Kwon et al., MICRO 2019, Table 3). */
import { fault, type Report } from '../error/error'
import { listed, show } from '../error/show'
import { wordOf } from '../internal/readers'
import type { Problem } from '../operator/problem'
import type { Loops } from './loops'
import { NONE } from './mapping'
import type { PaperDataflowName } from './request'
import type { Restriction } from './space'

/** A spatial dimension for each level, and the PEs of a cluster: a number, or as many as the filter has rows. */
type Shape = { readonly spatial: readonly string[]; readonly cluster?: number | 'R' }

const shapes: { readonly [N in PaperDataflowName]: Shape } = {
  'C-P': { spatial: ['C'] },
  'X-P': { spatial: ["X'"] },
  'YX-P': { spatial: ["Y'", "X'"], cluster: 8 },
  'YR-P': { spatial: ["Y'", 'R'], cluster: 'R' },
  'KC-P': { spatial: ['K', 'C'], cluster: 64 },
}

const readName = /* @__PURE__ */ wordOf(
  ['C-P', 'X-P', 'YX-P', 'YR-P', 'KC-P'] as const,
  'Name a dataflow of the paper.',
)

/** The loop of a name: {@link NONE} where the layer has one step of it; undefined where it has no such dimension. */
const loopOf = (name: string, { names }: Problem, loops: Loops): number | undefined => {
  const meaning = names.get(name)
  if (meaning === undefined) return undefined
  return meaning._tag === 'Absent' ? NONE : loops.dimensions.indexOf(meaning.dimension)
}

const foreign = (dataflow: PaperDataflowName, name: string, { kind, dimensions }: Problem) =>
  fault('UnknownDimension', 'space.fixed', {
    expected: `a dataflow over ${listed(dimensions, 'and')}`,
    given: show(dataflow),
    hint: 'Leave it out, and say which dimensions may be spatial in space.spatial.',
    message: `${dataflow} spreads ${name}, which this ${kind} layer does not have.`,
  })

const tooLarge = (dataflow: PaperDataflowName, size: number, pes: number) =>
  fault('ClustersExceedPes', 'space.fixed', {
    expected: `a dataflow with clusters of at most ${pes} PEs`,
    given: `${show(dataflow)}, with clusters of ${size} PEs`,
    hint: `Choose another dataflow, or at least ${size} PEs.`,
  })

/** The restrictions of a dataflow of the paper; null if the layer or the accelerator has no place for it. */
export const readFixed = (
  value: unknown,
  problem: Problem,
  loops: Loops,
  pes: number,
  report: Report,
): Restriction | null => {
  const before = report.length
  const name = readName(value, 'space', '.fixed', report)
  if (report.length > before) return null
  const { spatial, cluster } = shapes[name]
  const found = spatial.map((each) => {
    const loop = loopOf(each, problem, loops)
    if (loop === undefined) report.push(foreign(name, each, problem))
    return loop ?? NONE
  })
  const rows = loopOf('R', problem, loops) ?? NONE
  const size = cluster === 'R' ? (loops.extents[rows] ?? 1) : cluster
  if (size !== undefined && size > pes) report.push(tooLarge(name, size, pes))
  if (report.length > before) return null
  // With one unit, nothing is spread.
  const spread = (level: number, units: number): readonly number[] => [units === 1 ? NONE : found[level]!]
  const any = loops.dimensions.map(() => null)
  return {
    levels: [size === undefined ? 1 : 2],
    clusters: size === undefined ? null : [size],
    spatial: [spread(0, Math.floor(pes / (size ?? 1))), size === undefined ? null : spread(1, size)],
    tiles: [any, any],
    orders: [[], []],
  }
}
