/** From the tables of layers of GAMMA and ConfuciuX to layers. */
import type { Either } from 'fp-ts/Either'
import { didYouMean } from '../../error/nearest'
import { listed, shorten } from '../../error/show'
import type { Layer } from '../../operator/layer'
import {
  conv2d,
  depthwiseConv2d,
  fullyConnected,
  gemm,
  groupedConv2d,
  transposedConv2d,
} from '../../operator/make-layer'
import { numberOf } from '../source/counts'
import type { FormatErrors, FormatNote } from '../source/format-error'
import {
  answerOf,
  fileNameOf,
  isSound,
  notesOf,
  propertiesOf,
  readAs,
  report,
  type Source,
  sourceOf,
  unreadable,
} from '../source/source'
import { type Cell, countIn, type Row, reportEmpty, rowsOf } from '../table/csv'

/**
 * Layers of a file of another tool, in its order, and notes on the parts that are left aside or changed.
 *
 * @since 0.2.0
 * @category formats
 */
export type FromLayers = {
  /** The layers, in the order of the file. */
  readonly layers: readonly Layer[]
  /** Parts of the file that are left aside or read with a changed meaning. */
  readonly notes: readonly FormatNote[]
}

/**
 * Options for reading a file: `file`, its name, for the places in errors.
 *
 * @since 0.2.0
 * @category formats
 */
export type FormatOptions = {
  /** The name of the file, for the places in errors; none by default. */
  readonly file?: string
}

const convolutionColumns = ['K', 'C', 'Y', 'X', 'R', 'S', 'T']
const productColumns = ['M', 'N', 'K']
const known = [...convolutionColumns, 'M', 'N', 'stride', 'name']

/** Cells by the names of their columns. */
type Named = { readonly row: Row; readonly cell: (name: string) => Cell | undefined; readonly number: number }

const columnName = (text: string): string => {
  const lower = text.toLowerCase()
  if (['name', 'layer', 'layer name'].includes(lower)) return 'name'
  if (['stride', 'strides', 'st'].includes(lower)) return 'stride'
  if (lower === 'type') return 'T'
  return text.toUpperCase()
}

const isHeader = ({ cells }: Row): boolean =>
  cells.some(({ text }) => /^[A-Za-z]+$/.test(text)) && cells.every(({ text }) => !/^\d+$/.test(text))

const headerOf = (source: Source, { cells }: Row): readonly string[] =>
  cells.map((cell) => {
    const name = columnName(cell.text)
    if (!known.includes(name))
      report(source, 'UnknownWord', cell, {
        expected: `one of ${listed(known, 'or')}`,
        given: `\`${shorten(cell.text)}\``,
        hint: `${didYouMean(cell.text, known)}Rename or remove the column.`,
        message: `Tables of layers have no column \`${shorten(cell.text)}\`.`,
      })
    return name
  })

/** N is a column of products: a row of a convolution has no batch. */
const reportBatch = (source: Source, { cells }: Row, columns: readonly string[]): void => {
  const at = columns.indexOf('N')
  if (at < 0 || columns.includes('M')) return
  report(source, 'NotExpressible', cells[at]!, {
    expected: listed([...convolutionColumns, 'stride', 'name'], 'or'),
    given: '`N`',
    hint: 'Remove the column; `withBatch` gives the layers a batch.',
    message: 'A table without M is of convolutions, which have no column N.',
  })
}

/** A table without a header has the columns of GAMMA's: three of products, seven of convolutions. */
const columnsOf = (source: Source, rows: readonly Row[]): readonly string[] | undefined => {
  const [first] = rows
  if (first === undefined) return undefined
  if (isHeader(first)) {
    const columns = headerOf(source, first)
    reportBatch(source, first, columns)
    return columns
  }
  if (first.cells.length === productColumns.length) return productColumns
  if (first.cells.length >= 6 && first.cells.length <= convolutionColumns.length) return convolutionColumns
  report(source, 'Syntax', first.at, {
    expected: 'a header, or three, six or seven numbers',
    given: `${first.cells.length} cells`,
    hint: `Write K,C,Y,X,R,S,T as the first line, or M,N,K.`,
  })
  return undefined
}

/** What T says in GAMMA and ConfuciuX. */
const types = ['FC', 'CONV', 'DSCONV', 'GEMM', 'TRCONV'] as const
type Type = (typeof types)[number]

const typeOf = (source: Source, cell: Cell | undefined): Type | undefined => {
  if (cell === undefined) return 'CONV'
  const type = types[numberOf(cell.text) ?? -1] ?? types.find((name) => name === cell.text.toUpperCase())
  if (cell.text !== '' && type !== undefined) return type
  report(source, 'UnknownWord', cell, {
    expected: listed(
      types.map((name, i) => `${i} (${name})`),
      'or',
    ),
    given: `\`${shorten(cell.text)}\``,
    hint: 'Write the type of the layer: 1 for a convolution, 2 for a depthwise one.',
    message: `No type of layer is called \`${shorten(cell.text)}\`.`,
  })
  return undefined
}

const nameOf = ({ cell, number }: Named): string => cell('name')?.text ?? `layer ${number}`

/** The numbers of columns; undefined where one is missing or wrong, which is reported. */
const numbersOf = <K extends string>(
  source: Source,
  { row, cell }: Named,
  keys: readonly K[],
): Readonly<Record<K, number>> | undefined => {
  const found = keys.map((key) => [key, countIn(source, row, cell(key), key)] as const)
  if (found.some(([, value]) => value === undefined)) return undefined
  return Object.fromEntries(found) as Record<K, number> // one entry per key, each a number
}

const windowsFit = (
  source: Source,
  { row, cell }: Named,
  numbers: Readonly<Record<'Y' | 'X' | 'R' | 'S', number>>,
): boolean => {
  const { Y, X, R, S } = numbers
  if (R > Y) reportEmpty(source, cell('R') ?? row.at, R, Y, 'rows')
  if (S > X) reportEmpty(source, cell('S') ?? row.at, S, X, 'columns')
  return R <= Y && S <= X
}

const convolution = (source: Source, named: Named, type: Type): Layer | undefined => {
  const name = nameOf(named)
  const numbers = numbersOf(source, named, ['C', 'Y', 'X', 'R', 'S'])
  const K = named.cell('K')
  const filters = K === undefined && type === 'DSCONV' ? 1 : countIn(source, named.row, K, 'K')
  const given = named.cell('stride')
  const stride = given === undefined ? 1 : countIn(source, named.row, given, 'stride')
  if (numbers === undefined || filters === undefined || stride === undefined) return undefined
  if (type === 'TRCONV') return transposedConv2d({ ...numbers, K: filters, stride, name })
  if (!windowsFit(source, named, numbers)) return undefined
  if (type === 'CONV') return conv2d({ ...numbers, K: filters, stride, name })
  const { C, ...window } = numbers
  if (filters === 1 || filters === C) return depthwiseConv2d({ ...numbers, stride, name })
  readAs(
    source,
    K ?? named.row.at,
    `K is read as the filters of each of the ${C} channels: the layer has ${C * filters} output channels.`,
  )
  return groupedConv2d({ ...window, G: C, C: 1, K: filters, stride, name })
}

/** GAMMA writes M, N and K of a product into the columns of K, C and Y. */
const product = (source: Source, named: Named, isInColumnsOfConvolution: boolean): Layer | undefined => {
  const name = nameOf(named)
  if (!isInColumnsOfConvolution) {
    const numbers = numbersOf(source, named, ['M', 'N', 'K'])
    return numbers === undefined ? undefined : gemm({ ...numbers, name })
  }
  const numbers = numbersOf(source, named, ['K', 'C', 'Y'])
  return numbers === undefined ? undefined : gemm({ M: numbers.K, N: numbers.C, K: numbers.Y, name })
}

const areOne = ({ cell }: Named, keys: readonly string[]): boolean =>
  keys.every((key) => ['', '1'].includes(cell(key)?.text ?? ''))

/** Older files number pointwise convolutions 3, newer ones products, whose other columns are 1. */
const isProduct = (named: Named): boolean => areOne(named, ['X', 'R', 'S'])

/** As in MAESTRO's files, a layer with a window is a convolution. */
const fullyConnectedOf = (source: Source, named: Named): Layer | undefined => {
  if (!areOne(named, ['R', 'S'])) return convolution(source, named, 'CONV')
  const numbers = numbersOf(source, named, ['K', 'C'])
  return numbers === undefined ? undefined : fullyConnected({ ...numbers, name: nameOf(named) })
}

const layerOf = (source: Source, named: Named): Layer | undefined => {
  if (named.cell('M') !== undefined) return product(source, named, false)
  const at = named.cell('T')
  const type = typeOf(source, at)
  if (type === undefined) return undefined
  if (type === 'FC') return fullyConnectedOf(source, named)
  if (type !== 'GEMM') return convolution(source, named, type)
  const isGemm = isProduct(named)
  readAs(
    source,
    at ?? named.row.at,
    isGemm
      ? 'Type 3 is read as a product, whose M, N and K are in the columns K, C and Y.'
      : 'Type 3 is read as a convolution, as in older files: products have 1 in the columns X, R and S.',
  )
  return isGemm ? product(source, named, true) : convolution(source, named, 'CONV')
}

const readLayers = (source: Source): readonly Layer[] => {
  const rows = rowsOf(source)
  const columns = isSound(source) ? columnsOf(source, rows) : undefined
  const [first] = rows
  if (columns === undefined || first === undefined) return []
  const body = isHeader(first) ? rows.slice(1) : rows
  return body.flatMap((row, i): readonly Layer[] => {
    const extra = row.cells[columns.length]
    if (extra !== undefined)
      report(source, 'Syntax', extra, {
        expected: `${columns.length} cells`,
        given: `${row.cells.length} cells`,
        hint: `The columns are ${listed(columns)}.`,
      })
    const cell = (name: string): Cell | undefined => row.cells[columns.indexOf(name)]
    const layer = layerOf(source, { row, cell, number: i + 1 })
    return layer === undefined ? [] : [layer]
  })
}

/**
 * Reads the tables of layers of GAMMA and ConfuciuX: `K,C,Y,X,R,S,T`, with or without that header, or `M,N,K` of matrix
 * products. Columns `name` and `stride` may be added.
 *
 * Y and X are rows and columns of the input, padding included, as in MAESTRO's files. T is the type: 0 a fully connected
 * layer, 1 a convolution, 2 a depthwise one, 4 a transposed one. A fully connected layer whose R or S is not 1 is read as a
 * convolution. 3 is a matrix product (M, N and K in the first three columns) where the columns X, R and S are 1, else a
 * convolution; a note says which.
 *
 * @param text - The text of the table.
 * @param options - The name of the file, for the places in errors.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { fromLayersCsv } from 'maestro-dataflow/formats'
 *
 * const { layers } = orThrow(fromLayersCsv(`K,C,Y,X,R,S,T
 * 32,3,34,34,3,3,1
 * 1,32,32,32,3,3,2`))
 * layers.map(({ kind, sizes }) => [kind, sizes['C']]) // => [['conv2d', 3], ['depthwiseConv2d', 32]]
 * ```
 * @since 0.2.0
 * @category formats
 */
export const fromLayersCsv = (
  text: string,
  options: FormatOptions = {},
): Either<FormatErrors, FromLayers> => {
  const given = propertiesOf(options, ['file'])
  if (given === undefined) return unreadable()
  const source = sourceOf(text, fileNameOf(given.file), '')
  const layers = readLayers(source)
  if (isSound(source) && layers.length === 0)
    report(
      source,
      'MissingEntry',
      { start: 0, end: 1 },
      {
        expected: 'at least one layer',
        given: 'none',
        hint: 'Write a line of numbers for each layer.',
        message: 'The table has no layers.',
      },
    )
  return answerOf([source], { layers, notes: notesOf([source]) })
}
