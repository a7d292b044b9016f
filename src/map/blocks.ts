/**
 * A search in fixed blocks, so that it can be shared among any number of machines. Every shard begins with the same nodes; what
 * is open after them is dealt to the blocks, each of which is searched by itself from what was found so far.
 */
import { wholeBox } from './box'
import { type Branching, filtersOf } from './branch'
import { hasSides, mirrorOf } from './mirror'
import { orderClasses } from './order-class'
import type { Plan } from './read-request'
import { addBoxes, advance, continued, giveAway, isDone } from './search'
import { newSearch, type Search } from './search-state'
import type { Target } from './target'

/** Blocks of a search: more shards than this have nothing to do. */
export const blockCount = 16

/** Nodes that every shard begins with: most searches end within them, and the others begin their blocks with a good mapping. */
export const commonNodes = 10_000

export type Blocks = {
  readonly plan: Plan
  readonly common: Search
  /** Nodes of the common part. */
  readonly shared: number
  /** Whether what the common nodes closed counts here. */
  readonly countsCommon: boolean
  /** Of this shard, with their numbers; none before the common nodes are done. */
  parts: readonly Part[] | null
}

type Part = { readonly number: number; readonly search: Search }

/** Whether all PEs together compute about as long as what is used takes to cross the border of the chip, or longer. */
const isBusy = ({ loops, pes, simd, machines }: Target): boolean => {
  const used = loops.tensors.reduce((sum, tensor) => sum + tensor.used, 0)
  return 2 * (loops.macs / (pes * simd)) >= used / machines[1].hardware.offchipBandwidth
}

export const startBlocks = (plan: Plan, shared = commonNodes): Blocks => {
  const { target, space, goal, shard } = plan
  const classes = orderClasses(space.loops)
  const isMirrored = target.isDerived && !goal.without.has('symmetry') && !hasSides(space)
  const branching: Branching = {
    space,
    classes,
    isTimed: goal.objective !== 'energy',
    isBusy: isBusy(target),
    filters: filtersOf(space.loops),
    mirror: isMirrored ? mirrorOf(space.loops, classes) : null,
  }
  const common = newSearch(target, branching, goal)
  addBoxes(
    common,
    space.levels.map((levels) => wholeBox(space, levels)),
  )
  return { plan, common, shared, countsCommon: shard.index === 0, parts: null }
}

/** Whether a block belongs to a shard: from ⌊blocks · i / n⌋ up to but not including ⌊blocks · (i + 1) / n⌋. */
const isOfShard = (block: number, { index, count }: Plan['shard']): boolean =>
  block >= Math.floor((blockCount * index) / count) && block < Math.floor((blockCount * (index + 1)) / count)

/** Deals what is open to the blocks. */
const partsOf = (common: Search, shard: Plan['shard']): readonly Part[] =>
  Array.from({ length: blockCount }, (_, number) => number)
    .filter((number) => isOfShard(number, shard))
    .map((number) => ({ number, search: continued(common, number, blockCount) }))

/** The nodes of a block, out of all: equal parts, the first ones one more. */
const partOf = (nodes: number, block: number): number =>
  Math.floor(nodes / blockCount) + (block < nodes % blockCount ? 1 : 0)

/** Works until a number of nodes are done, of all blocks of all shards together. */
export const advanceTo = (blocks: Blocks, nodes: number): void => {
  const { common, plan } = blocks
  advance(common, Math.min(nodes, blocks.shared) - common.counts.nodes)
  if (nodes < blocks.shared && !isDone(common)) return
  if (blocks.parts === null) {
    blocks.parts = partsOf(common, plan.shard)
    giveAway(common, blocks.countsCommon)
  }
  for (const { number, search } of blocks.parts)
    advance(search, partOf(nodes - blocks.shared, number) - search.counts.nodes)
}

/** Whether nothing is left to search. */
export const areDone = ({ common, parts }: Blocks): boolean =>
  parts === null ? isDone(common) : parts.every(({ search }) => isDone(search))

/** The searches whose counts and bounds belong to this shard. */
export const searchesOf = ({ common, countsCommon, parts }: Blocks): readonly Search[] => [
  ...(countsCommon ? [common] : []),
  ...(parts ?? []).map(({ search }) => search),
]

/** The mappings of this shard. */
export const mappingsOf = (blocks: Blocks): bigint =>
  searchesOf(blocks).reduce((sum, { whole }) => sum + whole, 0n)
