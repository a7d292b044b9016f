/**
 * Time (docs/spec.md, section 5): steps, runs and the final drain, folded from the deepest level up, with what every cycle is
 * charged to. This is the definition of what the kernel computes over a step table; a property test holds the two equal.
 */
import type { Overlap } from '../../hardware/accelerator'
import type { ProfiledLevel, StepColumns, VolumeColumns } from '../profiled-level'
import type { ProfiledSchedule } from '../step-types'
import { type Cause, type Charges, chargedTo, comesBefore, noCharges, plus, timesCharges } from './charges'

/** A channel of a level's network. An unlimited bandwidth is Infinity. */
export type Channel = {
  readonly bandwidth: number
  /** Cycles until the first word arrives. */
  readonly latency: number
  /** Inputs and outputs take turns. */
  readonly sharedPort: boolean
}

/** How a tensor travels: whether elements that units share count once, what an element weighs, and over which channel. */
export type Route = { readonly takesUnion: boolean; readonly weight: number; readonly channel: number }

export type LevelNetwork = {
  readonly channels: readonly Channel[]
  /** Per tensor. */
  readonly routes: readonly Route[]
  /** The weight of a word; 0 where words are elements. */
  readonly divisor: number
  /** Cycles from one unit to the next. */
  readonly skew: number
}

/** Cycles of a transfer over a channel. */
export const transfer = (words: number, { bandwidth, latency }: Channel): number => {
  if (words === 0) return 0
  return latency + (bandwidth === Infinity ? 1 : Math.ceil(words / bandwidth)) - 1
}

/** Words of one row of the volumes over a channel, of the tensors of one role: the exact sum, divided once. */
const wordsOf = (
  volumes: readonly VolumeColumns[],
  row: number,
  channel: number,
  roles: ProfiledSchedule['roles'],
  role: 'input' | 'output',
  { routes, divisor }: LevelNetwork,
): number => {
  let sum = 0
  volumes.forEach((volume, t) => {
    const { takesUnion, weight, channel: own } = routes[t]!
    if (own === channel && roles[t] === role) sum += weight * (takesUnion ? volume.union : volume.sum)[row]!
  })
  return divisor === 0 ? sum : sum / divisor
}

/** A step's terms: its longest unit, what arrives for it, what leaves; and the words that it demands of the network. */
type Terms = {
  readonly inner: number
  readonly ingress: number
  readonly egress: number
  readonly demand: number
}

/** The terms of a row but for its inner work: of the slowest channel each. A shared port carries outputs as part of ingress. */
const transfersOf = (
  columns: StepColumns,
  row: number,
  roles: ProfiledSchedule['roles'],
  network: LevelNetwork,
): Omit<Terms, 'inner'> => {
  let ingress = 0
  let egress = 0
  let arriving = 0
  let leaving = 0
  network.channels.forEach((channel, c) => {
    const into = wordsOf(columns.volumes, row, c, roles, 'input', network)
    const out = wordsOf(columns.volumes, row, c, roles, 'output', network)
    arriving += into
    leaving += out
    const { sharedPort } = channel
    ingress = Math.max(ingress, transfer(into, channel) + (sharedPort ? transfer(out, channel) : 0))
    egress = Math.max(egress, sharedPort ? 0 : transfer(out, channel))
  })
  return { ingress, egress, demand: Math.max(arriving, leaving) }
}

/** Cycles of a PE for its MACs, of which a share is executed: at least one, however small the share. */
export const peCycles = (macs: number, simd: number, share: number): number =>
  Math.max(1, Math.ceil((macs * share) / simd))

type Hiding = 'everything' | 'egress' | 'nothing'

/** What a step hides behind its inner work: the first step of a run cannot hide its fill. */
const hidingOf = (overlap: Overlap, isEntry: boolean, isInitial: boolean): Hiding => {
  if (overlap === 'none') return 'nothing'
  if (overlap === 'across-runs') return isInitial ? 'egress' : 'everything'
  return isEntry ? 'egress' : 'everything'
}

/** Cycles, and what they are charged to. */
type Charged = { readonly cycles: number; readonly charges: Charges }

const chargedStep = (
  { inner, ingress, egress }: Terms,
  hiding: Hiding,
  level: number,
  ofInner: Charges,
): Charged => {
  const to = (cause: Cause, cycles: number): Charges => chargedTo(cause, level, cycles, ofInner.fill.length)
  if (hiding === 'nothing')
    return {
      cycles: ingress + inner + egress,
      charges: plus(ofInner, plus(to('ingress', ingress), to('egress', egress))),
    }
  if (hiding === 'egress')
    return egress > ingress + inner
      ? { cycles: egress, charges: to('egress', egress) }
      : { cycles: ingress + inner, charges: plus(ofInner, to('fill', ingress)) }
  if (inner >= ingress && inner >= egress) return { cycles: inner, charges: ofInner }
  return ingress >= egress
    ? { cycles: ingress, charges: to('ingress', ingress) }
    : { cycles: egress, charges: to('egress', egress) }
}

/** The least, the most and the total over all steps of a level. */
export type Spread = { readonly least: number; readonly most: number; readonly total: number }

type LevelTime = {
  /** Each row of the table; those of entries are the first steps of runs. */
  readonly rows: readonly Charged[]
  /** The inner steps of a run, per box. */
  readonly boxes: readonly Charged[]
  readonly delays: { readonly ingress: Spread; readonly egress: Spread; readonly inner: Spread }
  readonly peakDemand: number
  readonly demanded: number
}

/** The longest run that a row starts; of equally long ones, the one whose charges come first. */
const longestRun = (columns: StepColumns, row: number, next: LevelTime): Charged => {
  const runs: Charged[] = []
  for (let run = row === 0 ? 0 : columns.runEnd[row - 1]!; run < columns.runEnd[row]!; run++) {
    const entry = next.rows[columns.runEntry[run]!]!
    const box = next.boxes[columns.runBox[run]!]!
    runs.push({ cycles: entry.cycles + box.cycles, charges: plus(entry.charges, box.charges) })
  }
  return runs.reduce((longest, run) =>
    run.cycles > longest.cycles ||
    (run.cycles === longest.cycles && comesBefore(run.charges, longest.charges))
      ? run
      : longest,
  )
}

const spreadOf = (values: readonly number[], counts: readonly number[]): Spread => ({
  least: Math.min(...values),
  most: Math.max(...values),
  total: values.reduce((sum, value, i) => sum + value * counts[i]!, 0),
})

/** The inner steps of a run on each box, and what its units' skew adds to it. */
const boxTimes = (columns: StepColumns, rows: readonly Charged[], skew: Charged): readonly Charged[] => {
  let row = columns.entries
  return columns.boxEnd.map((end) => {
    let { cycles, charges } = skew
    for (; row < end; row++) {
      cycles += columns.perRun[row]! * rows[row]!.cycles
      charges = plus(charges, timesCharges(columns.perRun[row]!, rows[row]!.charges))
    }
    return { cycles, charges }
  })
}

const levelTime = (
  { columns }: ProfiledLevel,
  cyclesFor: (macs: number) => number,
  level: number,
  levels: number,
  roles: ProfiledSchedule['roles'],
  network: LevelNetwork,
  overlap: Overlap,
  skew: Charged,
  next: LevelTime | undefined,
): LevelTime => {
  const terms: Terms[] = []
  const rows: Charged[] = []
  for (let row = 0; row < columns.count.length; row++) {
    const compute = cyclesFor(columns.macs[row]!)
    const inner =
      next === undefined
        ? { cycles: compute, charges: { ...noCharges(levels), compute } }
        : longestRun(columns, row, next)
    const own = { inner: inner.cycles, ...transfersOf(columns, row, roles, network) }
    const hiding = hidingOf(overlap, row < columns.entries, row < columns.initial)
    terms.push(own)
    rows.push(chargedStep(own, hiding, level, inner.charges))
  }
  const spread = (of: (terms: Terms) => number): Spread => spreadOf(terms.map(of), columns.count)
  return {
    rows,
    boxes: boxTimes(columns, rows, skew),
    delays: {
      ingress: spread(({ ingress }) => ingress),
      egress: spread(({ egress }) => egress),
      inner: spread(({ inner }) => inner),
    },
    peakDemand: spread(({ demand, inner }) => demand / inner).most,
    demanded: spread(({ demand }) => demand).total,
  }
}

/** Cycles of a level's final drain: of the channel, and of the parent, for which it takes longest. */
const drainCycles = (
  { columns }: ProfiledLevel,
  roles: ProfiledSchedule['roles'],
  network: LevelNetwork,
): number => {
  const drains = columns.drains[0]?.union ?? []
  const cycles = network.channels.flatMap((channel, c) =>
    drains.map((_, i) => transfer(wordsOf(columns.drains, i, c, roles, 'output', network), channel)),
  )
  return Math.max(0, ...cycles)
}

export type Timing = {
  readonly cycles: number
  readonly charges: Charges
  readonly levels: readonly Pick<LevelTime, 'delays' | 'peakDemand' | 'demanded'>[]
}

/**
 * On-chip time of a profiled schedule, of whose MACs a share is executed: the run of level 0 and the final drain, deepest
 * level first.
 */
export const timeOf = (
  { levels, roles, simd }: ProfiledSchedule,
  networks: readonly LevelNetwork[],
  overlap: Overlap,
  share = 1,
): Timing => {
  const nothing: Charged = { cycles: 0, charges: noCharges(levels.length) }
  const cyclesFor = (cause: Cause, level: number, cycles: number): Charged => ({
    cycles,
    charges: chargedTo(cause, level, cycles, levels.length),
  })
  const skews = levels.map(({ units }, i) => cyclesFor('fill', i, (units - 1) * networks[i]!.skew))
  // Waves follow one another where runs overlap: the skew comes once, at the end, and not in each run.
  const isOnce = overlap === 'across-runs'
  const times: LevelTime[] = []
  for (let i = levels.length - 1; i >= 0; i--)
    times.unshift(
      levelTime(
        levels[i]!,
        (macs) => peCycles(macs, simd, share),
        i,
        levels.length,
        roles,
        networks[i]!,
        overlap,
        isOnce ? nothing : skews[i]!,
        times[0],
      ),
    )
  const drains = levels.map((level, i) => cyclesFor('egress', i, drainCycles(level, roles, networks[i]!)))
  const parts = [times[0]!.rows[0]!, times[0]!.boxes[0]!, ...(isOnce ? skews : []), ...drains]
  return {
    cycles: parts.reduce((sum, { cycles }) => sum + cycles, 0),
    charges: parts.reduce((sum, { charges }) => plus(sum, charges), nothing.charges),
    levels: times,
  }
}
