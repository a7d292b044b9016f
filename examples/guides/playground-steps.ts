/**
 * One dataflow of the paper's playground (`A` unless named), step by step: the outputs and taps that each PE works on.
 * The schedule is enumerated here as a reader would by hand; the totals below it are the library's.
 */
import {
  accelerator,
  cluster,
  dataflow,
  estimate,
  inferReuse,
  layer,
  operator,
  orThrow,
  spatialMap as S,
  temporalMap as T,
} from 'maestro-dataflow'
import { table } from '../table'

const extents = { "X'": 12, S: 6 }
const convolution = operator({
  name: '1-D convolution',
  dimensions: ["X'", 'S'],
  tensors: [
    { name: 'W', role: 'input', axes: [[{ dimension: 'S' }]] },
    { name: 'I', role: 'input', axes: [[{ dimension: "X'" }, { dimension: 'S' }]] },
    { name: 'O', role: 'output', axes: [[{ dimension: "X'" }]] },
  ],
})

type Dimension = keyof typeof extents
type Range = { readonly start: number; readonly length: number }
type Box = Readonly<Record<Dimension, Range>>
type Loop = { readonly spatial: boolean; readonly tile: number; readonly dimension: Dimension }
type Level = { readonly units: number; readonly loops: readonly Loop[] }

const spatial = (tile: number, dimension: Dimension): Loop => ({ spatial: true, tile, dimension })
const temporal = (tile: number, dimension: Dimension): Loop => ({ spatial: false, tile, dimension })

const playground: Readonly<Record<string, readonly Level[]>> = {
  A: [{ units: 3, loops: [spatial(1, "X'"), temporal(1, 'S')] }],
  B: [{ units: 3, loops: [temporal(1, 'S'), spatial(1, "X'")] }],
  C: [{ units: 3, loops: [temporal(1, "X'"), spatial(1, 'S')] }],
  D: [{ units: 3, loops: [spatial(1, 'S'), temporal(1, "X'")] }],
  E: [{ units: 3, loops: [spatial(2, 'S'), temporal(1, "X'")] }],
  F: [
    { units: 2, loops: [temporal(3, 'S'), spatial(1, "X'")] },
    { units: 3, loops: [spatial(1, 'S'), temporal(1, "X'")] },
  ],
}

/** Where a unit's tile lies in each step of a nest, one list per step; here tiles divide their extents. */
const boxes = (
  [loop, ...inside]: readonly Loop[],
  units: number,
  boxNow: Box,
): readonly (readonly Box[])[] => {
  if (loop === undefined) return [Array.from({ length: units }, () => boxNow)]
  const { spatial: spread, tile, dimension } = loop
  const { start, length } = boxNow[dimension]
  const cover = spread ? units * tile : tile
  return Array.from({ length: length / cover }, (_, step) => {
    const at = (unit: number): Box => ({
      ...boxNow,
      [dimension]: { start: start + step * cover + (spread ? unit * tile : 0), length: tile },
    })
    const ofUnit = Array.from({ length: units }, (_, unit) => boxes(inside, units, at(unit)))
    return ofUnit[0]!.map((_, i) => ofUnit.map((steps, unit) => steps[i]![unit]!))
  }).flat()
}

/** All PEs' boxes in each step: every unit of a level runs the level inside it. */
const schedule = ([level, ...inside]: readonly Level[], boxNow: Box): readonly (readonly Box[])[] => {
  if (level === undefined) return [[boxNow]]
  return boxes(level.loops, level.units, boxNow).flatMap((units) => {
    const runs = units.map((unit) => schedule(inside, unit))
    return runs[0]!.map((_, i) => runs.flatMap((run) => run[i]!))
  })
}

const all = ({ start, length }: Range): string =>
  length === 1 ? `${start}` : `${start}-${start + length - 1}`
const shown = (at: Box): string => `x${all(at["X'"])} s${all(at.S)}`

const id = process.argv[2] ?? 'A'
const levels = playground[id]!
const pes = levels.reduce((product, { units }) => product * units, 1)
const whole: Box = { "X'": { start: 0, length: 12 }, S: { start: 0, length: 6 } }
const steps = schedule(levels, whole)

const flow = dataflow(
  id,
  levels.flatMap(({ units, loops }, i) => [
    ...(i === 0 ? [] : [cluster(units)]),
    ...loops.map(({ spatial: spread, tile, dimension }) => (spread ? S : T)(tile, tile, dimension)),
  ]),
)
const problem = layer(convolution, extents)
const estimated = orThrow(estimate(problem, flow, accelerator({ pes })))
const reuse = orThrow(inferReuse(problem, flow, { pes }))

const shownSteps = 5
console.log(
  flow.directives
    .map((each) =>
      each._tag === 'Cluster'
        ? `Cluster(${each.size})`
        : `${each._tag}(${each.size}, ${each.offset}) ${each.dimension}`,
    )
    .join('; '),
)
console.log()
console.log(
  table(
    ['step', ...Array.from({ length: pes }, (_, pe) => `PE ${pe}`)],
    steps.slice(0, shownSteps).map((units, i) => [String(i), ...units.map(shown)]),
    pes + 1,
  ),
)
console.log(`... ${steps.length} steps in all\n`)
const rows = estimated.levels.flatMap(({ tensors }, level) =>
  Object.entries(tensors).map(([name, { ingress, fills, egress, evictions, accumulations }]) => {
    const { spatial: across, temporal: over } = reuse.find((r) => r.level === level && r.tensor === name)!
    const [above, units] = ingress === undefined ? [egress, evictions] : [ingress, fills]
    return [String(level), name, across, over, String(above), String(units), String(accumulations ?? '')]
  }),
)
console.log(
  table(['level', 'tensor', 'across units', 'over time', 'parent side', 'unit side', 'sums reread'], rows, 4),
)
