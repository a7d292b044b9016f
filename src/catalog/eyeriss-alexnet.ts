/** AlexNet as the Eyeriss chip ran it: layers, mappings, and published cycles (Chen et al., JSSC 52(1), 2017). */
import {
  cluster,
  type Dataflow,
  type Directive,
  dataflow,
  spatialMap,
  temporalMap,
} from '../dataflow/directive'
import { sz } from '../dataflow/expression'
import type { Accelerator, Interconnect } from '../hardware/accelerator'
import type { WindowLayer } from '../operator/layer'
import { conv2d } from '../operator/make-layer'
import { eyeriss, eyerissBuses, eyerissNetwork } from './accelerators'
import { built } from './built'
import { one, whole } from './maps'

/**
 * A layer of AlexNet as the chip ran it, a mapping of it, and the cycles that were published.
 *
 * @since 0.2.0
 * @category validation
 */
export type EyerissLayer = {
  /** Batch 4; the groups of CONV2, CONV4 and CONV5 side by side. */
  readonly layer: WindowLayer
  /** The mapping of the layer. */
  readonly dataflow: Dataflow
  /** Published processing time (Table V) at 200 MHz, in cycles. */
  readonly cycles: number
}

const steps = (size: number, dimension: string): Directive => temporalMap(size, size, dimension)

const layerOf = (name: string, K: number, C: number, filter: number, rows: number, stride = 1): WindowLayer =>
  conv2d({ N: 4, K, C, R: filter, S: filter, Y: rows, X: rows, stride, name })

const published: readonly (readonly [layer: WindowLayer, cycles: number])[] = /* @__PURE__ */ built(() => [
  [layerOf('CONV1', 96, 3, 11, 227, 4), 3_300_000],
  [layerOf('CONV2', 256, 48, 5, 31), 7_840_000],
  [layerOf('CONV3', 384, 256, 3, 15), 4_360_000],
  [layerOf('CONV4', 384, 192, 3, 15), 3_200_000],
  [layerOf('CONV5', 256, 192, 3, 15), 2_000_000],
])

const withMappings = (mappings: readonly (readonly Directive[])[]): readonly EyerissLayer[] =>
  published.map(([layer, cycles], i) => ({ layer, dataflow: dataflow(layer.name, mappings[i]!), cycles }))

/** A row of Table III, under the paper's letters. */
export type EyerissPasses = Readonly<Record<'m' | 'n' | 'e' | 'p' | 'q' | 'r' | 't', number>>

/**
 * Passes of the array, and inside them t sets of p filters, r sets of q channels, e rows of output and the filter's rows.
 * The only cluster of level 0 is the global buffer.
 */
export const passesOf = ({ m, n, e, p, q, r, t }: EyerissPasses): readonly Directive[] => [
  steps(e, "Y'"),
  steps(n, 'N'),
  steps(m, 'K'),
  steps(q * r, 'C'),
  cluster(1),
  steps(p * t, 'K'),
  one('N'),
  one("X'"),
  cluster(t),
  spatialMap(p, p, 'K'),
  cluster(r),
  spatialMap(q, q, 'C'),
  cluster(e),
  spatialMap(1, 1, "Y'"),
  cluster(sz('R')),
  spatialMap(1, 1, 'R'),
  one('C'),
  one('K'),
]

/**
 * The chip's own mappings (Table III), for {@link eyerissAlexnetHardware}. There, with the paper's buses of 4 words, this
 * model's cycles err by 5.3 % on average and 12.3 % at most, with nothing tuned. What the mappings call level 0 is the pass: the
 * global buffer is the buffer of its one cluster, and the shared buffer stands for DRAM. The model keeps two of each tile,
 * the chip one; take the time of these estimates, not `fits` or the energy. On `eyeriss` itself, whose network of 4 words is
 * that of every level, the same mappings err by 86 % on average.
 *
 * @example
 * ```ts
 * import { estimate, orThrow } from 'maestro-dataflow'
 * import { eyerissAlexnet, eyerissAlexnetHardware } from 'maestro-dataflow/catalog'
 *
 * const { layer, dataflow, cycles } = eyerissAlexnet[3]!
 * const { runtime } = orThrow(estimate(layer, dataflow, eyerissAlexnetHardware))
 * Math.round(1000 * (runtime / cycles - 1)) / 10 // => -5
 * ```
 * @since 0.2.0
 * @category validation
 */
export const eyerissAlexnet: readonly EyerissLayer[] = /* @__PURE__ */ built(() =>
  withMappings(
    [
      { m: 96, n: 1, e: 7, p: 16, q: 1, r: 1, t: 2 },
      { m: 64, n: 1, e: 27, p: 16, q: 2, r: 1, t: 1 },
      { m: 64, n: 4, e: 13, p: 16, q: 4, r: 1, t: 4 },
      { m: 64, n: 4, e: 13, p: 16, q: 3, r: 2, t: 2 },
      { m: 64, n: 4, e: 13, p: 16, q: 3, r: 2, t: 2 },
    ].map(passesOf),
  ),
)

/**
 * Networks for {@link eyerissAlexnet}: between the global buffer and the PEs as many words per cycle as given, 4 in the
 * paper (section V-B) and 14 in the public MAESTRO tool's validation; nothing else takes time.
 *
 * @param words - Words per cycle between the global buffer and the PEs: a positive number.
 * @since 0.2.0
 * @category validation
 */
export const eyerissPassNetworks = (words: number): readonly Interconnect[] => [
  { latency: 0 },
  { bandwidth: words, latency: 1 },
  { latency: 0 },
]

/**
 * The accelerator of the validation with {@link eyerissAlexnet}: `eyeriss` with the paper's buses of 4 words between the
 * global buffer and the PEs, and no other network that takes time (`eyerissPassNetworks(4)`). It lists the networks of level 0,
 * of level 1 and of all deeper levels; for other dataflows take `eyeriss`.
 *
 * @example
 * ```ts
 * import { estimate, orThrow } from 'maestro-dataflow'
 * import { eyerissAlexnet, eyerissAlexnetHardware } from 'maestro-dataflow/catalog'
 *
 * const errors = eyerissAlexnet.map(({ layer, dataflow, cycles }) =>
 *   Math.abs(orThrow(estimate(layer, dataflow, eyerissAlexnetHardware)).runtime / cycles - 1),
 * )
 * Math.round(1000 * errors.reduce((sum, each) => sum + each / errors.length, 0)) / 10 // => 5.3
 * ```
 * @since 0.2.0
 * @category validation
 */
export const eyerissAlexnetHardware: Accelerator = /* @__PURE__ */ built(() => ({
  ...eyeriss,
  noc: eyerissPassNetworks(4),
}))

/**
 * The accelerator of the validation with the chip's three buses between the global buffer and the PEs, and its gating of zeros
 * ({@link eyerissBuses}), for {@link eyerissAlexnet}.
 *
 * @example
 * ```ts
 * import { estimate, orThrow } from 'maestro-dataflow'
 * import { eyerissAlexnet, eyerissAlexnetBuses } from 'maestro-dataflow/catalog'
 *
 * const errors = eyerissAlexnet.map(({ layer, dataflow, cycles }) =>
 *   Math.abs(orThrow(estimate(layer, dataflow, eyerissAlexnetBuses)).runtime / cycles - 1),
 * )
 * Math.round(1000 * Math.max(...errors)) / 10 // => 11.6
 * ```
 * @since 0.2.0
 * @category validation
 */
export const eyerissAlexnetBuses: Accelerator = /* @__PURE__ */ built(() => ({
  ...eyerissBuses,
  noc: [{ latency: 0 }, eyerissNetwork, { latency: 0 }],
}))

const filterRows: readonly Directive[] = /* @__PURE__ */ built(() => [
  spatialMap(1, 1, 'Y'),
  spatialMap(1, 1, 'R'),
  whole('S'),
])

const maestroConv1 = (): readonly Directive[] => [
  spatialMap(1, 1, "Y'"),
  one("X'"),
  one('N'),
  one('C'),
  steps(16, 'K'),
  whole('R'),
  whole('S'),
  cluster(sz('R')),
  one('N'),
  one('C'),
  steps(2, 'K'),
  ...filterRows,
]

const maestroConv2 = (): readonly Directive[] => [
  spatialMap(1, 1, "Y'"),
  one("X'"),
  one('N'),
  steps(2, 'C'),
  steps(16, 'K'),
  whole('R'),
  whole('S'),
  cluster(sz('R')),
  one('C'),
  ...filterRows,
]

const maestroConv3 = (): readonly Directive[] => [
  steps(4, 'N'),
  spatialMap(16, 16, 'K'),
  steps(4, 'C'),
  steps(13, "Y'"),
  temporalMap(15, 13, 'X'),
  whole('R'),
  whole('S'),
  cluster(13),
  steps(4, 'N'),
  steps(16, 'K'),
  steps(4, 'C'),
  spatialMap(1, 1, "Y'"),
  temporalMap(15, 13, 'X'),
  whole('R'),
  whole('S'),
  cluster(sz('R')),
  steps(4, 'N'),
  steps(4, 'C'),
  steps(16, 'K'),
  steps(13, "X'"),
  ...filterRows,
]

/** CONV4 and CONV5: two clusters share the channels, and thirteen inside them the rows. */
const maestroPaired = (columns: number, batch: number, filters: Directive): readonly Directive[] => [
  steps(4, 'N'),
  steps(6, 'C'),
  spatialMap(16, 16, 'K'),
  steps(13, "Y'"),
  steps(13, "X'"),
  whole('R'),
  whole('S'),
  cluster(2),
  steps(4, 'N'),
  spatialMap(3, 3, 'C'),
  steps(16, 'K'),
  steps(13, "Y'"),
  steps(columns, "X'"),
  whole('R'),
  whole('S'),
  cluster(13),
  steps(batch, 'N'),
  steps(3, 'C'),
  steps(16, 'K'),
  spatialMap(1, 1, "Y'"),
  one("X'"),
  whole('R'),
  whole('S'),
  cluster(sz('R')),
  one('N'),
  one('C'),
  filters,
  one("X'"),
  ...filterRows,
]

/**
 * The same layers with the mappings of the public MAESTRO tool's validation (`validation/alexnet_rs_validation.m`), for its
 * network of 14 elements per cycle: errors of 4.5 % on average and 8.5 % at most. A transcription: N stays where the file
 * has it.
 *
 * @example
 * ```ts
 * import { estimate, orThrow } from 'maestro-dataflow'
 * import { eyeriss, maestroEyerissAlexnet } from 'maestro-dataflow/catalog'
 *
 * const { layer, dataflow } = maestroEyerissAlexnet[1]!
 * const hardware = { ...eyeriss, noc: { bandwidth: 14, latency: 1 } }
 * orThrow(estimate(layer, dataflow, hardware)).runtime // => 7921265
 * ```
 * @since 0.2.0
 * @category validation
 */
export const maestroEyerissAlexnet: readonly EyerissLayer[] = /* @__PURE__ */ built(() =>
  withMappings([
    maestroConv1(),
    maestroConv2(),
    maestroConv3(),
    maestroPaired(1, 4, one('K')),
    maestroPaired(8, 1, steps(2, 'K')),
  ]),
)
