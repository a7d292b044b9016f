/** Timeloop's cycles on arrays like Gemmini's, of 2 to 128 rows and columns. */

import type { Estimate } from '../../cost/estimate-type'
import { dataflow } from '../../dataflow/directive'
import type { Accelerator } from '../../hardware/accelerator'
import { ceilDivide } from '../../internal/arithmetic'
import { timeloopDosaRows } from '../figures/timeloop-dosa'
import { type GemminiNest, layerOfNest, nestMaps, readNest } from '../gemmini-nest'
import { type Row, type Source, totalRuntime, type ValidationVariant } from '../source'
import { fieldsOf } from '../text'

/** Words that one port of a scratchpad moves for each row of the array, and one port of a column's accumulator. */
const portWords = 2

const movedAt = ({ levels }: Estimate, level: number, tensor: string) => {
  const moved = levels[level]?.tensors[tensor]
  return { into: moved?.ingress ?? 0, outOf: moved?.egress ?? 0, added: moved?.accumulations ?? 0 }
}

/** What DRAM writes into the scratchpad, and the array reads: no PE keeps an input, so that each row of PEs reads it anew. */
const scratchpadWords = (estimate: Estimate, { columns }: GemminiNest): number =>
  movedAt(estimate, 0, 'input').into +
  movedAt(estimate, 0, 'filter').into +
  movedAt(estimate, 1, 'filter').into +
  estimate.macs / columns

/**
 * What the accumulators read and write: each sum that a column of PEs makes is added to one that is there, but for the first
 * of its stay; sums leave for DRAM and come back from it. Those that leave are as many as the first ones.
 */
const accumulatorWords = (estimate: Estimate, { rows }: GemminiNest): number =>
  (2 * estimate.macs) / rows + movedAt(estimate, 0, 'output').added

const withPorts = (estimate: Estimate, nest: GemminiNest, pesInRow: number): number =>
  Math.max(
    estimate.runtime,
    ceilDivide(scratchpadWords(estimate, nest), portWords * pesInRow),
    ceilDivide(accumulatorWords(estimate, nest), portWords * nest.columns),
  )

const everything = ['inputs', 'outputs']

const hardwareOf = ({ columns, rows }: GemminiNest, variant: ValidationVariant): Accelerator => ({
  pes: columns * rows,
  noc: { latency: 0 },
  l2: { bypass: everything, contiguous: variant === 'as is' ? [] : ['inputs'] },
  offchip: { bandwidth: 8 },
})

const rowOf = ([text = '', stride, side, cycles]: readonly string[]): Row => {
  const nest = readNest(text)
  const layer = layerOfNest(nest, Number(stride))
  return {
    layer: `${layer.name}, on ${side} × ${side} PEs`,
    shape: `${text} ${stride} ${side}`,
    published: Number(cycles),
    runs: (variant) => [
      { layer, dataflow: dataflow('nest', nestMaps(nest)), hardware: hardwareOf(nest, variant) },
    ],
    figure: (estimates, variant) =>
      variant === 'as is'
        ? totalRuntime(estimates)
        : estimates.reduce((sum, estimate) => sum + withPorts(estimate, nest, Number(side)), 0),
  }
}

export const timeloopDosa: Source = {
  id: 'timeloop-dosa',
  title: 'Timeloop: cycles of 1,212 nests on arrays like Gemmini’s',
  origin:
    'Hong et al., DOSA, MICRO 2023: ucb-bar/dosa@a7a3239, data/timeloop_dataset/dataset.csv.tar.gz, every 60th of 72,700 rows',
  licence: 'BSD-2-Clause',
  kind: 'model',
  figure: 'cycles',
  quotable: true,
  reason: null,
  mapping:
    'Each row has its loop nest, which is written as directives loop by loop. The scratchpad is the unit of level 0, the array takes the steps of level 1, and K and C are spread over its columns and rows. DRAM moves 8 words per cycle, as in the repository’s architecture file, and nothing else takes time.',
  documented: [
    'The scratchpad has one port for reads and writes, of two words per cycle for each row of the array: dataset/hw/gemmini/gemmini_config.py, shared_bandwidth.',
    'The accumulator of each column has one port for reads and writes, of two words per cycle: the same file.',
    'Tiles are whole intervals along each axis, so that inputs which a stride skips are moved as well: NVlabs/timeloop@44fa57f, include/loop-analysis/point-set-aahr.hpp, axis-aligned hyper-rectangles.',
  ],
  disclosures: [
    'The networks of this model charge no time to sums that are read to be added to. The times of the ports are therefore the counts of the estimate over the widths of the ports, and the figure is the longest of runtime and ports, which is Timeloop’s rule.',
    'A prototype had a mean error of 0.38 %. It left out the sums that the accumulators’ ports read on their way to DRAM, and the inputs that a stride skips. Both were added after its errors were seen; the documents describe both, and no constant was added.',
    'As documented, 1,116 of the 1,212 rows are equal, 87 are one cycle below and 8 are off by less than 1 %. The one that remains, 7.2 % too low, is Timeloop’s rule for halos: where two loops move a window at one level, it loads the whole tile again.',
  ],
  rows: () => fieldsOf(timeloopDosaRows).map(rowOf),
}
