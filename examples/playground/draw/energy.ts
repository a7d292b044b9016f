/** The energy as one bar. */
import type { Part } from '../figures'
import { percent, short } from '../format'
import { h, type Markup } from '../markup'

const height = 18

/** The parts side by side, in hundredths of the width. */
export const drawEnergy = (parts: readonly Part[]): Markup => {
  const starts = parts.map((_, i) => parts.slice(0, i).reduce((sum, { share }) => sum + 100 * share, 0))
  return h(
    'svg',
    {
      class: 'bar',
      viewBox: `0 0 100 ${height}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': `Energy: ${parts.map(({ name, share }) => `${name} ${percent(share)}`).join(', ')}`,
    },
    ...parts.map(({ name, energy, share }, i) =>
      h(
        'rect',
        { class: `part-${i}`, x: (starts[i] ?? 0).toFixed(2), y: 0, width: (100 * share).toFixed(2), height },
        h('title', {}, `${name}: ${short(energy)}, ${percent(share)}`),
      ),
    ),
  )
}

export const energyLegend = (parts: readonly Part[]): readonly Markup[] =>
  parts.map(({ name, share }, i) =>
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
  )
