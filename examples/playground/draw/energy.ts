/** The energy as one bar. */
import type { EnergyParts } from '../figures'
import { percent, short } from '../format'
import { h, type Markup } from '../markup'

const height = 18

/** The parts side by side, in hundredths of the width. */
export const drawEnergy = ({ counted: parts, basis, unit }: EnergyParts): Markup => {
  const starts = parts.map((_, i) => parts.slice(0, i).reduce((sum, { share }) => sum + 100 * share, 0))
  return h(
    'svg',
    {
      class: 'bar',
      viewBox: `0 0 100 ${height}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': `Energy: ${parts.map(({ name, share }) => `${name} ${percent(share)}`).join(', ')}; in ${basis}`,
    },
    ...parts.map(({ name, energy, share }, i) =>
      h(
        'rect',
        { class: `part-${i}`, x: (starts[i] ?? 0).toFixed(2), y: 0, width: (100 * share).toFixed(2), height },
        h('title', {}, `${name}: ${short(energy)} ${unit}, ${percent(share)}`),
      ),
    ),
  )
}

/** The parts with their shares; then, without a share, what the energy table does not count. */
export const energyLegend = ({ counted, uncounted }: EnergyParts): readonly Markup[] => [
  ...counted.map(({ name, share }, i) => h('li', {}, swatch(`part-${i}`), ` ${name} ${percent(share)}`)),
  ...uncounted.map((name) => h('li', { class: 'uncounted' }, swatch('idle'), ` ${name}: not counted`)),
]

const swatch = (name: string): Markup =>
  h(
    'svg',
    { class: 'swatch', viewBox: '0 0 12 12', 'aria-hidden': 'true' },
    h('rect', { class: name, x: 1, y: 1, width: 10, height: 10 }),
  )

/** How what is not counted can be. */
export const energyNote = ({ uncounted, total }: EnergyParts): string =>
  uncounted.length === 0
    ? `Energy: ${total}`
    : `Energy: ${total}, without ${uncounted.join(', ')}, which this energy table puts at 0. Another table (under Hardware) may count them.`
