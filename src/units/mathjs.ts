/** The one place where units meet mathjs: its unit reader over decimals, so that '0.3 pJ' is 0.3, and nothing else of it. */
import { type BigNumber, bignumberDependencies, create, type Unit, unitDependencies } from 'mathjs'
import { attempt } from '../error/attempt'

/** A decimal of 64 digits: conversions are rounded once, when a number is asked for. */
export type Decimal = BigNumber

type Units = {
  readonly unit: (value: Decimal, unit: string) => Unit
  readonly bignumber: (value: number | string) => Decimal
}

// mathjs types its factories as possibly absent, and what it creates as if everything had been asked for.
const unitsOf = (): Units =>
  create({ unitDependencies, bignumberDependencies } as Parameters<typeof create>[0], { number: 'BigNumber' })

/** Made for the first quantity: making them takes longer than loading them. */
let units: Units | undefined

const math = (): Units => {
  units ??= unitsOf()
  return units
}

export const decimal = (value: number | string): Decimal => math().bignumber(value)

/** A value in a unit, or nothing if the unit cannot be read. */
export const inUnit = (value: Decimal, unit: string): Unit | undefined => {
  // mathjs throws at a unit that it does not know.
  const read = attempt(() => math().unit(value, unit))
  return read._tag === 'Right' ? read.right : undefined
}

export const isSameKind = (value: Unit, unit: string): boolean =>
  value.equalBase(math().unit(decimal(1), unit))

/** The value in another unit of the same kind. */
export const valueIn = (value: Unit, unit: string): Decimal =>
  // Made from decimals, so it is one.
  value.toNumeric(unit) as Decimal
