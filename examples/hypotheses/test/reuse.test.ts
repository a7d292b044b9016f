/**
 * The paper's playground (MAESTRO, MICRO 2019, Fig. 5): a 1-D convolution O[x'] += W[s] · I[x' + s] under six dataflows,
 * and the reuse that each offers: across PEs (spatial) and over time (temporal).
 */
import {
  accelerator,
  cluster,
  type Directive,
  dataflow,
  layer,
  operator,
  spatialMap,
  temporalMap,
} from 'maestro-dataflow'
import type { ExpectedReuse, Mapping } from 'maestro-dataflow/vitest'
import { expect, test } from 'vitest'

const convolution = operator({
  name: '1-D convolution',
  dimensions: ["X'", 'S'],
  tensors: [
    { name: 'W', role: 'input', axes: [[{ dimension: 'S' }]] },
    { name: 'I', role: 'input', axes: [[{ dimension: "X'" }, { dimension: 'S' }]] },
    { name: 'O', role: 'output', axes: [[{ dimension: "X'" }]] },
  ],
})
const problem = layer(convolution, { "X'": 12, S: 6 }, 'Fig. 5')

const outputs = spatialMap(1, 1, "X'")
const weights = spatialMap(1, 1, 'S')

/** Reuse by tensor; of F, halos across clusters and sums inside them. */
type Row = { readonly W: ExpectedReuse; readonly I: ExpectedReuse; readonly O: ExpectedReuse }

const playground: readonly (readonly [
  name: string,
  pes: number,
  directives: readonly Directive[],
  reuse: Row,
])[] = [
  [
    'A: output stationary',
    3,
    [outputs, temporalMap(1, 1, 'S')],
    {
      W: { spatial: 'multicast', temporal: 'none', level: 0 },
      I: { spatial: 'none', temporal: 'none', level: 0 },
      O: { spatial: 'none', temporal: 'reduction', level: 0 },
    },
  ],
  [
    'B: weight stationary',
    3,
    [temporalMap(1, 1, 'S'), outputs],
    {
      W: { spatial: 'multicast', temporal: 'multicast' },
      I: { spatial: 'none', temporal: 'none', level: 0 },
      O: { spatial: 'none', temporal: 'none', level: 0 },
    },
  ],
  [
    'C: collaborative output stationary',
    3,
    [temporalMap(1, 1, "X'"), weights],
    {
      W: { spatial: 'none', temporal: 'none', level: 0 },
      I: { spatial: 'none', temporal: 'none', level: 0 },
      O: { spatial: 'reduction', temporal: 'reduction' },
    },
  ],
  [
    'D: collaborative weight stationary',
    3,
    [weights, temporalMap(1, 1, "X'")],
    {
      W: { spatial: 'none', temporal: 'multicast', level: 0 },
      I: { spatial: 'none', temporal: 'none', level: 0 },
      O: { spatial: 'reduction', temporal: 'none', level: 0 },
    },
  ],
  [
    'E: two weights in each PE, and so a halo',
    3,
    [spatialMap(2, 2, 'S'), temporalMap(1, 1, "X'")],
    {
      W: { spatial: 'none', temporal: 'multicast', level: 0 },
      I: { spatial: 'none', temporal: 'partial', level: 0 },
      O: { spatial: 'reduction', temporal: 'none', level: 0 },
    },
  ],
  [
    'F: clusters',
    6,
    [temporalMap(3, 3, 'S'), outputs, cluster(3), weights, temporalMap(1, 1, "X'")],
    {
      W: { spatial: 'multicast', temporal: 'multicast', level: 0 },
      I: { spatial: 'partial', temporal: 'partial', level: 0 },
      O: { spatial: 'reduction', temporal: 'reduction', level: 1 },
    },
  ],
]

test.each(playground)('%s', (name, pes, directives, { W, I, O }) => {
  const mapping: Mapping = {
    layer: problem,
    dataflow: dataflow(name, directives),
    hardware: accelerator({ pes }),
  }
  expect(mapping).toReuse('W', W)
  expect(mapping).toReuse('I', I)
  expect(mapping).toReuse('O', O)
})

test('a map that skips outputs is none of them', () => {
  const skipping = dataflow('skips', [spatialMap(1, 2, "X'")])
  expect(skipping).not.toBeLegalOn(problem, accelerator({ pes: 3 }))
})
