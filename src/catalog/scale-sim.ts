/** The systolic arrays of SCALE-Sim (Samajdar et al., ISPASS 2020), for matrix products. */
import {
  cluster,
  type Dataflow,
  type Directive,
  dataflow,
  spatialMap,
  temporalMap,
} from '../dataflow/directive'
import type { Accelerator, Interconnect } from '../hardware/accelerator'
import { rethrowIfExhausted } from '../internal/exhausted'
import { one } from './maps'
import { sizesOf } from './networks/sizes'

/**
 * The stationary operand in the PEs of a SCALE-Sim array, in the words of its configuration files: outputs (`'os'`), weights
 * (`'ws'`) or inputs (`'is'`).
 *
 * @since 0.2.0
 * @category accelerators
 */
export type ScaleSimDataflow = 'os' | 'ws' | 'is'

/**
 * A systolic array: its PEs in rows and columns, and the operand that stays in them.
 *
 * @since 0.2.0
 * @category accelerators
 */
export type ScaleSimShape = {
  /** Rows of PEs. */
  readonly rows: number
  /** Columns of PEs. */
  readonly columns: number
  /** The operand that stays in the PEs. */
  readonly dataflow: ScaleSimDataflow
}

/** The dimensions of `gemm` that lie along the rows and columns and that pass by, and the operand that is loaded first. */
type Arrangement = {
  readonly rows: string
  readonly columns: string
  readonly streamed: string
  readonly stationary: string | null
}

const arrangements: Readonly<Record<ScaleSimDataflow, Arrangement>> = {
  os: { rows: 'M', columns: 'N', streamed: 'K', stationary: null },
  ws: { rows: 'K', columns: 'N', streamed: 'M', stationary: 'B' },
  is: { rows: 'K', columns: 'M', streamed: 'N', stationary: 'A' },
}

/** Folds outside; inside a fold the columns, and inside a column the rows, by which one dimension passes. */
const folds = (array: Arrangement, rows: number, columns: number): readonly Directive[] => [
  temporalMap(columns, columns, array.columns),
  temporalMap(rows, rows, array.rows),
  cluster(columns),
  spatialMap(1, 1, array.columns),
  cluster(rows),
  spatialMap(1, 1, array.rows),
  one(array.streamed),
]

/** Everything streams without a delay of its own but the stationary operand, which takes a cycle for each row. */
const networks = ({ stationary }: Arrangement, rows: number): readonly Interconnect[] => [
  { latency: 0 },
  { latency: 0, skew: 1 },
  {
    latency: 0,
    skew: 1,
    channels: stationary === null ? [] : [{ tensors: [stationary], latency: { hops: rows, hopLatency: 1 } }],
  },
]

const kindOf = (given: ScaleSimShape): unknown => {
  try {
    return given.dataflow
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return undefined
  }
}

const isKind = (value: unknown): value is ScaleSimDataflow =>
  typeof value === 'string' && Object.hasOwn(arrangements, value)

/**
 * The accelerator and the dataflow of a systolic array of SCALE-Sim, for `gemm` layers: A holds the inputs, B the weights. The
 * array has R rows and C columns (docs/spec.md, section 12). Its runtime is SCALE-Sim's formula, per fold 2R + C + T − 2
 * cycles where weights or inputs are stationary, R + C + T − 2 where outputs are, with T values streamed. The tool prints one
 * cycle less for the whole layer, the index of the last one. A convolution is the product that SCALE-Sim makes of it: M the
 * output pixels, N the filters, K the weights of a filter.
 *
 * Buffers and bandwidths are unlimited, as in that formula; energies are the default's. A dataflow that is not one of the three
 * is returned as it is given, and the estimate rejects it.
 *
 * @param shape - Rows and columns of the array, and what stays in it.
 *
 * @example
 * ```ts
 * import { estimate, gemm, orThrow } from 'maestro-dataflow'
 * import { scaleSimArray } from 'maestro-dataflow/catalog'
 *
 * const { accelerator, dataflow } = scaleSimArray({ rows: 16, columns: 8, dataflow: 'ws' })
 * const product = gemm({ M: 100, N: 24, K: 40 })
 * // Three folds along N, three along K, 100 rows of inputs in each.
 * orThrow(estimate(product, dataflow, accelerator)).runtime // => 9 * (2 * 16 + 8 + 100 - 2)
 * ```
 * @since 0.2.0
 * @category accelerators
 */
export const scaleSimArray = (
  shape: ScaleSimShape,
): {
  /** The array, with unlimited buffers and bandwidths. */
  readonly accelerator: Accelerator
  /** The dataflow of the array, for `gemm` layers. */
  readonly dataflow: Dataflow
} => {
  const { rows, columns } = sizesOf(shape, { rows: Number.NaN, columns: Number.NaN })
  const kind = kindOf(shape)
  const array = isKind(kind) ? arrangements[kind] : arrangements.os
  return {
    accelerator: { pes: rows * columns, noc: networks(array, rows) },
    // What is no dataflow is left to the estimate, which says so.
    dataflow: isKind(kind) ? dataflow(`SCALE-Sim ${kind}`, folds(array, rows, columns)) : (kind as Dataflow),
  }
}
