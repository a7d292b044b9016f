/** Figures in words. */

/** `1,234,567.89`: at most four digits of a fraction. */
export const shown = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 10 ? 4 : 2 })

/** `23.4 %` */
export const percent = (share: number): string => `${shown(Math.round(share * 1000) / 10)} %`

/** Lines set off from what surrounds them. */
export const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? line : `  ${line}`))
    .join('\n')
