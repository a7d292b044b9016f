/** What must hold between estimates that differ in one thing that a machine may have (docs/spec.md, sections 10 to 15). */
import type { Estimate } from '../../../src/index'
import { differences } from '../../cases/differences'
import {
  bitsOfWord,
  listOf,
  onHardware,
  wider,
  withBuffers,
  withEveryWidth,
  withNetworks,
  withOperands,
  without,
  withoutArrivals,
  withoutWidths,
} from '../generators/machine-variants'
import type { Problem } from '../generators/problems'
import { chance, pick, type Random } from '../generators/random'
import { type Account, account } from '../simulator/account'
import type { GivenChannel, GivenHardware, GivenNoc, Precision, Width } from '../simulator/hardware'
import { partsOf } from '../simulator/widths'
import { unless, unlessEqual } from './answers'
import { operandsOf, simulatedOf } from './expected'

type Lines = readonly string[]

export type Costed = Pick<
  Account,
  'macs' | 'runtime' | 'onChipRuntime' | 'offChipTime' | 'floor' | 'effective' | 'offchip'
> & { readonly energy: Pick<Account['energy'], 'total' | 'mac' | 'static'> }

/** What is held against the laws: the package, or the simulator. */
export type Costing = (problem: Problem) => Costed

export const simulatedCost: Costing = (problem) => account(simulatedOf(problem))

export type Law = (problem: Problem, cost: Costing, random: Random) => Lines

/** Of sums of doubles in another order. */
const rounding = 1e-12

/** Of warnings the tags: messages count bits where widths are given, and elements where none is. */
const withTags = (costed: Costed & { readonly warnings?: Estimate['warnings'] }): unknown => ({
  ...costed,
  warnings: costed.warnings?.map(({ _tag }) => _tag),
})

/** Every width of the word, said somewhere: no width. Energies are multiplied in another order, and so rounded. */
export const wordsAreNoWidths: Law = (problem, cost, random) => {
  const plain = withoutWidths(problem)
  const { density } = operandsOf(problem.subject)
  const word = bitsOfWord(problem)
  const names = problem.subject.tensors.map(({ name }) => name)
  const precision = pick<Precision>(random, [
    word,
    { inputs: word, outputs: word },
    { inputs: word, outputs: { partial: word } },
    Object.fromEntries(names.map((name) => [name, word])),
  ])
  const said = chance(random, 50)
    ? withOperands(plain, { precision, ...(density === undefined ? {} : { density }) })
    : onHardware(plain, { ...plain.hardware, precision })
  const inBuffers = withBuffers(said, (buffer) =>
    chance(random, 50) ? { ...buffer, precision: word } : buffer,
  )
  const roundingAt = (path: string): number => (/^(energy|edp)\b/.test(path) ? rounding : 0)
  return differences(withTags(cost(plain)), withTags(cost(inBuffers)), roundingAt)
}

/** One channel for all, like the network: no channel. Area and power count it as a network beside the other. */
export const oneChannelIsNone: Law = (problem, cost, random) => {
  const none = withNetworks(problem, (noc) => without(noc, 'channels'))
  const tensors = pick(random, [
    ['inputs', 'outputs'],
    problem.subject.tensors.map(({ name }) => name),
    ['outputs', ...problem.subject.tensors.filter(({ role }) => role === 'input').map(({ name }) => name)],
  ])
  const one = withNetworks(none, (noc) => {
    const { bandwidth, latency, port } = noc
    const said = chance(random, 50)
    const channel: GivenChannel = {
      tensors,
      ...(bandwidth === undefined ? {} : { bandwidth }),
      ...(latency === undefined || !said ? {} : { latency }),
      ...(port === undefined || !said ? {} : { port }),
    }
    return { ...noc, channels: [channel] }
  })
  const figures = (of: Problem) => without(cost(of), 'area', 'power')
  return unlessEqual(figures(none), figures(one), 'one channel for all')
}

export const noSkewIsNone: Law = (problem, cost) => {
  const none = withNetworks(problem, (noc) => without(noc, 'skew'))
  const zero = withNetworks(problem, (noc) => ({ ...noc, skew: 0 }))
  return unlessEqual(cost(none), cost(zero), 'a skew of 0')
}

/** Empty lists and records say nothing. */
export const emptyIsNothing: Law = (problem, cost, random) => {
  const plain = onHardware(
    withOperands(withoutWidths(problem), {}),
    without(withoutWidths(problem).hardware, 'sparse'),
  )
  const bare = withNetworks(plain, (noc) => without(noc, 'channels', 'skew', 'port'))
  const { l2, energy, ...hardware }: GivenHardware = bare.hardware
  const nothing = onHardware(bare, {
    ...hardware,
    l2: without(l2 ?? {}, 'bypass'),
    energy: without(energy ?? {}, 'static'),
  })
  const empty = onHardware(withOperands(nothing, { precision: {}, density: {} }), {
    ...nothing.hardware,
    noc: listOf<GivenNoc>(nothing.hardware.noc ?? {}).map((noc) => ({
      ...noc,
      channels: [],
      port: 'separate',
    })),
    l2: { ...nothing.hardware.l2, bypass: [], precision: {} },
    energy: { ...nothing.hardware.energy, static: pick(random, [{}, { pe: 0, clusters: 0 }]) },
    precision: {},
    sparse: { gate: [], skip: [], format: {} },
  })
  return unlessEqual(cost(nothing), cost(empty), 'empty lists and records')
}

/**
 * Twice as wide, on twice the bandwidth everywhere and in twice the room: the same cycles. Formats are left out, whose bits
 * per element do not double.
 */
export const twiceAsWide: Law = (problem, cost) => {
  // All can be doubled, and are still widths.
  const { sparse, ...rest }: GivenHardware = problem.hardware
  const bare = onHardware(problem, {
    ...rest,
    ...(sparse === undefined ? {} : { sparse: without(sparse, 'format') }),
  })
  const narrow = withEveryWidth(bare, (width) => Math.min(width, 512))
  const wide = withEveryWidth(narrow, (width) => 2 * width)
  const { l2, offchip }: GivenHardware = wide.hardware
  const roomy = onHardware(wide, {
    ...wide.hardware,
    ...(l2 === undefined
      ? {}
      : { l2: { ...l2, ...(l2.capacity === undefined ? {} : { capacity: 2 * l2.capacity }) } }),
    ...(offchip === undefined ? {} : { offchip: { ...offchip, ...wider(offchip.bandwidth) } }),
  })
  const fast = withNetworks(roomy, ({ channels = [], ...noc }) => ({
    ...noc,
    ...wider(noc.bandwidth),
    channels: channels.map((channel) => ({ ...channel, ...wider(channel.bandwidth) })),
  }))
  const cycles = (of: Problem) => {
    const { runtime, onChipRuntime, offChipTime, floor } = cost(of)
    return { runtime, onChipRuntime, offChipTime, floor }
  }
  return [...unlessEqual(cycles(narrow), cycles(fast), 'twice as wide, twice the bandwidth')]
}

const neverLess = (wide: Costed, narrow: Costed, why: string): Lines => [
  ...unless(wide.runtime >= narrow.runtime, `${why}: runtime ${narrow.runtime} became ${wide.runtime}`),
  ...unless(wide.onChipRuntime >= narrow.onChipRuntime, `${why}: on-chip runtime`),
  ...unless(wide.offChipTime >= narrow.offChipTime, `${why}: off-chip time`),
  ...unless(wide.floor >= narrow.floor, `${why}: floor`),
  ...unless(wide.offchip.bits >= narrow.offchip.bits, `${why}: off-chip bits`),
]

const flat = { read: 1.5, write: 0.75 }

/**
 * Wider partial sums never help. Of energy this holds where the shared buffer is unlimited and energies do not depend on
 * capacities: the choice of what stays minimizes traffic, not energy, so that where sums no longer fit, another tensor stays
 * whose reads may cost more than the writes that are added; and an access to a larger buffer may be cheaper.
 */
export const widerSumsNeverHelp: Law = (problem, cost, random) => {
  const word = bitsOfWord(problem)
  const { precision: onLayer, density } = operandsOf(problem.subject)
  const { precision: onAccelerator }: GivenHardware = problem.hardware
  const { partial, final } = partsOf(problem.subject.tensors, onLayer, onAccelerator, word)
  const more = random(1, 64) / 4
  const said = (extra: number) => {
    const entries = problem.subject.tensors.map(({ name, role }): readonly [string, Width] => [
      name,
      role === 'input'
        ? (final[name] ?? word)
        : { partial: Math.min(1024, (partial[name] ?? word) + extra), final: final[name] ?? word },
    ])
    return withOperands(problem, {
      precision: Object.fromEntries(entries),
      ...(density === undefined ? {} : { density }),
    })
  }
  const [narrow, wide] = [said(0), said(more)]
  const plainly = (of: Problem): Problem => {
    const { l2, energy, ...hardware }: GivenHardware = of.hardware
    return onHardware(of, {
      ...hardware,
      l2: without(l2 ?? {}, 'capacity'),
      energy: { ...energy, l1: flat, clusters: flat, l2: flat },
    })
  }
  const energyOf = (of: Problem): number => cost(plainly(of)).energy.total
  return [
    ...neverLess(cost(wide), cost(narrow), 'wider partial sums'),
    ...unless(
      energyOf(wide) >= energyOf(narrow) * (1 - rounding),
      `wider partial sums: energy ${energyOf(narrow)} became ${energyOf(wide)}`,
    ),
  ]
}

/** A channel for each tensor, all like the network, is never slower than the network they would share. */
export const channelsEachNeverSlower: Law = (problem, cost) => {
  const shared = withNetworks(problem, (noc) => without(noc, 'channels'))
  const each = withNetworks(shared, (noc) => {
    const bandwidth = noc.bandwidth === undefined ? {} : { bandwidth: noc.bandwidth }
    return {
      ...noc,
      channels: problem.subject.tensors.map(({ name }) => ({ tensors: [name], ...bandwidth })),
    }
  })
  const [slow, fast] = [cost(shared), cost(each)]
  return [
    ...unless(fast.runtime <= slow.runtime, `a channel each: runtime ${slow.runtime} became ${fast.runtime}`),
    ...unless(fast.onChipRuntime <= slow.onChipRuntime, 'a channel each: on-chip runtime'),
    ...unlessEqual(slow.offchip, fast.offchip, 'a channel each: off-chip traffic'),
  ]
}

/**
 * Gating and skipping never add MACs, their energy or time. Formats are left out of time: a bitmask of a tensor that is
 * nearly dense takes more bits than it saves.
 */
export const sparsityNeverAdds: Law = (problem, cost) => {
  const { sparse = {}, ...dense }: GivenHardware = problem.hardware
  const { format: _, ...lists } = sparse
  const gated = cost(onHardware(problem, { ...dense, sparse: lists }))
  const none = cost(onHardware(problem, dense))
  const formatted = cost(problem)
  const { gate = [], skip = [] } = lists
  const skipsMore = cost(
    onHardware(problem, { ...dense, sparse: { gate, skip: [...new Set([...skip, ...gate])] } }),
  )
  return [
    ...[gated, formatted, skipsMore].flatMap(({ effective, energy }) => [
      ...unless(effective.macs <= none.macs, 'sparsity: effective MACs'),
      ...unless(energy.mac <= none.energy.mac, 'sparsity: energy of MACs'),
    ]),
    ...neverLess(none, gated, 'without sparsity'),
    // What is gated may as well skip.
    ...neverLess(gated, skipsMore, 'gating in place of skipping'),
  ]
}

/** Led past the shared buffer, a tensor crosses the chip's edge at least as often. */
export const bypassNeverReduces: Law = (given, cost, random) => {
  // What lies between the intervals of units is streamed, and does not enter level 0.
  const problem = withoutArrivals(given)
  const { l2, ...hardware }: GivenHardware = problem.hardware
  const { name } = pick(random, problem.subject.tensors)
  const others = (l2?.bypass ?? []).filter((each) => each !== name && each !== 'inputs' && each !== 'outputs')
  const within = onHardware(problem, { ...hardware, l2: { ...l2, bypass: others } })
  const past = onHardware(problem, { ...hardware, l2: { ...l2, bypass: [...others, name] } })
  const of = (costed: Costed) => {
    const { reads, writes, bits } = costed.offchip.tensors[name]!
    return { elements: reads + writes, bits: bits.reads + bits.writes }
  }
  const [less, more] = [of(cost(within)), of(cost(past))]
  return [
    ...unless(more.elements >= less.elements, `${name}: ${less.elements} elements became ${more.elements}`),
    ...unless(more.bits >= less.bits, `${name}: ${less.bits} bits became ${more.bits}`),
  ]
}

/** A unit that keeps nothing acquires what it would have kept besides: more words, never fewer cycles. */
export const reloadingNeverHelps: Law = (problem, cost, random) => {
  const { l1, clusters, ...hardware }: GivenHardware = problem.hardware
  const keep = { [pick(random, [...problem.subject.tensors.map(({ name }) => name), 'inputs'])]: false }
  const inputs = new Set(
    problem.subject.tensors.filter(({ role }) => role === 'input').map(({ name }) => name),
  )
  if (!Object.keys(keep).every((name) => name === 'inputs' || inputs.has(name))) return []
  const kept = onHardware(problem, {
    ...hardware,
    l1: { ...l1, keep: true },
    clusters: listOf(clusters ?? {}).map((each) => ({ ...each, keep: true })),
  })
  const reloaded = onHardware(problem, {
    ...hardware,
    l1: { ...l1, keep },
    clusters: listOf(clusters ?? {}).map((each) => ({ ...each, keep })),
  })
  const [less, more] = [cost(kept), cost(reloaded)]
  return [
    ...unless(more.runtime >= less.runtime, `${less.runtime} cycles became ${more.runtime}`),
    ...unless(more.floor === less.floor, `a floor of ${less.floor} became ${more.floor}`),
    ...unless(
      more.energy.total >= less.energy.total * (1 - rounding),
      `an energy of ${less.energy.total} became ${more.energy.total}`,
    ),
    // What bypasses the shared buffer comes from outside again.
    ...(hardware.l2?.bypass === undefined
      ? unlessEqual(more.offchip, less.offchip, 'off-chip traffic')
      : unless(more.offchip.bits >= less.offchip.bits, 'less off-chip traffic')),
  ]
}

const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= rounding * Math.max(Math.abs(a), Math.abs(b))

/** Static energy adds the runtime times what depends on PEs and buffers alone: networks change only the runtime. */
export const staticEnergyIsOfTime: Law = (problem, cost, random) => {
  const { energy, ...hardware }: GivenHardware = problem.hardware
  const table = energy?.static ?? { pe: random(1, 20) / 8, l2: random(0, 20) / 64 }
  const without = cost(onHardware(problem, { ...hardware, energy: { ...energy, static: {} } }))
  const along = onHardware(problem, { ...hardware, energy: { ...energy, static: table } })
  const given = cost(along)
  const slower = cost(
    withNetworks(along, ({ bandwidth = 2, ...noc }) => ({ ...noc, bandwidth: bandwidth / 4, skew: 3 })),
  )
  return [
    ...unless(near(given.energy.total, without.energy.total + given.energy.static), 'static energy is added'),
    ...unless(given.runtime === without.runtime, 'static energy takes no time'),
    ...unless(without.energy.static === 0, 'no static energy'),
    ...unless(
      near(given.energy.static * slower.runtime, slower.energy.static * given.runtime),
      'static energy per cycle does not depend on networks',
    ),
  ]
}
