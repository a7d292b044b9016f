/** Text tables that line up, and numbers that people can read. */

const units = ['', ' k', ' M', ' G', ' T', ' P', ' E', ' Z']

/** 1234567 as `1.23 M`. */
export const short = (value: number): string => {
  const power = value < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3))
  const scaled = value / 1000 ** power
  return `${power === 0 ? scaled : scaled.toPrecision(3)}${units[power]}`
}

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** Columns that are as wide as their widest cell; the first columns of text to the left, numbers to the right. */
export const table = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  textColumns = 1,
): string => {
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (i < textColumns ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd()
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n')
}
