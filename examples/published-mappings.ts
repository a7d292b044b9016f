/**
 * Mappings that others published, written as dataflows. Tiles and orders are those of the sources; what is said of the
 * accelerators is what this model needs to cost them.
 */
import {
  type Accelerator,
  accelerator,
  cluster,
  conv2d,
  type Dataflow,
  type Directive,
  dataflow,
  estimate,
  gemm,
  type Layer,
  orThrow,
  spatialMap as spatial,
  temporalMap as temporal,
} from 'maestro-dataflow'

export type PublishedMapping = {
  readonly name: string
  readonly layer: Layer
  readonly dataflow: Dataflow
}

/** A map of tiles without overlap. */
const t = (tile: number, dimension: string): Directive => temporal(tile, tile, dimension)
const s = (tile: number, dimension: string): Directive => spatial(tile, tile, dimension)

const mapping = (name: string, layer: Layer, directives: readonly Directive[]): PublishedMapping => ({
  name,
  layer,
  dataflow: dataflow(name, directives),
})

const conv11 = conv2d({ K: 64, C: 3, R: 3, S: 3, Y: 224, X: 224, name: 'conv1_1' })
const conv12 = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 224, X: 224, name: 'conv1_2' })

/**
 * VGG16 without padding on 168 PEs, as the genetic search GAMMA and the differential evolution beside it logged them: so many
 * generations of so many mappings, for the least latency. Source: github.com/maestro-project/gamma, `outdir` at c3099683 and
 * 42530ea9, the files `result_c_m/Layer_1.m`.
 */
export const gammaMappings: readonly PublishedMapping[] = [
  mapping('GAMMA, 10 × 200', conv11, [
    ...[t(2, "Y'"), s(1, 'C'), t(1, 'R'), t(122, "X'"), t(57, 'K'), t(1, 'S'), cluster(122)],
    ...[t(1, 'S'), s(1, "X'"), t(3, 'R'), t(1, "Y'"), t(54, 'K'), t(1, 'C')],
  ]),
  mapping('GAMMA, 1 × 100', conv11, [
    ...[t(43, 'K'), t(1, 'C'), t(2, 'R'), t(2, 'S'), s(23, "Y'"), t(3, "X'"), cluster(43)],
    ...[t(1, 'C'), t(1, "X'"), t(1, 'S'), t(1, "Y'"), s(1, 'K'), t(1, 'R')],
  ]),
  mapping('GAMMA, 1 × 10', conv11, [
    ...[t(2, 'R'), t(14, 'K'), t(3, 'S'), s(216, "Y'"), t(3, "X'"), t(1, 'C'), cluster(48)],
    ...[t(1, "X'"), t(3, 'C'), s(1, 'K'), t(1, 'S'), t(1, 'R'), t(1, "Y'")],
  ]),
  mapping('evolution, 20 × 100', conv11, [
    ...[t(20, "Y'"), t(121, "X'"), t(1, 'S'), s(1, 'K'), t(1, 'R'), t(3, 'C'), cluster(20)],
    ...[t(59, 'K'), t(1, 'S'), t(1, "X'"), t(1, 'R'), t(2, 'C'), s(1, "Y'")],
  ]),
  mapping('evolution, 10 × 200', conv11, [
    ...[t(3, 'C'), t(140, "X'"), t(1, 'R'), t(5, 'K'), t(1, 'S'), s(42, "Y'")],
  ]),
  mapping('GAMMA, 20 × 100', conv12, [
    ...[t(3, 'R'), t(12, "X'"), t(2, 'S'), s(51, 'K'), t(28, "Y'"), t(40, 'C'), cluster(80)],
    ...[t(1, 'K'), t(12, "X'"), t(1, 'C'), s(1, "Y'"), t(1, 'R'), t(3, 'S')],
  ]),
]

/**
 * What those searches were given: 168 PEs, 512 and 108,000 bytes of buffers, a network that never waits. Buffers of clusters
 * are not counted there; here they are as large as the shared one.
 */
export const gammaHardware: Accelerator = accelerator({
  pes: 168,
  l1: { capacity: 512 },
  clusters: [{ capacity: 108_000 }],
  l2: { capacity: 108_000 },
  noc: { bandwidth: 8_192_000, latency: 1 },
})

const keysQueriesValues = gemm({ M: 3072, N: 4096, K: 1024, name: 'keys, queries, values' })
const scores = gemm({ M: 4096, N: 4096, K: 64, name: 'scores' })

/**
 * Matrix products of BERT-large on an array like Eyeriss. What is above `Cluster` goes from memory to the global buffer, what
 * is below it from there to the PEs. Source: github.com/EMJzero/FactorFlow, `architectures/solutions_db.py` at 04ba0a5d and
 * `comparisons/CoSA/cosa_archs.py` at 062f9de0. Left out is what spreads two dimensions over the PEs, as all mappings for
 * Gemmini, Simba and the TPU do, and what needs the weights to pass by the global buffer.
 */
export const bertMappings: readonly PublishedMapping[] = [
  mapping('Timeloop', keysQueriesValues, [
    ...[t(256, 'N'), t(192, 'M'), t(16, 'K'), cluster(168)],
    ...[s(2, 'M'), t(1, 'N')],
  ]),
  mapping('FactorFlow', keysQueriesValues, [
    ...[t(256, 'N'), t(384, 'M'), t(128, 'K'), cluster(168)],
    ...[s(4, 'M'), t(16, 'K'), t(1, 'N')],
  ]),
  mapping('CoSA', scores, [t(16, 'N'), cluster(64), s(1, 'K'), t(1, 'M')]),
]

/**
 * Their Eyeriss as this model describes it. Here a buffer holds tiles of all three tensors, and two of each: the global buffer
 * is as large as the mapping needs. The shared buffer, through which its tiles come from memory, is as large, and free.
 * Energies are theirs in pJ, that of a PE's buffer the mean of three registers.
 */
export const bertHardware = (room: number): Accelerator =>
  accelerator({
    pes: 168,
    l1: { capacity: 12 * 2 + 192 * 2 + 16 * 2 },
    clusters: [{ capacity: room }],
    l2: { capacity: room },
    noc: [
      { bandwidth: 1024, latency: 0 },
      { bandwidth: 32, latency: 1 },
    ],
    offchip: { bandwidth: 8 },
    energy: {
      mac: 0.21,
      l1: { read: 1.33, write: 1.33 },
      clusters: { read: 2.02, write: 2.02 },
      l2: { read: 0, write: 0 },
      offchip: { read: 64, write: 64 },
    },
  })

/** Room for the tiles of a mapping in the global buffer. */
export const roomFor = ({ layer, dataflow: of }: PublishedMapping): number =>
  orThrow(estimate(layer, of, bertHardware(2 ** 40))).buffers.clusters[0]?.required.total ?? 0
