/** The arithmetic of the comparison, and its tables. */

/** Microseconds of processor time of one layer; null where it was not measured, with the reason. */
export type LayerTimes = {
  readonly name: string
  readonly ours: number | null
  readonly tool: number | null
  readonly notes: readonly string[]
}

export type FileTimes = {
  readonly file: string
  readonly layers: readonly LayerTimes[]
  /** Milliseconds of the tool's whole process on the file; null where it was not measured. */
  readonly process: number | null
  readonly notes: readonly string[]
}

/** Null of an empty list. */
export const median = (values: readonly number[]): number | null => {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Null of an empty list. */
export const geometricMean = (values: readonly number[]): number | null =>
  values.length === 0
    ? null
    : Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)

/**
 * Microseconds of one layer in the tool: what a process with so many more copies of it takes longer, in milliseconds. The
 * start of the process cancels out.
 */
export const perCopy = (one: number, many: number, more: number): number => (1000 * (many - one)) / more

const isNumber = (value: number | null): value is number => value !== null

/** Null where the clock was too coarse to see the tool's time, too. */
const ratioOf = ({ ours, tool }: Pick<LayerTimes, 'ours' | 'tool'>): number | null =>
  ours === null || tool === null || tool <= 0 ? null : tool / ours

type Summary = {
  readonly ours: number | null
  readonly tool: number | null
  readonly ratio: number | null
}

/** The median of each column; ratios are those of single layers. */
export const summaryOf = (layers: readonly LayerTimes[]): Summary => ({
  ours: median(layers.map(({ ours }) => ours).filter(isNumber)),
  tool: median(layers.map(({ tool }) => tool).filter(isNumber)),
  ratio: median(layers.map(ratioOf).filter(isNumber)),
})

const shown = (value: number | null, unit: string): string =>
  value === null ? '–' : `${value < 1000 ? value.toPrecision(3) : Math.round(value)}${unit}`

const row = (name: string, { ours, tool, ratio }: Summary): string =>
  [
    name.slice(0, 40).padEnd(40),
    shown(ours, ' µs').padStart(10),
    shown(tool, ' µs').padStart(10),
    shown(ratio, '×').padStart(8),
  ].join(' ')

const heading = (name: string): string =>
  `${name.slice(0, 40).padEnd(40)} ${'library'.padStart(10)} ${'tool'.padStart(10)} ${'ratio'.padStart(8)}`

const layerRows = (layer: LayerTimes): readonly string[] => [
  row(layer.name, { ...layer, ratio: ratioOf(layer) }),
  ...layer.notes.map((note) => `  ${note}`),
]

const wholeFile = ({ process, layers, notes }: FileTimes): readonly string[] => {
  if (process === null) return notes
  const each = (1000 * process) / layers.length
  return [`The tool's whole process: ${shown(process, ' ms')}, or ${shown(each, ' µs')} a layer.`]
}

export const fileTable = (times: FileTimes): string =>
  [
    heading(times.file),
    ...times.layers.flatMap(layerRows),
    row('median over layers', summaryOf(times.layers)),
    ...wholeFile(times),
  ].join('\n')

/** One row for each file, the medians of the rows, and the geometric mean of the ratios of all layers. */
export const filesTable = (files: readonly FileTimes[]): string => {
  const summaries = files.map(({ file, layers }) => ({ name: file, ...summaryOf(layers) }))
  const medianOf = (column: keyof Summary): number | null =>
    median(summaries.map((summary) => summary[column]).filter(isNumber))
  const ratios = files.flatMap(({ layers }) => layers.map(ratioOf)).filter(isNumber)
  return [
    heading('medians over layers'),
    ...summaries.map((summary) => row(summary.name, summary)),
    row('median over files', { ours: medianOf('ours'), tool: medianOf('tool'), ratio: medianOf('ratio') }),
    ...(ratios.length === 0
      ? []
      : [`Geometric mean of the ratios of ${ratios.length} layers: ${shown(geometricMean(ratios), '×')}.`]),
  ].join('\n')
}
