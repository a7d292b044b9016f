/** What bounds a schedule, of causes and of levels that are charged equally (cost model, section 5). */
import { describe, expect, it } from 'vitest'
import { boundOf } from '../../src/cost/bound'
import { type Charges, comesBefore } from '../../src/profile/definition/charges'
import { newTimeDetail } from '../../src/profile/steps'

const causes = ['compute', 'fill', 'ingress', 'egress'] as const
const levels = 3

const bound = (compute: number, fill: number[], ingress: number[], egress: number[], offChip = 0) => {
  const charges = newTimeDetail()
  charges.compute = compute
  charges.fill.set(fill)
  charges.ingress.set(ingress)
  charges.egress.set(egress)
  const onChip = [compute, ...fill, ...ingress, ...egress].reduce((sum, cycles) => sum + cycles, 0)
  return boundOf({ onChip, offChip, runtime: Math.max(onChip, offChip) }, charges, levels)
}

describe('what bounds a schedule', () => {
  it('is the first of the causes that are charged most: compute, fill, ingress, egress', () => {
    for (let chosen = 1; chosen < 16; chosen++) {
      const cycles = causes.map((_, i) => ((chosen >> i) & 1 ? 6 : 5))
      const [compute, fill, ingress, egress] = cycles as [number, number, number, number]
      // The level that is charged most is another one for each cause.
      const { by } = bound(compute, [0, 0, fill], [0, ingress, 0], [egress, 0, 0])
      expect(by).toBe(causes[cycles.indexOf(6)])
    }
  })

  it('is charged over all levels, at the outermost of those that are charged most', () => {
    expect(bound(5, [2, 2, 2], [0, 0, 0], [0, 0, 0])).toMatchObject({ by: 'fill', level: 0 })
    expect(bound(5, [0, 0, 0], [1, 3, 3], [0, 0, 0])).toMatchObject({ by: 'ingress', level: 1 })
    expect(bound(5, [0, 0, 0], [0, 0, 0], [1, 2, 4])).toMatchObject({ by: 'egress', level: 2 })
    expect(bound(5, [4, 0, 0], [0, 4, 0], [0, 0, 4])).toMatchObject({ by: 'compute', level: 2 })
  })

  it('is what is off-chip, for the whole runtime, only where that takes longer', () => {
    expect(bound(5, [1, 0, 0], [0, 0, 0], [0, 0, 0], 6)).toMatchObject({ by: 'compute' })
    expect(bound(5, [1, 0, 0], [0, 0, 0], [0, 0, 0], 7)).toEqual({
      by: 'offchip',
      level: null,
      cycles: { compute: 0, fill: 0, ingress: 0, egress: 0, offchip: 7 },
    })
  })
})

/** One cycle at each of the places in turn: compute, then fill, ingress and egress of each level from the outermost. */
const single: readonly Charges[] = Array.from({ length: 1 + 3 * levels }, (_, place) => {
  const from = (start: number) =>
    Array.from({ length: levels }, (_, level) => (start + level === place ? 1 : 0))
  return {
    compute: place === 0 ? 1 : 0,
    fill: from(1),
    ingress: from(1 + levels),
    egress: from(1 + 2 * levels),
  }
})

it('charges, of equally long runs, the one that spends more on what comes first', () => {
  for (const [i, a] of single.entries())
    for (const [j, b] of single.entries()) expect(comesBefore(a, b)).toBe(i < j)
})
