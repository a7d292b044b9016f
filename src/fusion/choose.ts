/**
 * What becomes of the inputs that are no T₀ … Tₙ₋₁ (docs/spec.md, section 16): of all combinations that fit, the one with the
 * least traffic; of these, the one with the least need; of these, input by input, the one that is preferred.
 */
import { type LayerItems, layersOf, mostCombinations, searchCombinations } from './choice-search'

export { mostCombinations }

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
  /** The capacity that the shared buffer needs. */
  readonly need: number
  readonly fits: boolean
}

/** Per layer, what it needs besides these inputs. */
type Needs = readonly number[]

const least = (numbers: readonly number[]): number =>
  numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)

const withLeastTraffic = ({ layer, options }: Choosing): Choosing => {
  const fewest = least(options.map(({ traffic }) => traffic))
  return { layer, options: options.filter(({ traffic }) => traffic === fewest) }
}

/** What a choice needs: the most of any layer that runs, with what is always taken. */
export const needOf = (inputs: readonly Choosing[], options: readonly Option[], needs: Needs): number => {
  const always = options.reduce((sum, option) => sum + option.always, 0)
  const own = needs.map(() => 0)
  options.forEach((option, i) => {
    const { layer } = inputs[i]!
    own[layer] = own[layer]! + option.own
  })
  return needs.reduce((most, need, layer) => Math.max(most, always + need + own[layer]!), 0)
}

/** The best that fits; null if nothing does, undefined if there are too many combinations to compare. */
const bestOf = (
  inputs: readonly Choosing[],
  needs: Needs,
  room: number,
): readonly Option[] | null | undefined => {
  const layers: readonly LayerItems[] | undefined = layersOf(inputs, needs)
  const found = layers && searchCombinations(layers, needs, room)
  if (found === undefined || found === null) return found
  return inputs.map(({ options }, i) => options[found[i]!]!)
}

/**
 * The best choice for a room; all streamed where none fits. `needs` has, per layer, the most that is alive in a step in which
 * it runs (0 where it never does); undefined if too many combinations had to be compared.
 */
export const choose = (inputs: readonly Choosing[], needs: Needs, room: number): Chosen | undefined => {
  const cheapest = bestOf(inputs.map(withLeastTraffic), needs, room)
  const best = cheapest === null ? bestOf(inputs, needs, room) : cheapest
  if (best === undefined) return undefined
  const options = best ?? inputs.map(({ options: all }) => all[all.length - 1]!)
  return { options, need: needOf(inputs, options, needs), fits: best !== null }
}

/** What one way for each input of a layer takes always, and while the layer runs. */
type Space = { readonly always: number; readonly own: number }

/** Those that no other one takes less than. */
const smallest = (spaces: readonly Space[]): readonly Space[] => {
  let below = Number.POSITIVE_INFINITY
  return [...spaces]
    .sort((a, b) => a.always - b.always || a.own - b.own)
    .filter(({ own }) => {
      const isLess = own < below
      below = Math.min(below, own)
      return isLess
    })
}

const spacesOf = (inputs: readonly Choosing[]): readonly Space[] =>
  inputs.reduce<readonly Space[]>(
    (spaces, { options }) =>
      smallest(
        spaces.flatMap(({ always, own }) =>
          options.map((option) => ({ always: always + option.always, own: own + option.own })),
        ),
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
