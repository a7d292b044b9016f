/** Kinds of quantity, as messages name them. */
import type { Unit } from 'mathjs'
import { isSameKind } from './mathjs'

type Named = {
  readonly name: string
  /** A unit of this kind, for mathjs; where two kinds are accepted, one of each. */
  readonly units: readonly string[]
}

type KindInWords = Named & {
  /** How one is written. */
  readonly samples: readonly string[]
}

const kinds = {
  capacity: { name: 'a capacity', units: ['B'], samples: ['108 KiB'] },
  elementSize: { name: 'the size of an element', units: ['B'], samples: ['2 B'] },
  width: { name: 'a width', units: ['b'], samples: ['4 bit'] },
  bandwidth: { name: 'a bandwidth', units: ['B/s'], samples: ['32 GB/s'] },
  frequency: { name: 'a frequency', units: ['Hz'], samples: ['1 GHz'] },
  time: { name: 'a time', units: ['s'], samples: ['5 ns'] },
  energy: { name: 'an energy', units: ['J'], samples: ['0.5 pJ'] },
  power: { name: 'a power', units: ['W'], samples: ['450 mW'] },
  area: { name: 'an area', units: ['m^2'], samples: ['1200 um^2'] },
  // After the two kinds that it accepts, which name a quantity.
  energyPerCycle: { name: 'an energy or a power', units: ['J', 'W'], samples: ['0.5 pJ', '2 uW'] },
} as const satisfies Readonly<Record<string, KindInWords>>

export type Kind = keyof typeof kinds

/** Kinds that nothing here asks for, but that a text may be by mistake: `5 m` for `5 mW`, `64 K` for `64 KiB`. */
const otherKinds: readonly Named[] = [
  { name: 'a length', units: ['m'] },
  { name: 'a volume', units: ['m^3'] },
  { name: 'a mass', units: ['g'] },
  { name: 'a temperature', units: ['K'] },
  { name: 'an electric current', units: ['A'] },
  { name: 'a voltage', units: ['V'] },
  // To mathjs, a cycle is an angle.
  { name: 'a number of cycles', units: ['cycle'] },
  { name: 'a volume of data per cycle', units: ['B/cycle'] },
  { name: 'an energy per bit', units: ['J/b'] },
]

const isOf = (value: Unit, { units }: Named): boolean => units.some((unit) => isSameKind(value, unit))

export const isOfKind = (value: Unit, kind: Kind): boolean => isOf(value, kinds[kind])

/** The kind of a quantity, in words. */
export const kindInWords = (value: Unit): string => {
  const found = [...Object.values<Named>(kinds), ...otherKinds].find((kind) => isOf(value, kind))
  return found?.name ?? 'a quantity of another kind'
}

/** `'108 KiB'`. */
export const samplesOf = (kind: Kind): string =>
  kinds[kind].samples.map((sample) => `'${sample}'`).join(' or ')

/** `a capacity, such as '108 KiB'`. */
export const wanted = (kind: Kind): string => `${kinds[kind].name}, such as ${samplesOf(kind)}`

/** `a capacity is expected, such as '108 KiB'`. */
export const isWanted = (kind: Kind): string => `${kinds[kind].name} is expected, such as ${samplesOf(kind)}`

/** `Write a capacity, such as '108 KiB'.` */
export const hintAt = (kind: Kind): string => `Write ${wanted(kind)}.`
