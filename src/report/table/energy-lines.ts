/** Figures line by line, of an estimate or of a network: one figure, and an energy with its parts. */
import { energyUnitName, type FigureName, figures } from '../../figures/figures'
import { type EnergyBasis, isCounted, partTitle, shortPartName } from '../energy-words'
import type { Cell } from './table'

/** A row of a table of figures. */
export type Line = readonly [figure: string, value: Cell, unit: string]

/** A figure by its title, in its unit; a share in percent. */
export const figureLine = (name: FigureName, value: number, energies = ''): Line => {
  const { title, unit, format } = figures[name]
  return format === 'percent' ? [title, 100 * value, '%'] : [title, value, unit(energies)]
}

export const energyLines = (
  energy: EnergyBasis & { readonly total: number },
  parts: readonly (readonly [part: string, energy: number])[],
  edp: number,
): readonly Line[] => {
  const unit = energyUnitName(energy.unit)
  const uncounted = energy.uncounted.map(shortPartName).join(', ')
  return [
    figureLine('energy', energy.total, unit),
    ...(uncounted === '' ? [] : [['not counted in the energy', uncounted, ''] as const]),
    ...parts.map(([part, value]): Line => {
      const figure = partTitle(part)
      return isCounted(energy, part, value) ? [figure, value, unit] : [figure, null, 'not counted']
    }),
    figureLine('edp', edp, unit),
  ]
}
