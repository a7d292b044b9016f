/**
 * The paper's playground (Fig. 5): one small 1-D convolution, O[x'] += W[s] · I[x' + s], under six dataflows, with the
 * reuse that each offers and the traffic that follows.
 */
import {
  accelerator,
  cluster,
  type Directive,
  dataflow,
  estimate,
  inferReuse,
  type LevelTensor,
  layer,
  operator,
  orThrow,
  spatialMap,
  type TensorReuse,
  temporalMap,
} from 'maestro-dataflow'
import { table } from './table'

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

const playground: readonly (readonly [id: string, conclusion: string, pes: number, readonly Directive[]])[] =
  [
    ['A', 'output stationary', 3, [spatialMap("X'"), temporalMap('S')]],
    ['B', 'weight stationary', 3, [temporalMap('S'), spatialMap("X'")]],
    ['C', 'collaborative output stationary', 3, [temporalMap("X'"), spatialMap('S')]],
    ['D', 'collaborative weight stationary', 3, [spatialMap('S'), temporalMap("X'")]],
    ['E', 'partial temporal reuse of I', 3, [spatialMap('S', 2), temporalMap("X'")]],
    [
      'F',
      'clustered',
      6,
      [temporalMap('S', 3), spatialMap("X'"), cluster(3), spatialMap('S'), temporalMap("X'")],
    ],
  ]

const traffic = ({ ingress, fills, egress, accumulations }: LevelTensor): string =>
  ingress === undefined ? `${egress}/${accumulations}` : `${ingress}/${fills}`

const reuseOf = ({ spatial, temporal }: TensorReuse): string => `${spatial}, ${temporal}`

const rows = playground.flatMap(([id, conclusion, pes, directives]) => {
  const flow = dataflow(id, directives)
  const { levels } = orThrow(estimate(problem, flow, accelerator({ pes })))
  const reuse = orThrow(inferReuse(problem, flow, { pes }))
  return levels.map(({ tensors }, level) => [
    level === 0 ? id : '',
    level === 0 ? conclusion : '',
    String(level),
    ...['W', 'I', 'O'].flatMap((name) => [
      traffic(tensors[name]!),
      reuseOf(reuse.find((each) => each.level === level && each.tensor === name)!),
    ]),
  ])
})

console.log("The playground: O[x'] += W[s] · I[x' + s], X' = 12, S = 6, on 3 PEs (F: 6)")
console.log('Per tensor: ingress/fills (W, I) or egress/accumulations (O), and its spatial, temporal reuse\n')
console.log(table(['', 'conclusion', 'level', 'W', 'reuse', 'I', 'reuse', 'O', 'reuse'], rows, 2))
