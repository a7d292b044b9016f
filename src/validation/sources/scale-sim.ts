/** SCALE-Sim: cycles of systolic arrays, and the elements that they read and write. */

import { type ScaleSimDataflow, scaleSimArray } from '../../catalog/scale-sim'
import type { Estimate } from '../../cost/estimate-type'
import { cluster, type Dataflow, dataflow, spatialMap, temporalMap } from '../../dataflow/directive'
import { gemm } from '../../operator/make-layer'
import { scaleSimAccesses, scaleSimCycles } from '../figures/scale-sim'
import { type Row, type Run, type Source, totalRuntime, type ValidationVariant } from '../source'
import { fieldsOf } from '../text'

type Case = {
  readonly name: string
  readonly run: (variant: ValidationVariant) => Run
  readonly figures: readonly number[]
}

/** The dimensions along the rows and columns of the array, and the one that passes by. */
const arrangements: Readonly<
  Record<ScaleSimDataflow, readonly [rows: string, columns: string, streamed: string]>
> = { os: ['M', 'N', 'K'], ws: ['K', 'N', 'M'], is: ['K', 'M', 'N'] }

const staysOf = (text: string | undefined): ScaleSimDataflow => (text === 'ws' || text === 'is' ? text : 'os')

/** Folds outside, in each of them all steps of what passes by, and in each of these the whole array at once. */
const atOnce = (stays: ScaleSimDataflow, side: number): Dataflow => {
  const [rows, columns, streamed] = arrangements[stays]
  return dataflow(`SCALE-Sim ${stays}`, [
    temporalMap(side, side, columns),
    temporalMap(side, side, rows),
    cluster(1),
    temporalMap(1, 1, streamed),
    cluster(side),
    spatialMap(1, 1, columns),
    cluster(side),
    spatialMap(1, 1, rows),
  ])
}

/** A word for each row and each column enters the array in a cycle, and as many leave it. */
const asIs = (stays: ScaleSimDataflow, side: number): Omit<Run, 'layer'> => ({
  dataflow: atOnce(stays, side),
  hardware: {
    pes: side * side,
    noc: [{ latency: 0 }, { bandwidth: 2 * side, latency: 1 }, { latency: 0 }],
  },
})

const asDocumented = (stays: ScaleSimDataflow, side: number): Omit<Run, 'layer'> => {
  const { accelerator, dataflow } = scaleSimArray({ rows: side, columns: side, dataflow: stays })
  return { dataflow, hardware: accelerator }
}

const caseOf = ([m, n, k, rows, stays, ...figures]: readonly string[]): Case => {
  const [side, kind] = [Number(rows), staysOf(stays)]
  const layer = gemm({ M: Number(m), N: Number(n), K: Number(k) })
  return {
    name: `${m} × ${n} × ${k}, ${kind}, ${side} × ${side} PEs`,
    run: (variant) => ({ layer, ...(variant === 'as is' ? asIs(kind, side) : asDocumented(kind, side)) }),
    figures: figures.map(Number),
  }
}

const cyclesRow = ({ name, run, figures: [published = 0] }: Case): Row => ({
  layer: name,
  shape: name,
  published,
  runs: (variant) => [run(variant)],
  figure: (estimates, variant) => totalRuntime(estimates) - (variant === 'as is' ? 0 : 1),
})

const array = 1

const movedBy = (estimates: readonly Estimate[], tensor: string): number =>
  estimates.reduce((sum, { levels }) => {
    const moved = levels[array]?.tensors[tensor]
    return sum + (moved?.ingress ?? 0) + (moved?.egress ?? 0)
  }, 0)

const accessRows = ({ name, run, figures }: Case): readonly Row[] =>
  ['A', 'B', 'C'].map((tensor, i) => ({
    layer: `${name}: ${tensor}`,
    shape: `${name}: ${tensor}`,
    published: figures[i] ?? 0,
    runs: () => [run('as is')],
    figure: (estimates) => movedBy(estimates, tensor),
  }))

const repository = 'scalesim-project/SCALE-Sim@1d62b68, test/general/golden_trace_*'
const licence = 'MIT'
const mapping =
  'The tool’s documentation defines the dimensions along the rows and columns of the array, and the streamed one. Folds are level 0. In a fold, a step has the elements that enter the array in a cycle.'

export const scaleSim: Source = {
  id: 'scale-sim',
  title: 'SCALE-Sim: cycles of matrix products on systolic arrays',
  origin: `${repository} for the last four rows; the tool printed the others`,
  licence,
  kind: 'simulator',
  figure: 'cycles',
  quotable: true,
  reason: null,
  mapping: `${mapping} As is, the array takes and gives a word for each row and column in a cycle, and all PEs start at once.`,
  documented: [
    'Operands and sums pass from PE to PE in a cycle each, so that the last PE starts rows + columns − 2 cycles after the first: Samajdar et al., ISPASS 2020, and section 12 of docs/spec.md.',
    'Stationary operands are loaded before, row by row: the same.',
    'Cycles are numbered from 0, and the tool prints the number of the last one. The figure is therefore the runtime less one.',
  ],
  disclosures: [
    'Skew and preloading were defined with the tool’s formula in view. That the figures are equal shows that the model can express the tool, but it is not a prediction.',
    'The matrix product of the tool’s own test (golden_trace) was first entered with M and N exchanged; that was corrected.',
  ],
  rows: () => fieldsOf(scaleSimCycles).map((fields) => cyclesRow(caseOf(fields))),
}

export const scaleSimTraces: Source = {
  id: 'scale-sim-accesses',
  title: 'SCALE-Sim: elements that systolic arrays read and write',
  origin: repository,
  licence,
  kind: 'simulator',
  figure: 'accesses',
  quotable: true,
  reason: null,
  mapping,
  documented: [],
  disclosures: [
    'The trace of outputs of the output-stationary array writes 34,816 elements, where the product has 256 × 128 = 32,768.',
  ],
  rows: () => fieldsOf(scaleSimAccesses).flatMap((fields) => accessRows(caseOf(fields))),
}
