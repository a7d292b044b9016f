/** An energy and its parts, line by line: of an estimate or of a network. */
import { type EnergyBasis, isCounted, shortPartName, unitName } from '../energy-words'
import type { Cell } from './table'

/** A row of a table of figures. */
export type Line = readonly [figure: string, value: Cell, unit: string]

export const energyLines = (
  energy: EnergyBasis & { readonly total: number },
  parts: readonly (readonly [part: string, energy: number])[],
  edp: number,
): readonly Line[] => {
  const unit = unitName(energy.unit)
  const uncounted = energy.uncounted.map(shortPartName).join(', ')
  return [
    ['energy', energy.total, unit],
    ...(uncounted === '' ? [] : [['not counted in the energy', uncounted, ''] as const]),
    ...parts.map(([part, value]): Line => {
      const figure = `energy of ${shortPartName(part)}`
      return isCounted(energy, part, value) ? [figure, value, unit] : [figure, null, 'not counted']
    }),
    ['energy-delay product', edp, `${unit} × cycles`],
  ]
}
