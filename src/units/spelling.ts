/** What a misspelt unit most likely means. */
import { didYouMean } from '../error/nearest'
import { listed } from '../error/show'
import type { Kind } from './kinds'

const prefixed = (units: readonly string[], prefixes: readonly string[]): readonly string[] =>
  units.flatMap((unit) => prefixes.map((prefix) => prefix + unit))

const binary = ['', 'k', 'M', 'G', 'T', 'Ki', 'Mi', 'Gi', 'Ti']

/** The units that people write, in the order in which they are suggested. */
const usual: { readonly [K in Kind]: readonly string[] } = {
  capacity: prefixed(['B', 'b'], binary),
  bandwidth: prefixed(['B/s', 'b/s'], binary),
  frequency: prefixed(['Hz'], ['', 'k', 'M', 'G']),
  time: prefixed(['s'], ['', 'm', 'u', 'n', 'p']),
  energy: prefixed(['J'], ['', 'm', 'u', 'n', 'p', 'f']),
  power: prefixed(['W'], ['', 'm', 'u', 'n']),
  area: ['um^2', 'mm^2', 'cm^2', 'm^2'],
}

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
  const isAboutBits = kind === 'capacity' || kind === 'bandwidth'
  return `Did you mean ${listed(alike, 'or')}? ${isAboutBits && alike.length > 1 ? meaning : ''}`
}
