/** Kinds of quantity, as messages name them. */
import type { Unit } from 'mathjs'
import { isSameKind } from './mathjs'

type KindInWords = {
  readonly name: string
  /** A unit of this kind, for mathjs. */
  readonly unit: string
  /** How one is written. */
  readonly sample: string
}

export const kinds = {
  capacity: { name: 'a capacity', unit: 'B', sample: '108 KiB' },
  elementSize: { name: 'the size of an element', unit: 'B', sample: '2 B' },
  width: { name: 'a width', unit: 'b', sample: '4 bit' },
  bandwidth: { name: 'a bandwidth', unit: 'B/s', sample: '32 GB/s' },
  frequency: { name: 'a frequency', unit: 'Hz', sample: '1 GHz' },
  time: { name: 'a time', unit: 's', sample: '5 ns' },
  energy: { name: 'an energy', unit: 'J', sample: '0.5 pJ' },
  power: { name: 'a power', unit: 'W', sample: '450 mW' },
  area: { name: 'an area', unit: 'm^2', sample: '1200 um^2' },
} as const satisfies Readonly<Record<string, KindInWords>>

export type Kind = keyof typeof kinds

/** Kinds that nothing here asks for, but that a text may be by mistake: `5 m` for `5 mW`, `64 K` for `64 KiB`. */
const otherKinds: readonly KindInWords[] = [
  { name: 'a length', unit: 'm', sample: '' },
  { name: 'a volume', unit: 'm^3', sample: '' },
  { name: 'a mass', unit: 'g', sample: '' },
  { name: 'a temperature', unit: 'K', sample: '' },
  { name: 'an electric current', unit: 'A', sample: '' },
  { name: 'a voltage', unit: 'V', sample: '' },
  // To mathjs, a cycle is an angle.
  { name: 'a number of cycles', unit: 'cycle', sample: '' },
  { name: 'a volume of data per cycle', unit: 'B/cycle', sample: '' },
  { name: 'an energy per bit', unit: 'J/b', sample: '' },
]

/** The kind of a quantity, in words. */
export const kindInWords = (value: Unit): string => {
  const found = [...Object.values<KindInWords>(kinds), ...otherKinds].find(({ unit }) =>
    isSameKind(value, unit),
  )
  return found?.name ?? 'a quantity of another kind'
}

/** `a capacity, such as '108 KiB'`. */
export const wanted = (kind: Kind): string => `${kinds[kind].name}, such as '${kinds[kind].sample}'`

/** `Write a capacity, such as '108 KiB'.` */
export const hintAt = (kind: Kind): string => `Write ${wanted(kind)}.`
