/** Files as they are found in the field, cut down: each gives the right conclusion. */
import { expect, it } from 'vitest'
import { accelerator, estimate, orThrow, renderErrors, temporalMap } from '../../src/index'
import {
  locateErrors,
  type NotatedLayer,
  parseAccelerators,
  parseDataflow,
  parseDataflows,
  parseHardware,
  parseNetwork,
  parseNetworks,
} from '../../src/notation'
import { errorsIn } from './support'

const hardware = accelerator({ pes: 256 })

const answer = ({ layer, dataflow, places }: NotatedLayer, text: string): number | string => {
  const result = estimate(layer, dataflow!, hardware)
  return result._tag === 'Left' ? renderErrors(locateErrors(result.left, text, places)) : result.right.macs
}

it('two networks stay two', () => {
  const text = `Network one { Layer A { Type: CONV Dimensions { K: 2, C: 3, R: 3, S: 3, Y: 6, X: 6 } Dataflow { SpatialMap(1,1) K; } } }
Network two { Layer B { Type: CONV Dimensions { K: 5, C: 3, R: 1, S: 1, Y: 6, X: 6 } } }`
  const networks = orThrow(parseNetworks(text))
  expect(networks.map(({ name, layers }) => [name, layers.map(({ dataflow }) => dataflow !== null)])).toEqual(
    [
      ['one', [true]],
      ['two', [false]],
    ],
  )
  expect(errorsIn(parseNetwork(text)).map(({ _tag, line, hint }) => [_tag, line, hint])).toEqual([
    ['RepeatedEntry', 2, 'Read them with parseNetworks, or keep one of them.'],
  ])
})

it('a depthwise layer with as many filters as channels does the work of one filter per channel', () => {
  const text = `Layer DW { Type: DSCONV Stride { X: 1, Y: 1 } Dimensions { K: 24, C: 24, R: 3, S: 3, Y: 14, X: 14 }
    Dataflow { TemporalMap(1,1) C; SpatialMap(Sz(R),1) Y; TemporalMap(Sz(S),1) X; } }`
  const { layers, warnings } = orThrow(parseNetwork(text))
  expect(layers[0]?.layer).toMatchObject({ kind: 'depthwiseConv2d', sizes: { C: 24 } })
  expect(answer(layers[0]!, text)).toBe(24 * 3 * 3 * 12 * 12)
  expect(warnings).toEqual([])
})

it('a grouped layer whose channels count all groups is warned about, with the value to write', () => {
  const of = (C: number) =>
    `Layer G { Type: NGCONV Dimensions { G: 8, K: 2, C: ${C}, R: 3, S: 3, Y: 10, X: 10 } Dataflow { TemporalMap(1,1) G; SpatialMap(1,1) K; } }`
  const { layers, warnings } = orThrow(parseNetwork(of(16)))
  expect(answer(layers[0]!, of(16))).toBe(147456)
  expect(answer(orThrow(parseNetwork(of(2))).layers[0]!, of(2))).toBe(18432)
  expect(warnings.filter(({ _tag }) => _tag === 'TotalChannels').map(({ message }) => message)).toEqual([
    'C: 16 is per group here: with 8 groups the layer does 147,456 MACs. If C counts the channels of all groups, write C: 2: 18,432 MACs.',
  ])
})

it('a tile of eight columns is repaired to one of eight outputs', () => {
  const text = `Layer L { Type: CONV Dimensions { K: 8, C: 8, R: 3, S: 3, Y: 18, X: 18 } Dataflow {
  TemporalMap(1,1) K; SpatialMap(Sz(R),1) Y; TemporalMap(8,8) X;
  Cluster(8, P); SpatialMap(Sz(S),1) X; } }`
  const [layer] = orThrow(parseNetwork(text)).layers
  const said = String(answer(layer!, text))
  expect(said).toContain('Write TemporalMap(10, 8) X for 8 outputs per step, or TemporalMap(8, 6) X for 6')
  for (const repair of ['TemporalMap(10, 8) X', 'TemporalMap(8, 6) X']) {
    const repaired = text.replace('TemporalMap(8,8) X', repair)
    expect(answer(orThrow(parseNetwork(repaired)).layers[0]!, repaired)).toBe(8 * 8 * 9 * 16 * 16)
  }
})

it('of a window that is mapped twice, the map goes that breaks the diagonal pair', () => {
  const text = `Layer L { Type: CONV Dimensions { K: 8, C: 8, R: 3, S: 3, Y: 18, X: 18 } Dataflow {
  TemporalMap(2,2) K; SpatialMap(Sz(R),1) Y; TemporalMap(Sz(S),1) X;
  Cluster(3, P); SpatialMap(1,1) X; SpatialMap(1,1) S; TemporalMap(Sz(S),Sz(S)) S; } }`
  const [layer] = orThrow(parseNetwork(text)).layers
  expect(String(answer(layer!, text))).toContain('Remove TemporalMap(3, 3) S.')
  const repaired = text.replace('TemporalMap(Sz(S),Sz(S)) S;', '')
  expect(answer(orThrow(parseNetwork(repaired)).layers[0]!, repaired)).toBe(8 * 8 * 9 * 16 * 16)
})

it('statements of a scenario are skipped, at their lines', () => {
  const conv = 'Layer a { Type: CONV Dimensions: { N: 1, K: 4, C: 3, Y: 16, X: 10, R: 3, S: 3 } }'
  const text = `Network eye {\nFPS: 60\n${conv}\n}\nNetwork gaze {\nDependency: { eye }\nProbability: 0.25\nFPS: 60\n${conv}\n}`
  const networks = orThrow(parseNetworks(text))
  expect(networks.map(({ name, layers }) => [name, layers.length])).toEqual([
    ['eye', 1],
    ['gaze', 1],
  ])
  expect(networks.map(({ warnings }) => warnings.map(({ _tag, line }) => `${_tag} ${line}`))).toEqual([
    ['IgnoredEntry 2'],
    ['IgnoredEntry 6', 'IgnoredEntry 7', 'IgnoredEntry 8'],
  ])
})

it('two accelerators stay two', () => {
  const text = `Accelerator Acc0 {
  num_pes: 64
  offchip_bw: 8
  top_noc_bw: 32
  top_noc_latency: 1
  top_noc_multicast: True
  col_noc_bw: 16
  col_noc_latency: 2
  col_noc_multicast: False
  global_shared_memory: 65536
  PE_local_memory: 512
}
Accelerator Acc1 { num_pes: 16 }`
  expect(orThrow(parseAccelerators(text)).map(({ name, hardware: of }) => [name, of])).toEqual([
    [
      'Acc0',
      {
        pes: 64,
        offchip: { bandwidth: 8 },
        noc: [
          { bandwidth: 32, latency: 1, multicast: true },
          { bandwidth: 16, latency: 2, multicast: false },
        ],
        l2: { capacity: 65536 },
        l1: { capacity: 512 },
      },
    ],
    ['Acc1', { pes: 16 }],
  ])
  expect(errorsIn(parseHardware(text)).map(({ _tag, hint }) => [_tag, hint])).toEqual([
    ['RepeatedEntry', 'Read them with parseAccelerators, or keep one of them.'],
  ])
})

it('two dataflows stay two', () => {
  const text = `// weight-stationary
Dataflow { SpatialMap(1,1) K; TemporalMap(16,16) C; Cluster(16, P); SpatialMap(1,1) C; }
// output-stationary
Dataflow { SpatialMap(1,1) Y'; TemporalMap(4,4) X'; Cluster(4, P); SpatialMap(1,1) X'; }`
  const found = orThrow(parseDataflows(text)).map(({ dataflow }) => dataflow.directives)
  expect(found.map(({ length }) => length)).toEqual([4, 4])
  expect(found[1]?.[1]).toEqual(temporalMap(4, 4, "X'"))
  expect(errorsIn(parseDataflow(text)).map(({ _tag, hint }) => [_tag, hint])).toEqual([
    ['RepeatedEntry', 'Read them with parseDataflows, or keep one of them.'],
  ])
})
