/** What is alive of T₀ … Tₙ₋₁ at each moment: a step, and a layer that runs in it. */
import { known } from './problem'
import type { Step } from './walk'

/** Elements per step: at each layer, and on to the next step. */
export type Alive = {
  readonly at: readonly (readonly number[])[]
  readonly kept: readonly number[]
}

type Life = { readonly from: number; last: number }

/** Every time an element is computed begins a life, which ends with the last need before it is computed again. */
const livesOf = (steps: readonly Step[], j: number): readonly Life[] => {
  const lives: Life[] = []
  const present = new Map<string, Life>()
  steps.forEach(({ needed, computed }, s) => {
    for (const element of known(computed[j])) {
      const life = { from: s, last: s }
      lives.push(life)
      present.set(element, life)
    }
    for (const element of known(needed[j])) known(present.get(element)).last = s
  })
  return lives
}

/** From layer j of its step (T₀: from the start) up to layer j + 1 of the last that needs it; layers here count from 0. */
export const aliveOf = (steps: readonly Step[], layers: number, j: number): Alive => {
  const at = steps.map(() => Array.from({ length: layers }, () => 0))
  const kept = steps.map(() => 0)
  for (const { from, last } of livesOf(steps, j))
    for (let s = from; s <= last; s++) {
      const first = s === from ? Math.max(0, j - 1) : 0
      const end = s === last ? j : layers - 1
      const there = known(at[s])
      for (let layer = first; layer <= end; layer++) there[layer] = known(there[layer]) + 1
      if (s < last) kept[s] = known(kept[s]) + 1
    }
  return { at, kept }
}
