/** What the sources on Eyeriss share: the paper, the figures of each layer beside its mapping, and the buffer's accesses. */
import type { EyerissLayer } from '../../catalog/eyeriss-alexnet'
import type { Estimate } from '../../cost/estimate-type'
import type { Accelerator } from '../../hardware/accelerator'
import { type EyerissFigure, eyerissAlexnetFigures } from '../figures/eyeriss'
import type { Run } from '../source'

export const paper = 'Chen et al., JSSC 52(1), 2017'

export const transcribed =
  'as transcribed in cucapra/fodlam@cde53fd, data/eyeriss-alexnet.csv and raw/eyeriss-tableIII.txt'

export const passes =
  'Table III gives the passes: how many filters, images, rows and channels the array works on at a time, and how many sets of PEs share them. Inside a set each PE keeps a row of a filter, and a column of PEs adds up the rows of a filter.'

/** Processing latencies are in ms at 200 MHz. */
export const cyclesOf = ([, ms]: EyerissFigure): number => Math.round(ms * 200e3)

/** A layer of AlexNet with a mapping of it, and what was published. */
export type MeasuredLayer = { readonly name: string; readonly run: Run; readonly figures: EyerissFigure }

export const measuredLayers = (
  layers: readonly EyerissLayer[],
  hardware: Accelerator,
): readonly MeasuredLayer[] =>
  layers.flatMap(({ layer, dataflow }) =>
    eyerissAlexnetFigures
      .filter(([name]) => name === layer.name)
      .map((figures) => ({ name: layer.name, run: { layer, dataflow, hardware }, figures })),
  )

/**
 * Words that pass between the global buffer and the PEs: inputs, partial sums that come back and are taken again, and outputs
 * that are read at the end. Filters do not pass through it.
 */
export const bufferAccesses = ({ levels: [pass, array] }: Estimate): number => {
  const inputs = array?.tensors['input']?.ingress ?? 0
  const { egress = 0, accumulations = 0 } = array?.tensors['output'] ?? {}
  const outputs = (pass?.tensors['output']?.egress ?? 0) - (pass?.tensors['output']?.accumulations ?? 0)
  return inputs + egress + accumulations + outputs
}
