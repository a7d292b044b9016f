/** Energies in comparisons: their units must agree, and a message says what they leave out. */
import { isRight } from 'fp-ts/Either'
import { energyUnitName } from '../figures/figures'
import { commonBasis, shortPartName } from '../report/energy-words'
import type { ReadFigure } from './figures'
import type { Measured, Undecidable } from './subject'

/** One of those compared; a number has no energies of its own. */
type Side = { readonly name: string; readonly measured: Measured | null }

type Basis = { readonly name: string } & ReturnType<typeof commonBasis>

const basesOf = (sides: readonly Side[]): readonly Basis[] =>
  sides.flatMap(({ name, measured }) => {
    if (measured === null) return []
    if (measured._tag === 'Estimate') return { name, ...commonBasis([measured.estimate.energy]) }
    const energies = measured.network.layers.flatMap(({ result }) =>
      isRight(result) ? result.right.energy : [],
    )
    return { name, ...commonBasis(energies) }
  })

/** Why the figures cannot be compared: energies in different units. */
export const unitFault = ({ ofEnergy }: ReadFigure, sides: readonly Side[]): Undecidable | undefined => {
  const bases = ofEnergy ? basesOf(sides) : []
  const units = bases.map(({ unit }) => unit)
  if (units.every((unit) => unit !== null && unit === units[0])) return undefined
  const each = bases.map(
    ({ name, unit }) => `that of ${name} in ${unit === null ? 'different units' : energyUnitName(unit)}`,
  )
  return `Energies in different units do not compare: ${each.join(', ')}.`
}

/** The parts that the energies compared do not count; empty where all are counted. */
export const leftOut = (sides: readonly Side[]): string => {
  const bases = basesOf(sides).map(({ name, uncounted }) => ({
    name,
    parts: uncounted.map(shortPartName).join(', '),
  }))
  const [first] = bases
  if (first !== undefined && bases.every(({ parts }) => parts === first.parts))
    return first.parts === '' ? '' : `Not counted in the energy: ${first.parts}.`
  return bases
    .filter(({ parts }) => parts !== '')
    .map(({ name, parts }) => `Not counted in the energy of ${name}: ${parts}.`)
    .join('\n')
}
