/** The inputs that no layer of the chain makes: the best of all combinations of ways to bring them in, each of them tried. */
import type { FusedChoice } from '../../src/fusion'
import { countWithout, type elementsIn, unionOf } from './elements'
import { known } from './problem'

export type Way = {
  readonly choice: FusedChoice
  readonly reads: number
  /** In bits: what crosses, and the space that is taken always, or while the layer runs. */
  readonly traffic: number
  readonly always: number
  readonly own: number
}

export type Other = { readonly layer: number; readonly tensor: string; readonly ways: readonly Way[] }

type Elements = ReturnType<typeof elementsIn>

const most = (numbers: readonly number[]): number => Math.max(0, ...numbers)
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/** In the order of preference. `runs` has what each run touches, in order. */
export const waysOf = (
  runs: readonly Elements[],
  bits: { readonly inside: number; readonly outside: number },
  streamed: { readonly reads: number; readonly levelTile: number },
  { isDouble, steps }: { readonly isDouble: boolean; readonly steps: number },
): readonly Way[] => {
  const union = unionOf(runs).size
  const sizes = runs.map(({ size }) => size)
  const changes = runs.map((run, r) => (r === 0 ? run.size : countWithout(run, known(runs[r - 1]))))
  const pairs = runs.map((run, r) => (r === 0 ? run.size : unionOf([run, known(runs[r - 1])]).size))
  const isAhead = isDouble && steps > 1
  const way = (choice: FusedChoice, reads: number, always: number, own: number): Way => ({
    ...{ choice, reads, traffic: reads * bits.outside },
    always: always * bits.inside,
    own: own * bits.inside,
  })
  return [
    way('kept', union, union, 0),
    way('held', sum(changes), isAhead ? most(pairs) : most(sizes), 0),
    way('per run', sum(sizes), 0, (isAhead ? 2 : 1) * most(sizes)),
    way('streamed', streamed.reads, 0, (isDouble ? 2 : 1) * streamed.levelTile),
  ]
}

export type Choice = { readonly ways: readonly Way[]; readonly need: number; readonly fits: boolean }

/** What the shared buffer must hold; `alive` is, per layer that runs, the most that is there besides. */
export const needWith = (
  others: readonly Other[],
  ways: readonly Way[],
  alive: readonly (number | null)[],
): number => {
  const always = sum(ways.map((way) => way.always))
  const perLayer = alive.flatMap((there, layer) => {
    if (there === null) return []
    const own = sum(ways.map((way, i) => (known(others[i]).layer === layer ? way.own : 0)))
    return [there + always + own]
  })
  return most(perLayer)
}

const combinationsOf = (others: readonly Other[]): readonly (readonly Way[])[] => {
  let all: (readonly Way[])[] = [[]]
  for (const { ways } of others) all = all.flatMap((chosen) => ways.map((way) => [...chosen, way]))
  return all
}

/** Combinations come in the order of preference, so that of equals the first one stays. */
export const chooseBest = (
  others: readonly Other[],
  alive: readonly (number | null)[],
  room: number,
): Choice => {
  let best: { readonly ways: readonly Way[]; readonly traffic: number; readonly need: number } | null = null
  for (const ways of combinationsOf(others)) {
    const need = needWith(others, ways, alive)
    if (need > room) continue
    const traffic = sum(ways.map((way) => way.traffic))
    if (best === null || traffic < best.traffic || (traffic === best.traffic && need < best.need))
      best = { ways, traffic, need }
  }
  if (best !== null) return { ways: best.ways, need: best.need, fits: true }
  const streamed = others.map(({ ways }) => known(ways.at(-1)))
  return { ways: streamed, need: needWith(others, streamed, alive), fits: false }
}
