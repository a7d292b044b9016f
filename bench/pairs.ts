/** Twenty pairs of layer and dataflow on 256 PEs, and one with short tiles everywhere on three levels. */
import {
  cluster,
  conv2d,
  type Dataflow,
  dataflow,
  depthwiseConv2d,
  gemm,
  type Layer,
  spatialMap as S,
  temporalMap as T,
} from 'maestro-dataflow'
import { kcPartitioned, xPartitioned, yrPartitioned, yxPartitioned } from 'maestro-dataflow/catalog'

export type Pair = { readonly name: string; readonly layer: Layer; readonly flow: Dataflow }

const convolutions: readonly Layer[] = [
  conv2d({ K: 64, C: 64, R: 3, S: 3, "Y'": 56, "X'": 56, name: '3x3 64 at 56' }),
  conv2d({ K: 512, C: 512, R: 3, S: 3, "Y'": 14, "X'": 14, name: '3x3 512 at 14' }),
  conv2d({ K: 64, C: 256, R: 1, S: 1, "Y'": 56, "X'": 56, name: '1x1 256 at 56' }),
  depthwiseConv2d({ C: 128, R: 3, S: 3, "Y'": 56, "X'": 56, stride: 2, name: 'depthwise 128 at 56' }),
]

const matrixProduct = gemm({ M: 4096, N: 4096, K: 4096, name: 'gemm 4096' })

const matrixFlows: readonly Dataflow[] = [
  dataflow('N, K', [S(1, 1, 'N'), T(64, 64, 'K'), T(1, 1, 'M'), cluster(64), S(1, 1, 'K')]),
  dataflow('M, N', [T(32, 32, 'K'), S(32, 32, 'M'), T(32, 32, 'N'), cluster(16), S(2, 2, 'N'), T(1, 1, 'K')]),
  dataflow('M, N by one', [T(16, 16, 'N'), S(1, 1, 'M'), T(1, 1, 'K'), cluster(16), S(1, 1, 'N')]),
  dataflow('N, K by M', [
    S(1, 1, 'N'),
    T(16, 16, 'K'),
    T(64, 64, 'M'),
    cluster(16),
    S(1, 1, 'K'),
    T(1, 1, 'M'),
  ]),
]

const pairOf = (layer: Layer, flow: Dataflow): Pair => ({ name: `${layer.name}, ${flow.name}`, layer, flow })

export const pairs: readonly Pair[] = [
  ...convolutions.flatMap((layer) =>
    [kcPartitioned, yrPartitioned, yxPartitioned, xPartitioned].map((flow) => pairOf(layer, flow)),
  ),
  ...matrixFlows.map((flow) => pairOf(matrixProduct, flow)),
]

export const short: Pair = pairOf(
  conv2d({ K: 61, C: 53, R: 3, S: 3, "Y'": 47, "X'": 43, name: 'short tiles everywhere' }),
  dataflow('three levels', [
    S(16, 16, 'K'),
    T(12, 12, 'C'),
    T(10, 10, "Y'"),
    T(9, 9, "X'"),
    cluster(16),
    T(7, 7, 'C'),
    S(3, 3, "Y'"),
    T(4, 4, "X'"),
    T(5, 5, 'K'),
    cluster(4),
    S(2, 2, 'C'),
    T(2, 2, 'K'),
    T(2, 2, "Y'"),
    T(3, 3, "X'"),
  ]),
)
