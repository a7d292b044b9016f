/** Cycles of Eyeriss on AlexNet, under the chip's own mappings and MAESTRO's, and on VGG16. */
import { eyeriss } from '../../catalog/accelerators'
import {
  type EyerissPasses,
  eyerissAlexnet,
  eyerissAlexnetBuses,
  eyerissAlexnetHardware,
  maestroEyerissAlexnet,
  passesOf,
} from '../../catalog/eyeriss-alexnet'
import { dataflow } from '../../dataflow/directive'
import type { Accelerator } from '../../hardware/accelerator'
import { conv2d } from '../../operator/make-layer'
import { eyerissVgg16Figures } from '../figures/eyeriss'
import { type Row, type Source, totalRuntime, type ValidationVariant } from '../source'
import { cyclesOf, type MeasuredLayer, measuredLayers, paper, passes, transcribed } from './eyeriss'

const hardwareOf = (variant: ValidationVariant): Accelerator =>
  variant === 'as is' ? eyerissAlexnetHardware : eyerissAlexnetBuses

const rowsOf = (
  layers: readonly MeasuredLayer[],
  hardware: (variant: ValidationVariant) => Accelerator,
): readonly Row[] =>
  layers.map(({ name, run, figures }) => ({
    layer: name,
    shape: name,
    published: cyclesOf(figures),
    runs: (variant) => [{ ...run, hardware: hardware(variant) }],
    figure: totalRuntime,
  }))

const buses = `Three buses between the global buffer and the PEs: 4 words for filters, 1 for inputs, 4 for partial sums in each direction (${paper}, section V-B).`

export const eyerissCycles: Source = {
  id: 'eyeriss-alexnet',
  title: 'Eyeriss, AlexNet: cycles under the chip’s own mappings',
  origin: `${paper}, Table V (processing latency at 200 MHz), Table III (mappings), section V-B (network); ${transcribed}`,
  licence: 'MIT',
  kind: 'silicon',
  figure: 'cycles',
  quotable: true,
  reason: null,
  mapping: `${passes} The only network that takes time is the one between the global buffer and the PEs, 4 words wide.`,
  documented: [buses],
  disclosures: [
    'The mappings were encoded once. Networks of 1, 4, 5, 9 and 14 words and three settings of buses were run; the paper’s are shown. With 14 words, the width of the public MAESTRO tool’s validation, the mean error is 10.4 %.',
  ],
  rows: () => rowsOf(measuredLayers(eyerissAlexnet, eyerissAlexnetHardware), hardwareOf),
}

const maestroHardware: Accelerator = { ...eyeriss, noc: { bandwidth: 14, latency: 1 } }

export const eyerissMaestro: Source = {
  id: 'eyeriss-alexnet-maestro',
  title: 'Eyeriss, AlexNet: cycles under MAESTRO’s mappings',
  origin: `${paper}, Table V (processing latency at 200 MHz), ${transcribed}; mappings from maestro-project/maestro@4eb08d1, validation/alexnet_rs_validation.m`,
  licence: 'MIT',
  kind: 'silicon',
  figure: 'cycles',
  quotable: true,
  reason: null,
  mapping:
    'The row-stationary mappings that MAESTRO’s authors published for their validation against the chip, on the network of that validation: 14 elements per cycle.',
  documented: [],
  disclosures: ['The network of 14 elements per cycle is the public tool’s; the chip’s buses are narrower.'],
  rows: () => rowsOf(measuredLayers(maestroEyerissAlexnet, maestroHardware), () => maestroHardware),
}

/** Output channels, input channels and output rows of a block, and the passes that were inferred. */
type Vgg16Layer = readonly [K: number, C: number, rows: number, passes: EyerissPasses]

const wide = { m: 512, n: 3, e: 13, p: 16, q: 1, r: 1, t: 4 } as const
const middle = { ...wide, q: 2 } as const
const narrow = { ...wide, e: 14, q: 4 } as const
const last = { ...narrow, r: 2, t: 2 } as const

const vgg16Layers: Readonly<Record<string, Vgg16Layer>> = {
  'CONV1-1': [64, 3, 224, wide],
  'CONV1-2': [64, 64, 224, wide],
  'CONV2-1': [128, 64, 112, wide],
  'CONV2-2': [128, 128, 112, wide],
  'CONV3-1': [256, 128, 56, middle],
  'CONV3-2': [256, 256, 56, middle],
  'CONV3-3': [256, 256, 56, middle],
  'CONV4-1': [512, 256, 28, narrow],
  'CONV4-2': [512, 512, 28, narrow],
  'CONV4-3': [512, 512, 28, narrow],
  'CONV5-1': [512, 512, 14, last],
  'CONV5-2': [512, 512, 14, last],
  'CONV5-3': [512, 512, 14, last],
}

const vgg16Measured = (): readonly MeasuredLayer[] =>
  eyerissVgg16Figures.flatMap((figures) => {
    const [name] = figures
    const given = vgg16Layers[name]
    if (given === undefined) return []
    const [K, C, rows, mapped] = given
    const layer = conv2d({ N: 3, K, C, R: 3, S: 3, Y: rows + 2, X: rows + 2, name })
    return [
      {
        name,
        run: { layer, dataflow: dataflow(name, passesOf(mapped)), hardware: eyerissAlexnetHardware },
        figures,
      },
    ]
  })

export const eyerissVgg16: Source = {
  id: 'eyeriss-vgg16',
  title: 'Eyeriss, VGG16: cycles under mappings that were inferred',
  origin: `${paper}, Table VI (processing latency at 200 MHz), section V-B (network); as transcribed in cucapra/fodlam@cde53fd, data/eyeriss-vgg16.csv`,
  licence: 'MIT',
  kind: 'silicon',
  figure: 'cycles',
  quotable: false,
  reason:
    'The mappings are not published. Channels per pass were read off the published buffer accesses, rows and sets off the published active PEs; blocks 1 to 3 would overflow the global buffer, so that the chip’s mappings differ.',
  mapping:
    'Passes as on AlexNet, with the channels of a pass (1, 1, 2, 4 and 8 in blocks 1 to 5) that give the published accesses of partial sums, and rows and sets that give the published number of active PEs.',
  documented: [buses],
  disclosures: [
    'The mapping was inferred once. Variations of it were run, with the buses as documented: twice the channels of a pass 31 %, half of them 43 %, 7 rows 35 %, 8 filters 10 %, 24 filters 3.6 %. The comparison shows a relation between two published columns: partial sums over a bus of 4 words take the published time, less about 5 %.',
  ],
  rows: () => rowsOf(vgg16Measured(), hardwareOf),
}
