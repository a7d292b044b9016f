/** Figures for people. */

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const fine = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 })

/** `602,567`; what is no whole number in three digits, as in `2.35`. */
export const count = (value: number): string =>
  Number.isInteger(value) || Math.abs(value) >= 1000 ? whole.format(value) : fine.format(value)

const prefixes = ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y']

/** `1.17 G`: three digits and a prefix. */
export const short = (value: number): string => {
  const rounded = Number(value.toPrecision(3))
  const thousands = rounded === 0 ? 0 : Math.floor(Math.log10(Math.abs(rounded)) / 3)
  const power = Math.min(Math.max(thousands, 0), prefixes.length - 1)
  const prefix = prefixes[power]
  return `${fine.format(rounded / 1000 ** power)}${prefix === '' ? '' : ` ${prefix}`}`
}

const joules = ['pJ', 'nJ', 'µJ', 'mJ', 'J', 'kJ', 'MJ']

/** `1.17 G` and `MAC energies`, or `2.59` and `mJ`. */
export const energyText = (energy: number, unit: 'MAC' | 'pJ'): readonly [value: string, unit: string] => {
  if (unit === 'MAC') return [short(energy), 'MAC energies']
  const rounded = Number(energy.toPrecision(3))
  const thousands = rounded < 1 ? 0 : Math.floor(Math.log10(rounded) / 3 + 1e-9)
  const power = Math.min(thousands, joules.length - 1)
  return [short(rounded / 1000 ** power), joules[power] ?? '']
}

/** `58.0 %` */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** `one error`, `3 errors` */
export const counted = (number: number, noun: string): string =>
  `${number === 1 ? 'one' : number} ${noun}${number === 1 ? '' : 's'}`
