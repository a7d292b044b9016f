/** The most likely meaning of a misspelt unit. */
import { didYouMean } from '../error/nearest'
import { listed } from '../error/show'
import type { Kind } from './kinds'

const prefixed = (units: readonly string[], prefixes: readonly string[]): readonly string[] =>
  units.flatMap((unit) => prefixes.map((prefix) => prefix + unit))

const binary = ['', 'k', 'M', 'G', 'T', 'Ki', 'Mi', 'Gi', 'Ti']

const energies = prefixed(['J'], ['', 'm', 'u', 'n', 'p', 'f'])
const powers = prefixed(['W'], ['', 'm', 'u', 'n'])

/** The units that people write, in the order in which they are suggested. */
const usual: { readonly [K in Kind]: readonly string[] } = {
  capacity: prefixed(['B', 'b'], binary),
  elementSize: ['B', 'b'],
  width: ['b', 'B'],
  bandwidth: prefixed(['B/s', 'b/s'], binary),
  frequency: prefixed(['Hz'], ['', 'k', 'M', 'G']),
  time: prefixed(['s'], ['', 'm', 'u', 'n', 'p']),
  energy: energies,
  power: powers,
  energyPerCycle: [...energies, ...powers],
  area: ['um^2', 'mm^2', 'cm^2', 'm^2'],
}

/** Spellings that can mean one thing only: `Gbit/s` and `Gbps` are `Gb/s`, `GByte/s` and `GBps` are `GB/s`. */
export const spelled = (unit: string): string =>
  unit
    .replace(/\b((?:[kMGT]i?)?[bB])ps$/, '$1/s')
    .replace(/\b((?:[kMGT]i?)?)[bB](it|yte)s?\b/g, (_, prefix: string, word: string) =>
      word === 'it' ? `${prefix}b` : `${prefix}B`,
    )

/** Prefixes that nothing on a chip has, and that are others misspelt: `mHz` for MHz, `PJ` for pJ, `MW` for mW. */
const implausible: { readonly [K in Kind]?: RegExp } = {
  frequency: /^[munpf]Hz$/,
  time: /^[MGTPEZY]s$/,
  energy: /^[MGTPEZY]J$/,
  power: /^[MGTPEZY]W$/,
  energyPerCycle: /^[MGTPEZY][JW]$/,
}

export const isImplausible = (unit: string, kind: Kind): boolean => implausible[kind]?.test(unit) ?? false

/** `KiB or kB` for a prefix that stands alone, `64K`; nothing for anything else. */
export const meantByPrefix = (unit: string, kind: Kind): string | undefined => {
  const prefix = kind === 'capacity' ? /^([kKMGT])i?$/.exec(unit)?.[1] : undefined
  return prefix && `${prefix.toUpperCase()}iB or ${prefix.replace('K', 'k')}B`
}

/** Words for elements and cycles, for which this library has one word each. */
export const isElements = (unit: string): boolean =>
  /^(words?|elems?|items?|values?|entry|entries|operands?|data|pixels?)$/i.test(unit)
export const isCycles = (unit: string): boolean => /^(clks?|clocks?|cyc|cc|ticks?|clock cycles?)$/i.test(unit)

/** `GBps`, `KB/S`, `Gbit/s` and `nsec` in letters that all spellings of a unit share. */
const lettersOf = (unit: string): string =>
  unit
    .replace(/ps$/i, '/s')
    .replace(/bits?\b/i, 'b')
    .replace(/bytes?\b/i, 'b')
    .replace(/secs?\b/i, 's')
    .replace(/\s/g, '')
    .toLowerCase()
    .replace(/i(?=b)/, '')

const meaning = 'k is 1000 and Ki 1024; B are bytes and b bits. '

/** `Did you mean kB, KiB, kb or Kib? …`, or nothing. */
export const didYouMeanUnit = (unit: string, kind: Kind): string => {
  const letters = lettersOf(unit)
  const alike = usual[kind].filter((each) => lettersOf(each) === letters)
  if (alike.length === 0) return didYouMean(unit, usual[kind])
  const isAboutBits = ['capacity', 'elementSize', 'width', 'bandwidth'].includes(kind)
  return `Did you mean ${listed(alike, 'or')}? ${isAboutBits && alike.length > 1 ? meaning : ''}`
}
