/** Accesses of Eyeriss' global buffer on AlexNet, and its energy from layer to layer. */
import { eyerissAlexnet, eyerissAlexnetHardware } from '../../catalog/eyeriss-alexnet'
import type { Estimate } from '../../cost/estimate-type'
import type { Accelerator } from '../../hardware/accelerator'
import type { EyerissFigure } from '../figures/eyeriss'
import type { Row, Source } from '../source'
import { bufferAccesses, type MeasuredLayer, measuredLayers, paper, passes, transcribed } from './eyeriss'

const wordBytes = 2

const accessRows = (): readonly Row[] =>
  measuredLayers(eyerissAlexnet, eyerissAlexnetHardware).map(({ name, run, figures: [, , megabytes] }) => ({
    layer: name,
    shape: name,
    published: megabytes,
    runs: () => [run],
    figure: (estimates) =>
      estimates.reduce((sum, estimate) => sum + (wordBytes * bufferAccesses(estimate)) / 1e6, 0),
  }))

export const eyerissAccesses: Source = {
  id: 'eyeriss-alexnet-accesses',
  title: 'Eyeriss, AlexNet: accesses of the global buffer',
  origin: `${paper}, Table V (global buffer accesses), Table III (mappings); ${transcribed}`,
  licence: 'MIT',
  kind: 'silicon',
  figure: 'MB',
  quotable: true,
  reason: null,
  mapping: `${passes} Inputs and partial sums pass through the global buffer, 2 bytes each; filters go to the PEs directly.`,
  documented: [],
  disclosures: [
    'CONV3 is 37.9 % too high under the mapping of Table III. After that was seen, a mapping was looked for that fits, and CONV4’s does (50.18 for 50.2 MB). It is a hypothesis about Table III, and no figure here uses it.',
  ],
  rows: accessRows,
}

/** The share of the energy of a PE that gating saves where an input is zero. */
const gatedShare = 0.45
/** The energy of an access of the global buffer; that of a MAC, and of an access of a register file, is 1. */
const bufferEnergy = 6

const free = { read: 0, write: 0 } as const
const hardware: Accelerator = {
  ...eyerissAlexnetHardware,
  energy: {
    mac: 1,
    hop: 0,
    l1: { read: 1, write: 1 },
    clusters: free,
    l2: free,
    offchip: { read: 0, write: 0 },
  },
}

/** What the chip takes for a MAC; DRAM is outside of it. */
const energyPerMac = (estimate: Estimate, zeros: number): number => {
  const array = estimate.energy.total * (1 - gatedShare * zeros)
  return (array + bufferEnergy * bufferAccesses(estimate)) / estimate.macs
}

const publishedPerMac = ([, ms, , milliwatts, , macs]: EyerissFigure): number => (ms * milliwatts) / macs

const rowOf = (first: MeasuredLayer, { name, run, figures }: MeasuredLayer): Row => ({
  layer: name,
  shape: name,
  published: publishedPerMac(figures) / publishedPerMac(first.figures),
  runs: () => [first.run, run],
  figure: (estimates, variant) => {
    const zeros = [first.figures[4], figures[4]].map((share) => (variant === 'as is' ? 0 : share))
    const [reference = Number.NaN, own = Number.NaN] = estimates.map((each, i) =>
      energyPerMac(each, zeros[i] ?? 0),
    )
    return own / reference
  },
})

/** Of CONV2 to CONV5: CONV1 is 1 by definition. */
const powerRows = (): readonly Row[] => {
  const [first, ...others] = measuredLayers(eyerissAlexnet, hardware)
  return first === undefined ? [] : others.map((layer) => rowOf(first, layer))
}

export const eyerissPower: Source = {
  id: 'eyeriss-alexnet-power',
  title: 'Eyeriss, AlexNet: energy per MAC, relative to CONV1',
  origin: `${paper}, Table V (power, processing latency, zeros of inputs), Table III (mappings); ${transcribed}; energies per access from Chen et al., ISCA 2016, Table IV`,
  licence: 'MIT',
  kind: 'silicon',
  figure: 'energy per MAC, CONV1 = 1',
  quotable: true,
  reason: null,
  mapping: `${passes} MACs, register files and the global buffer take energy, in the ratio 1 : 1 : 6; DRAM is outside of the chip.`,
  documented: [
    `Zero gating: a PE whose input is zero saves 45 % of its energy (${paper}, section V-C). Table V has the share of zeros of each layer.`,
  ],
  disclosures: [
    'Four figures of one chip, each relative to a fifth: they show the change of energy from layer to layer, not its amount. VGG16 is left out, because its mappings are not published.',
    'An energy for each cycle, in addition to those of accesses, was tried as a share of CONV1. It makes VGG16 better and AlexNet worse, and no document states it.',
  ],
  rows: powerRows,
}
