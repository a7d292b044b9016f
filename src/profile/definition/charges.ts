/** Cycles by cause (docs/spec.md, section 5, "The bottleneck"). */

/** Compute is charged at the PEs, the other causes at a level. */
export type Charges = {
  readonly compute: number
  /** Per level, outermost first. */
  readonly fill: readonly number[]
  readonly ingress: readonly number[]
  readonly egress: readonly number[]
}

export type Cause = 'fill' | 'ingress' | 'egress'

export const noCharges = (levels: number): Charges => {
  const none = Array.from({ length: levels }, () => 0)
  return { compute: 0, fill: none, ingress: none, egress: none }
}

export const chargedTo = (cause: Cause, level: number, cycles: number, levels: number): Charges => {
  const charges = noCharges(levels)
  return { ...charges, [cause]: charges[cause].map((none, i) => (i === level ? cycles : none)) }
}

const sum = (a: readonly number[], b: readonly number[]): readonly number[] => a.map((x, i) => x + b[i]!)

export const plus = (a: Charges, b: Charges): Charges => ({
  compute: a.compute + b.compute,
  fill: sum(a.fill, b.fill),
  ingress: sum(a.ingress, b.ingress),
  egress: sum(a.egress, b.egress),
})

export const timesCharges = (times: number, { compute, fill, ingress, egress }: Charges): Charges => ({
  compute: times * compute,
  fill: fill.map((cycles) => times * cycles),
  ingress: ingress.map((cycles) => times * cycles),
  egress: egress.map((cycles) => times * cycles),
})

const ordered = ({ compute, fill, ingress, egress }: Charges): readonly number[] => [
  compute,
  ...fill,
  ...ingress,
  ...egress,
]

/** Whether of two equally long runs the first counts: most compute, then fill, ingress and egress, level by level. */
export const comesBefore = (a: Charges, b: Charges): boolean => {
  const of = ordered(b)
  const difference = ordered(a)
    .map((cycles, i) => cycles - of[i]!)
    .find((less) => less !== 0)
  return difference !== undefined && difference > 0
}
