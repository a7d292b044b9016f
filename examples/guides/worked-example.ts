/** One estimate by hand: the kinds of step of playground E, their volumes and cycles, and the runtime that they add up to. */
import {
  accelerator,
  analyze,
  dataflow,
  evaluate,
  layer,
  operator,
  orThrow,
  spatialMap,
  temporalMap,
} from 'maestro-dataflow'
import { table } from '../table'

const convolution = operator({
  name: '1-D convolution',
  dimensions: ["X'", 'S'],
  tensors: [
    { name: 'W', role: 'input', axes: [[{ dimension: 'S' }]] },
    { name: 'I', role: 'input', axes: [[{ dimension: "X'" }, { dimension: 'S' }]] },
    { name: 'O', role: 'output', axes: [[{ dimension: "X'" }]] },
  ],
})
const problem = layer(convolution, { "X'": 12, S: 6 })
const flow = dataflow('E', [spatialMap('S', 2), temporalMap("X'")])
const bandwidth = 2
const hardware = accelerator({ pes: 3, noc: { bandwidth, latency: 1 } })

const analysis = orThrow(analyze(problem, flow, { pes: 3 }))
const { columns: kinds } = analysis.levels[0]!
/** Elements that a kind of step moves of the inputs, or of the output. */
const moved = (kind: number, role: 'input' | 'output'): number =>
  kinds.volumes.reduce(
    (sum, { union }, tensor) => sum + (analysis.tensors[tensor]!.role === role ? union[kind]! : 0),
    0,
  )
const cyclesFor = (elements: number): number => Math.ceil(elements / bandwidth)

const rows = kinds.count.map((count, kind) => {
  const first = kind < kinds.entries
  const [fill, compute, leave] = [
    cyclesFor(moved(kind, 'input')),
    kinds.macs[kind]!,
    cyclesFor(moved(kind, 'output')),
  ]
  const cycles = first ? Math.max(fill + compute, leave) : Math.max(fill, compute, leave)
  return { first, count, fill, compute, leave, cycles, kind }
})

console.log(
  table(
    ['kind of step', 'times', 'elements in', 'cycles', 'MACs per PE', 'elements out', 'cycles', 'step takes'],
    rows.map(({ first, count, fill, compute, leave, cycles, kind }) => [
      first ? 'the first' : 'all others',
      String(count),
      String(moved(kind, 'input')),
      String(fill),
      String(compute),
      String(moved(kind, 'output')),
      String(leave),
      String(cycles),
    ]),
  ),
)
const inSteps = rows.reduce((sum, { count, cycles }) => sum + count * cycles, 0)
const [output] = kinds.drains.slice(-1)
const draining = cyclesFor(Math.max(...output!.union))
console.log(`\nsteps ${inSteps} + final drain ${draining} = ${inSteps + draining} cycles`)
console.log(`evaluate says ${orThrow(evaluate(analysis, hardware)).runtime}`)
