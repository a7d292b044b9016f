/**
 * What becomes of the inputs that are no T₀ … Tₙ₋₁ (docs/spec.md, section 16): of all combinations that fit, the one with the
 * least traffic; of these, the one with the least need; of these, input by input, the one that is preferred.
 *
 * The search goes from layer to layer and keeps the combinations so far that no other one beats. Whatever follows, one that
 * has less traffic and takes no more space than another leads to less traffic.
 */

/** In the order of preference. */
export const ways = ['kept', 'held', 'per run', 'streamed'] as const

export type Way = (typeof ways)[number]

/** One way for an input: what crosses, and the space that it takes, always or only while its layer runs. */
export type Option = {
  readonly way: Way
  readonly traffic: number
  readonly always: number
  readonly own: number
}

/** An input with its ways, in the order of preference. */
export type Choosing = { readonly layer: number; readonly options: readonly Option[] }

export type Chosen = {
  readonly options: readonly Option[]
  /** What the shared buffer must hold. */
  readonly need: number
  readonly fits: boolean
}

/** More combinations side by side are too many. */
export const mostCombinations = 4096

/** Combinations of the inputs so far: the numbers of their options, the first input first. */
type Combination = {
  readonly chosen: readonly number[]
  readonly traffic: number
  readonly always: number
  /** Of the layers so far, the largest need besides what is always taken. */
  readonly most: number
  /** Of the present layer, the space that its inputs take while it runs. */
  readonly own: number
}

/** Whether a combination leads to nothing that the other does not lead to as well or better; ties go to the preferred one. */
const isBeaten = (one: Combination, other: Combination): boolean => {
  if (other.traffic > one.traffic || other.always > one.always) return false
  if (other.always + other.most > one.always + one.most) return false
  if (other.always + other.own > one.always + one.own) return false
  return other.traffic < one.traffic || isPreferred(other.chosen, one.chosen)
}

const isPreferred = (one: readonly number[], other: readonly number[]): boolean => {
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return one[i]! < other[i]!
  return true
}

/** The combinations that no other one beats. */
const unbeaten = (combinations: readonly Combination[]): readonly Combination[] => {
  const sorted = [...combinations].sort(
    (a, b) => a.traffic - b.traffic || a.always - b.always || (isPreferred(a.chosen, b.chosen) ? -1 : 1),
  )
  const kept: Combination[] = []
  for (const each of sorted) if (!kept.some((other) => isBeaten(each, other))) kept.push(each)
  return kept
}

const least = (numbers: readonly number[]): number =>
  numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)

/** Per layer, what it needs besides these inputs. */
type Needs = readonly number[]

/** A layer's turn is over: its need counts. */
const closed = (of: Combination, need: number): Combination => ({
  ...of,
  most: Math.max(of.most, need + of.own),
  own: 0,
})

const better = (one: Combination, other: Combination): boolean => {
  const difference = one.traffic - other.traffic || one.always + one.most - (other.always + other.most)
  return difference === 0 ? isPreferred(one.chosen, other.chosen) : difference < 0
}

/** The best combination that fits; null if none does, undefined if there are too many to compare. */
const search = (inputs: readonly Choosing[], needs: Needs, room: number): Combination | null | undefined => {
  let combinations: readonly Combination[] = [{ chosen: [], traffic: 0, always: 0, most: 0, own: 0 }]
  let later = inputs.reduce((sum, { options }) => sum + least(options.map(({ always }) => always)), 0)
  const largest = needs.reduce((most, need) => Math.max(most, need), 0)
  if (later + largest > room) return null
  for (let layer = 0; layer < needs.length; layer++) {
    for (const { layer: of, options } of inputs) {
      if (of !== layer) continue
      later -= least(options.map(({ always }) => always))
      const longer = combinations.flatMap((each) =>
        options.map(
          ({ traffic, always, own }, o): Combination => ({
            chosen: [...each.chosen, o],
            traffic: each.traffic + traffic,
            always: each.always + always,
            most: each.most,
            own: each.own + own,
          }),
        ),
      )
      combinations = unbeaten(
        longer.filter(
          (each) => each.always + later + Math.max(each.most, largest, needs[layer]! + each.own) <= room,
        ),
      )
      if (combinations.length > mostCombinations) return undefined
    }
    combinations = unbeaten(combinations.map((each) => closed(each, needs[layer]!)))
  }
  return combinations.reduce<Combination | null>(
    (best, each) => (best === null || better(each, best) ? each : best),
    null,
  )
}

const withLeastTraffic = ({ layer, options }: Choosing): Choosing => {
  const fewest = least(options.map(({ traffic }) => traffic))
  return { layer, options: options.filter(({ traffic }) => traffic === fewest) }
}

/** What a choice needs: the most of any layer that runs, with what is always taken. */
export const needOf = (inputs: readonly Choosing[], options: readonly Option[], needs: Needs): number => {
  const always = options.reduce((sum, option) => sum + option.always, 0)
  const own = needs.map((_, layer) =>
    options.reduce((sum, option, i) => (inputs[i]!.layer === layer ? sum + option.own : sum), 0),
  )
  return needs.reduce((most, need, layer) => Math.max(most, always + need + own[layer]!), 0)
}

/**
 * The best choice for a room; all streamed where none fits. `needs` has, per layer, the most that is alive in a step in which
 * it runs (0 where it never does); undefined if too many combinations had to be compared.
 */
export const choose = (inputs: readonly Choosing[], needs: Needs, room: number): Chosen | undefined => {
  const cheapest = inputs.map(withLeastTraffic)
  const first = search(cheapest, needs, room)
  if (first === undefined) return undefined
  const found = first ?? search(inputs, needs, room)
  if (found === undefined) return undefined
  const among = first === null ? inputs : cheapest
  const options =
    found === null
      ? inputs.map(({ options: all }) => all[all.length - 1]!)
      : found.chosen.map((o, i) => among[i]!.options[o]!)
  return { options, need: needOf(inputs, options, needs), fits: found !== null }
}

/** What one way for each input of a layer takes always, and while the layer runs. */
type Space = { readonly always: number; readonly own: number }

const spacesOf = (inputs: readonly Choosing[]): readonly Space[] =>
  inputs.reduce<readonly Space[]>(
    (spaces, { options }) =>
      spaces.flatMap(({ always, own }) =>
        options.map((option) => ({ always: always + option.always, own: own + option.own })),
      ),
    [{ always: 0, own: 0 }],
  )

/** The least room that any combination fits: of each limit for what layers take, the least that is taken always beside it. */
export const leastRoom = (inputs: readonly Choosing[], needs: Needs): number => {
  const ofLayers = needs.map((need, layer) =>
    spacesOf(inputs.filter((input) => input.layer === layer)).map(({ always, own }) => ({
      always,
      most: need + own,
    })),
  )
  const limits = ofLayers.flatMap((spaces) => spaces.map(({ most }) => most))
  return least(
    limits.map((limit) =>
      ofLayers.reduce(
        (sum, spaces) => sum + least(spaces.filter(({ most }) => most <= limit).map(({ always }) => always)),
        limit,
      ),
    ),
  )
}
