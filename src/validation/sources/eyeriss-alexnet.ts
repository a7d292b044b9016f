/** Eyeriss running AlexNet: the chip's cycles, under its own mappings and under those that MAESTRO's authors published. */

import { eyeriss } from '../../catalog/accelerators'
import {
  type EyerissLayer,
  eyerissAlexnet,
  eyerissAlexnetBuses,
  eyerissAlexnetHardware,
  maestroEyerissAlexnet,
} from '../../catalog/eyeriss-alexnet'
import type { Accelerator } from '../../hardware/accelerator'
import { type Row, type Source, totalRuntime, type ValidationVariant } from '../source'

const rowsOf = (
  layers: readonly EyerissLayer[],
  hardware: (variant: ValidationVariant) => Accelerator,
): readonly Row[] =>
  layers.map(({ layer, dataflow, cycles }) => ({
    layer: layer.name,
    shape: layer.name,
    published: cycles,
    runs: (variant) => [{ layer, dataflow, hardware: hardware(variant) }],
    figure: totalRuntime,
  }))

const table = 'Chen et al., JSSC 52(1), 2017, Table V (processing latency at 200 MHz)'

export const eyerissAlexnetCycles: Source = {
  id: 'eyeriss-alexnet',
  title: 'Eyeriss, AlexNet: cycles of each layer, with the chip’s own mappings',
  origin: `${table}; mappings from Table III, networks from section V-B; figures as in cucapra/fodlam@cde53fd`,
  licence: 'MIT',
  kind: 'silicon',
  figure: 'cycles',
  quotable: true,
  reason: null,
  mapping:
    'Table III gives the passes: the filters, images, channels and rows that the array works on at a time, and how many sets of PEs share them. Inside a pass a column of PEs has the rows of a filter, as the paper describes row stationary. The only network that takes time is the one between the global buffer and the PEs, 4 words wide.',
  documented: [
    'A bus of 4 words for filters, of 1 for inputs and of 4 for partial sums in each direction: JSSC 52(1), section V-B.',
  ],
  disclosures: [
    'One encoding of the mappings; widths of 1, 4, 5, 9 and 14 words and three settings of buses were run. With 14 words, the setting of the public MAESTRO tool, the mean error is 10.4 %.',
  ],
  rows: () =>
    rowsOf(eyerissAlexnet, (variant) => (variant === 'as is' ? eyerissAlexnetHardware : eyerissAlexnetBuses)),
}

export const eyerissAlexnetMaestro: Source = {
  id: 'eyeriss-alexnet-maestro',
  title: 'Eyeriss, AlexNet: cycles of each layer, with MAESTRO’s mappings',
  origin: `${table}; mappings from maestro-project/maestro@4eb08d1, validation/alexnet_rs_validation.m`,
  licence: 'MIT',
  kind: 'silicon',
  figure: 'cycles',
  quotable: true,
  reason: null,
  mapping:
    'The row-stationary mappings that MAESTRO’s authors published for their validation against this chip, on the network of that validation: 14 elements per cycle.',
  documented: [],
  disclosures: [],
  rows: () => rowsOf(maestroEyerissAlexnet, () => ({ ...eyeriss, noc: { bandwidth: 14, latency: 1 } })),
}
