/** SCALE-Sim's topologies: a line for each convolution, or for each product. */
import type { RepeatedLayer } from '../../network/repeated'
import type { Layer } from '../../operator/layer'
import { conv2d, depthwiseConv2d, gemm, groupedConv2d } from '../../operator/make-layer'
import { timesCount } from '../source/counts'
import { leaveAside, readAs, refuse, report, type Source } from '../source/source'
import { type Cell, countIn, type Row, reportEmpty, rowsOf } from '../table/csv'

/** A layer as the file says it, and the product that SCALE-Sim makes of it, with its number of repetitions. */
export type TopologyLayer = { readonly layer: Layer; readonly product: RepeatedLayer }

const convolutionCells = [
  'height of the input',
  'width of the input',
  'height of the filter',
  'width of the filter',
  'number of channels',
  'number of filters',
  'stride',
]
const productCells = ['M', 'N', 'K']

const isProducts = ({ cells }: Row): boolean => {
  const [, m, n, k] = cells.map(({ text }) => text.toUpperCase())
  return m === 'M' && n === 'N' && k === 'K'
}

/** `2:4` is a ratio of nonzeros, which only a configuration with sparsity uses. */
const checkSparsity = (source: Source, cell: Cell | undefined, isSparse: boolean): void => {
  if (cell === undefined || /^1:1$/.test(cell.text)) return
  if (isSparse)
    refuse(
      source,
      cell,
      `a sparsity of \`${cell.text}\``,
      'Sparse layers of SCALE-Sim are not read.',
      'Remove the column, and give the layer a density and the accelerator sparse support.',
    )
  else leaveAside(source, cell, 'The ratio of nonzeros changes nothing unless SparsitySupport is on.')
}

/** SCALE-Sim counts a last window that lies in the input only in part. */
const outputsOf = (
  source: Source,
  cells: { readonly input: Cell | undefined; readonly filter: Cell | undefined; readonly row: Row },
  {
    extent,
    window,
    stride,
    along,
  }: { readonly extent: number; readonly window: number; readonly stride: number; readonly along: string },
): number | undefined => {
  if (window > extent) {
    reportEmpty(source, cells.filter ?? cells.row.at, window, extent, along)
    return undefined
  }
  if ((extent - window) % stride !== 0)
    readAs(
      source,
      cells.input ?? cells.row.at,
      `As in SCALE-Sim, the last window counts although only a part of it is inside the input of ${extent} ${along}.`,
    )
  return Math.ceil((extent - window + stride) / stride)
}

const strideX = (
  source: Source,
  row: Row,
  stride: number,
): { readonly value: number | undefined; readonly last: number } => {
  const cell = row.cells[8]
  return cell !== undefined && /^\d+$/.test(cell.text)
    ? { value: countIn(source, row, cell, 'stride'), last: 8 }
    : { value: stride, last: 7 }
}

const convolutionOf = (source: Source, row: Row, isSparse: boolean): TopologyLayer | undefined => {
  const [nameCell, ...cells] = row.cells
  const numbers = convolutionCells.map((what, i) => countIn(source, row, cells[i], what))
  const [Y, X, R, S, C, K, stride] = numbers
  if (Y === undefined || X === undefined || R === undefined || S === undefined) return undefined
  if (C === undefined || K === undefined || stride === undefined) return undefined
  const { value: across, last } = strideX(source, row, stride)
  if (across === undefined) return undefined
  const other = row.cells.slice(last + 1).find(({ text }) => text !== '')
  if (other !== undefined && /^\d+:\d+$/.test(other.text)) checkSparsity(source, other, isSparse)
  else if (other !== undefined)
    leaveAside(source, other, 'Columns after the strides do not describe the layer.')
  const rows = outputsOf(
    source,
    { input: cells[0], filter: cells[2], row },
    { extent: Y, window: R, stride, along: 'rows' },
  )
  const columns = outputsOf(
    source,
    { input: cells[1], filter: cells[3], row },
    { extent: X, window: S, stride: across, along: 'columns' },
  )
  if (rows === undefined || columns === undefined) return undefined
  const name = nameCell?.text ?? ''
  const shape = { R, S, "Y'": rows, "X'": columns, stride: { y: stride, x: across }, name }
  const times = (what: string, a: number, b: number) => timesCount(source, row.at, what, a, b)
  const [outputs, window] = [times('outputs', rows, columns), times('weights', R, S)]
  const product = (channels: number) =>
    gemm({ M: outputs, N: K, K: times('weights', window, channels), name })
  // The tool takes every layer whose name has DP in it as depthwise, and runs its channels one by one.
  if (!name.includes('DP'))
    return { layer: conv2d({ ...shape, K, C }), product: { layer: product(C), count: 1 } }
  const layer = K === 1 ? depthwiseConv2d({ ...shape, C }) : groupedConv2d({ ...shape, G: C, C: 1, K })
  return { layer, product: { layer: product(1), count: C } }
}

const productOf = (source: Source, row: Row, isSparse: boolean): TopologyLayer | undefined => {
  const [nameCell, ...cells] = row.cells
  const [M, N, K] = productCells.map((what, i) => countIn(source, row, cells[i], what))
  checkSparsity(source, cells[3], isSparse)
  if (M === undefined || N === undefined || K === undefined) return undefined
  const layer = gemm({ M, N, K, name: nameCell?.text ?? '' })
  return { layer, product: { layer, count: 1 } }
}

/** The layers of a topology, after its header. */
export const readTopology = (source: Source, isSparse: boolean): readonly TopologyLayer[] => {
  const [header, ...rows] = rowsOf(source)
  const read = header !== undefined && isProducts(header) ? productOf : convolutionOf
  if (header?.cells.slice(1).some(({ text }) => /^\d+$/.test(text)) === true)
    report(source, 'MissingEntry', header.at, {
      expected: 'a header',
      given: 'a layer',
      hint: 'Write Layer name, IFMAP Height, … above the first layer.',
      message: 'The first line is a layer, but SCALE-Sim takes it as the header and skips it.',
    })
  const layers = rows.flatMap((row) => read(source, row, isSparse) ?? [])
  if (rows.length === 0 && source.errors.length === 0)
    report(
      source,
      'MissingEntry',
      { start: 0, end: 1 },
      {
        expected: 'a header and a line for each layer',
        given: header === undefined ? 'nothing' : 'a header alone',
        hint: 'Write Layer name, IFMAP Height, … and the layers below.',
        message: 'The topology has no layers.',
      },
    )
  return layers
}
