/**
 * The design spaces of the paper's exploration: two layers of VGG16 under two dataflows, tiles as parameters, within
 * Eyeriss' budget of 16 mm² and 450 mW and with the tool's table of area, to compare with the paper; for conclusions of your
 * own take `nvdlaArea28nm`. Example and benchmark explore the same.
 */
import {
  type Accelerator,
  cluster,
  type Dataflow,
  dataflow,
  type Layer,
  spatialMap,
  sz,
  temporalMap,
} from 'maestro-dataflow'
import { eyerissEnergy, maestroReproductionArea2021, vgg16 } from 'maestro-dataflow/catalog'
import { powersOfTwo, range, type Space } from 'maestro-dataflow/explore'

type Tiles = { readonly tileK: number; readonly tileC: number }
export type PaperSpace = Space<keyof Tiles>

const wholeFilter = [temporalMap(sz('R'), sz('R'), 'R'), temporalMap(sz('S'), sz('S'), 'S')]

/** Clusters share filters out among them, the PEs of each its input channels (NVDLA). */
const kcPartitioned = ({ tileK, tileC }: Tiles): Dataflow =>
  dataflow('KC-P', [
    spatialMap(tileK, tileK, 'K'),
    temporalMap(tileC, tileC, 'C'),
    ...wholeFilter,
    temporalMap(1, 1, "Y'"),
    temporalMap(1, 1, "X'"),
    cluster(tileC),
    spatialMap(1, 1, 'C'),
  ])

/** Clusters share output rows out among them, the PEs of each its filter rows (Eyeriss). */
const yrPartitioned = ({ tileK, tileC }: Tiles): Dataflow =>
  dataflow('YR-P', [
    temporalMap(tileC, tileC, 'C'),
    temporalMap(tileK, tileK, 'K'),
    spatialMap(1, 1, "Y'"),
    temporalMap(1, 1, "X'"),
    ...wholeFilter,
    cluster(sz('R')),
    spatialMap(1, 1, 'R'),
  ])

const layerNamed = (name: string): Layer => vgg16.find((layer) => layer.name === name)!

export const hardware: Partial<Accelerator> = { area: maestroReproductionArea2021 }

/** Buffers cost more to access the larger they are, and what they cannot keep comes from a slow memory. */
export const sizedHardware: Partial<Accelerator> = {
  ...hardware,
  energy: eyerissEnergy,
  offchip: { bandwidth: 16 },
}

const axes = {
  parameters: { tileK: powersOfTwo(1, 128), tileC: powersOfTwo(1, 128) },
  pes: range(1, 1024),
  bandwidth: range(1, 256),
  l1: range(128, 2048, 128),
  l2: range(32 * 1024, 512 * 1024, 32 * 1024),
  budget: { area: 16e6, power: 450 },
}

export const spaces: readonly (readonly [name: string, space: PaperSpace])[] = (
  [
    ['KC-P', kcPartitioned],
    ['YR-P', yrPartitioned],
  ] as const
).flatMap(([name, flow]) =>
  (
    [
      ['64→64 at 224²', 'conv1_2'],
      ['512→512 at 28²', 'conv4_2'],
    ] as const
  ).map(
    ([what, layer]) =>
      [`${name}, ${what}`, { layer: layerNamed(layer), hardware, dataflow: flow, ...axes }] as const,
  ),
)
