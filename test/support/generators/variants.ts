/** Hardware that is better or worse than another in one respect, and what must follow (docs/spec.md, sections 5 to 7). */
import type { Accelerator, Analysis, Estimate, Interconnect, LevelTensor } from '../../../src/index'
import { evaluated, unless } from '../checks/answers'
import { pick, type Random } from './random'

type Lines = readonly string[]

const networksOf = ({ noc }: Accelerator): readonly Interconnect[] =>
  noc === undefined ? [{}] : 'length' in noc ? noc : [noc]

/** The same with all networks, or a random one of them, changed. */
const withNetworks = (
  random: Random,
  hardware: Accelerator,
  change: (network: Interconnect) => Interconnect,
): Accelerator => {
  const networks = networksOf(hardware)
  const only = random(-1, networks.length - 1)
  return {
    ...hardware,
    noc: networks.map((network, i) => (only < 0 || only === i ? change(network) : network)),
  }
}

const widened = (random: Random, bandwidth: number | undefined): { readonly bandwidth?: number } =>
  bandwidth === undefined || random(1, 5) === 1
    ? {}
    : { bandwidth: bandwidth * pick(random, [1.1, 1.5, 2, 10]) }

const shortened = (random: Random, latency: Interconnect['latency']): Interconnect['latency'] & {} => {
  if (typeof latency === 'object') return { ...latency, hopLatency: random(0, latency.hopLatency) }
  return random(0, latency ?? 1)
}

const without = <T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> => {
  const { [key]: _, ...rest } = value
  return rest
}

const neverSlower = (better: Estimate, worse: Estimate, why: string): Lines => [
  ...unless(better.runtime <= worse.runtime, `${why}: runtime ${worse.runtime} became ${better.runtime}`),
  ...unless(better.onChipRuntime <= worse.onChipRuntime, `${why}: on-chip runtime`),
  ...unless(better.offChipTime <= worse.offChipTime, `${why}: off-chip time`),
]

export const fasterNetworks = (random: Random, analysis: Analysis, hardware: Accelerator): Lines => {
  const worse = evaluated(analysis, hardware)
  const wider = withNetworks(random, hardware, (network) => ({
    ...without(network, 'bandwidth'),
    ...widened(random, network.bandwidth),
  }))
  const nearer = withNetworks(random, hardware, (network) => ({
    ...network,
    latency: shortened(random, network.latency),
  }))
  const offchip = { ...hardware, offchip: widened(random, hardware.offchip?.bandwidth) }
  return [
    ...neverSlower(evaluated(analysis, wider), worse, 'more bandwidth'),
    ...neverSlower(evaluated(analysis, nearer), worse, 'less latency'),
    ...neverSlower(evaluated(analysis, offchip), worse, 'more off-chip bandwidth'),
  ]
}

const trafficNames = ['ingress', 'fills', 'egress', 'evictions', 'accumulations', 'streamed'] as const

const neverMore = (better: Estimate, worse: Estimate, why: string): Lines =>
  better.levels.flatMap(({ tensors }, level) =>
    Object.entries(tensors).flatMap(([name, figures]: readonly [string, LevelTensor]) =>
      trafficNames.flatMap((traffic) =>
        unless(
          (figures[traffic] ?? 0) <= (worse.levels[level]?.tensors[name]?.[traffic] ?? 0),
          `${why}: ${traffic} of ${name}`,
        ),
      ),
    ),
  )

/** Networks that serve several units at once move less, and so take no more time and energy. */
export const sharingNetworks = (random: Random, analysis: Analysis, hardware: Accelerator): Lines =>
  (['multicast', 'reduction'] as const).flatMap((feature) => {
    const off = withNetworks(random, hardware, (network) => ({ ...network, [feature]: false }))
    const on = withNetworks(random, off, (network) => ({ ...network, [feature]: true }))
    const [worse, better] = [evaluated(analysis, off), evaluated(analysis, on)]
    return [
      ...neverSlower(better, worse, feature),
      ...neverMore(better, worse, feature),
      ...unless(better.energy.total <= worse.energy.total * (1 + 1e-12), `${feature}: energy`),
    ]
  })

type Buffers = Pick<Accelerator, 'l1' | 'clusters' | 'l2'>

/** Every given capacity larger by up to the same number of bytes, or unlimited. */
const enlarged = (random: Random, { l1, clusters, l2 }: Accelerator): Buffers => {
  const grow = (buffer: Accelerator['l1']): { readonly capacity?: number } =>
    buffer?.capacity === undefined || random(1, 6) === 1
      ? {}
      : { capacity: buffer.capacity + random(0, 4 * buffer.capacity + 4) }
  const all = clusters === undefined ? undefined : 'length' in clusters ? clusters.map(grow) : grow(clusters)
  return { l1: grow(l1), l2: grow(l2), ...(all === undefined ? {} : { clusters: all }) }
}

const crossings = ({ offchip }: Estimate): number =>
  Object.values(offchip.tensors).reduce((total, { reads, writes }) => total + reads + writes, 0)

export const largerBuffers = (random: Random, analysis: Analysis, hardware: Accelerator): Lines => {
  const worse = evaluated(analysis, hardware)
  const better = evaluated(analysis, { ...hardware, ...enlarged(random, hardware) })
  const stillFits = (larger: { readonly fits: boolean } | undefined, smaller: { readonly fits: boolean }) =>
    larger?.fits === true || !smaller.fits
  return [
    ...unless(stillFits(better.buffers.l1, worse.buffers.l1), 'larger l1 does not fit any more'),
    ...unless(stillFits(better.buffers.l2, worse.buffers.l2), 'larger l2 does not fit any more'),
    ...unless(stillFits(better.buffers, worse.buffers), 'larger buffers do not fit any more'),
    ...worse.buffers.clusters.flatMap((smaller, i) =>
      unless(
        stillFits(better.buffers.clusters[i], smaller),
        `larger cluster buffer ${i} does not fit any more`,
      ),
    ),
    // All streamed is never less traffic than a choice that keeps some tensors.
    ...unless(crossings(better) <= crossings(worse), 'larger l2: more off-chip traffic'),
    ...neverSlower(better, worse, 'larger buffers'),
  ]
}

/**
 * What hides more takes no more time. Single buffers need half the space, so that they may keep a tensor that double ones
 * stream: only with room for all does the order hold for the whole runtime too.
 */
export const overlapOrder = (analysis: Analysis, hardware: Accelerator): Lines => {
  const by = (overlap: NonNullable<Accelerator['overlap']>, of: Accelerator) =>
    evaluated(analysis, { ...of, overlap })
  const roomy = without(hardware, 'l2')
  const [across, within, none] = [
    by('across-runs', hardware),
    by('within-runs', hardware),
    by('none', hardware),
  ]
  return [
    ...neverSlower(across, within, 'across-runs before within-runs'),
    ...unless(within.onChipRuntime <= none.onChipRuntime, 'within-runs before none'),
    ...neverSlower(by('within-runs', roomy), by('none', roomy), 'within-runs before none, with room'),
  ]
}

/** Cycles that are charged to compute are needed on networks of any speed; no bandwidth limits and no latency are the fastest. */
export const neverBelowCompute = (analysis: Analysis, hardware: Accelerator): Lines => {
  const { bound } = evaluated(analysis, hardware)
  const noc = networksOf(hardware).map(({ bandwidth: _, latency: __, ...rest }) => ({ ...rest, latency: 0 }))
  const { runtime } = evaluated(analysis, { ...without(hardware, 'offchip'), noc })
  return unless(runtime >= bound.cycles.compute, `${runtime} cycles, of ${bound.cycles.compute} for compute`)
}
