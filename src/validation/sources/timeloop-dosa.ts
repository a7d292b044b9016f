/** Timeloop's cycles on arrays like Gemmini's, of 2 to 128 rows and columns. */

import type { Estimate } from '../../cost/estimate-type'
import { dataflow } from '../../dataflow/directive'
import { ceilDivide } from '../../internal/arithmetic'
import { timeloopDosaRows } from '../figures/timeloop-dosa'
import { type GemminiNest, layerOfNest, nestMaps, readNest } from '../gemmini-nest'
import { type Row, type Source, totalRuntime } from '../source'
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

const rowOf = ([text = '', stride, side, cycles]: readonly string[]): Row => {
  const nest = readNest(text)
  const layer = layerOfNest(nest, Number(stride))
  const hardware = {
    pes: nest.columns * nest.rows,
    noc: { latency: 0 },
    l2: { bypass: ['inputs', 'outputs'] },
    offchip: { bandwidth: 8 },
  }
  return {
    layer: `${layer.name}, on ${side} × ${side} PEs`,
    shape: `${text} ${stride} ${side}`,
    published: Number(cycles),
    runs: () => [{ layer, dataflow: dataflow('nest', nestMaps(nest)), hardware }],
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
  ],
  disclosures: [
    'The networks of this model charge no time to sums that are read to be added to. The times of the ports are therefore the counts of the estimate over the widths of the ports, and the figure is the longest of runtime and ports, which is Timeloop’s rule.',
    'A prototype left out the sums that the accumulators’ ports read on their way to DRAM, and had a mean error of 0.38 %. They were added after its errors were seen; they pass the port that the file describes, and no constant was added.',
    'With the ports, 1,109 of the 1,212 rows are equal, and 87 are one cycle below. Eight are off by more than 1 %: seven have a stride, and Timeloop moves the elements that the stride skips.',
  ],
  rows: () => fieldsOf(timeloopDosaRows).map(rowOf),
}
