/** Tables of mapping searches: of one layer, and of a network. */
import { energyUnitName, figures } from '../../figures/figures'
import type { Mapping } from '../../map/mapping-type'
import type { NetworkMapping } from '../../map/network-answer'
import { isBounded } from '../../map/ranking'
import { boundPercent } from '../numbers'
import { columnsOf, type Table } from './table'

const columns = columnsOf([
  ['figure', 'text'],
  ['value', 'count'],
  ['unit', 'text'],
])

/** The gap, where a search has a bound. */
export const provenGap = (gap: number | null): number | null => (gap !== null && isBounded(gap) ? gap : null)

const gapRow = (gap: number | null) => {
  const proven = provenGap(gap)
  return ['gap to the optimum, at most', proven === null ? null : boundPercent(proven, 'up'), '%'] as const
}

/** What the best mapping of a layer costs, and how good it is. */
export const mappingTable = ({ best, gap, counts, objective }: Mapping): Table => ({
  columns,
  rows: [
    ['objective', objective, ''],
    [figures.runtime.title, best?.runtime ?? null, 'cycles'],
    [figures.energy.title, best?.energy ?? null, ''],
    [figures.edp.title, best?.edp ?? null, ''],
    gapRow(gap),
    ['mappings', counts.mappings, ''],
    ['estimates', counts.estimates, ''],
  ],
})

/** What a network costs under the mappings that were found, and how good that is. */
export const networkMappingTable = ({ totals, gap }: NetworkMapping): Table => {
  const unit = totals.energy === null ? '' : energyUnitName(totals.energy.unit)
  return {
    columns,
    rows: [
      [figures.runtime.title, totals.runtime, 'cycles'],
      [figures.energy.title, totals.energy?.total ?? null, unit],
      [figures.edp.title, totals.edp, unit === '' ? '' : figures.edp.unit(unit)],
      gapRow(gap),
    ],
  }
}
