/** SCALE-Sim's formulas, and the runtimes of the same arrays in this model. */
import { estimate, gemm, orThrow } from 'maestro-dataflow'
import { type ScaleSimDataflow, scaleSimArray } from 'maestro-dataflow/catalog'
import { percent, table } from '../table'

const sizes = { M: 196, N: 256, K: 1152 }

/** The dimensions along the rows and the columns of the array, and the one that passes by. */
const arranged: Readonly<Record<ScaleSimDataflow, readonly ('M' | 'N' | 'K')[]>> = {
  os: ['M', 'N', 'K'],
  ws: ['K', 'N', 'M'],
  is: ['K', 'M', 'N'],
}

const shapes = [
  [32, 32],
  [64, 16],
  [16, 64],
  [128, 128],
] as const

const rows = shapes.flatMap(([R, C]) =>
  (['os', 'ws', 'is'] as const).map((kind, i) => {
    const [row, column, streamed] = arranged[kind].map((dimension) => sizes[dimension])
    const folds = Math.ceil(row! / R) * Math.ceil(column! / C)
    const perFold = (kind === 'os' ? R : 2 * R) + C + streamed! - 2
    const { accelerator, dataflow } = scaleSimArray({ rows: R, columns: C, dataflow: kind })
    const { runtime, utilization, bound } = orThrow(estimate(gemm(sizes), dataflow, accelerator))
    return [
      i === 0 ? `${R} × ${C}` : '',
      kind,
      String(folds),
      String(perFold),
      String(folds * perFold),
      String(runtime),
      percent(bound.cycles.fill / runtime),
      percent(utilization),
    ]
  }),
)
console.log('M 196, N 256, K 1152: a 3 × 3 convolution of 128 channels into 256, on 14 × 14 outputs\n')
console.log(
  table(
    ['array', 'stationary', 'folds', 'cycles of a fold', 'formula', 'runtime', 'fill', 'utilization'],
    rows,
    2,
  ),
)
