/** Cycles by cause and level, and what they say of the whole. */
import type { Charges } from './types'

export type Cause = 'fill' | 'ingress' | 'egress'

export const nothingCharged = (levels: number): Charges => {
  const none = Array.from({ length: levels }, () => 0)
  return { compute: 0, fill: none, ingress: none, egress: none }
}

export const computing = (levels: number, cycles: number): Charges => ({
  ...nothingCharged(levels),
  compute: cycles,
})

export const charged = (levels: number, cause: Cause, level: number, cycles: number): Charges => {
  const nothing = nothingCharged(levels)
  return { ...nothing, [cause]: nothing[cause].map((_, i) => (i === level ? cycles : 0)) }
}

const sums = (a: readonly number[], b: readonly number[]): readonly number[] =>
  a.map((x, i) => x + (b[i] ?? 0))

export const plus = (a: Charges, b: Charges): Charges => ({
  compute: a.compute + b.compute,
  fill: sums(a.fill, b.fill),
  ingress: sums(a.ingress, b.ingress),
  egress: sums(a.egress, b.egress),
})

/** The time of a run, and what it is charged to. */
export type Charged = { readonly cycles: number; readonly charges: Charges }

const inOrder = ({ compute, fill, ingress, egress }: Charges): readonly number[] => [
  compute,
  ...fill,
  ...ingress,
  ...egress,
]

/** The longer of two runs; of equally long ones the one with most compute, then fill, ingress, egress, level by level. */
export const longer = (a: Charged, b: Charged): Charged => {
  if (a.cycles !== b.cycles) return a.cycles > b.cycles ? a : b
  const of = inOrder(b.charges)
  const first = inOrder(a.charges)
    .map((cycles, i) => cycles - (of[i] ?? 0))
    .find((difference) => difference !== 0)
  return first !== undefined && first > 0 ? a : b
}

const total = (cycles: readonly number[]): number => cycles.reduce((sum, each) => sum + each, 0)

/** Cycles of each cause; the cause with most, and the level charged most for it: of equals the first. */
export const boundOf = (charges: Charges, levels: number, offChipTime: number, onChipRuntime: number) => {
  if (offChipTime > onChipRuntime)
    return {
      by: 'offchip',
      level: null,
      cycles: { compute: 0, fill: 0, ingress: 0, egress: 0, offchip: offChipTime },
    } as const
  const cycles = {
    compute: charges.compute,
    fill: total(charges.fill),
    ingress: total(charges.ingress),
    egress: total(charges.egress),
    offchip: 0,
  }
  const most = Math.max(...Object.values(cycles))
  const by = (['compute', 'fill', 'ingress', 'egress'] as const).find((cause) => cycles[cause] === most)
  if (by === undefined || by === 'compute') return { by: 'compute', level: levels - 1, cycles } as const
  return { by, level: charges[by].indexOf(Math.max(...charges[by])), cycles } as const
}
