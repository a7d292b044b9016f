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

/** The parts with their shares, and at the end what they are counted in and leave out. */
export const energyLegend = ({ counted, basis }: EnergyParts): readonly Markup[] => [
  ...counted.map(({ name, share }, i) =>
    h(
      'li',
      {},
      h(
        'svg',
        { class: 'swatch', viewBox: '0 0 10 10', 'aria-hidden': 'true' },
        h('rect', { class: `part-${i}`, width: 10, height: 10 }),
      ),
      ` ${name} ${percent(share)}`,
    ),
  ),
  h('li', { class: 'note' }, `in ${basis}`),
]
