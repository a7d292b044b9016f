/**
 * On-chip time, what it is charged to, and delays of the brute-force cases, through the kernel and through the definition:
 * bound-cases.json, and of machine-cases.json those with channels, ports and skew but words of one width and dense tensors.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Level } from '../../src/dataflow/canonical'
import { type Layer, layer, type Operator, type Overlap, operator } from '../../src/index'
import { checkLayer } from '../../src/operator/check-layer'
import type { Tensor } from '../../src/operator/problem'
import { profileOf } from '../../src/profile/definition/profile'
import { type LevelNetwork, timeOf } from '../../src/profile/definition/time'
import { newTimeDetail, steps } from '../../src/profile/steps'
import type { LayerType } from '../support/simulator/operators'
import { readJson, sharedDirectory } from './case-files'
import { constructed } from './public-inputs'

type Latency = number | { readonly hops: number; readonly hopLatency: number }
type GivenChannel = {
  readonly tensors: readonly string[]
  readonly bandwidth?: number
  readonly latency?: Latency
  readonly port?: 'shared' | 'separate'
}
type GivenNetwork = Omit<GivenChannel, 'tensors'> & {
  readonly multicast?: boolean
  readonly reduction?: boolean
  readonly skew?: number
  readonly channels?: readonly GivenChannel[]
}
type Spread = { readonly min: number; readonly max: number; readonly average: number }
type TimeCase = {
  readonly id: string
  readonly layer: {
    readonly type: LayerType | 'custom'
    readonly given: Readonly<Record<string, unknown>>
    readonly operator?: Operator
  }
  readonly hardware: {
    readonly simd?: number
    readonly overlap?: Overlap
    readonly noc?: GivenNetwork | readonly GivenNetwork[]
  }
  readonly canonical: readonly {
    readonly units: number
    readonly loops: readonly { readonly dim: string; readonly kind: string; readonly size: number }[]
  }[]
  readonly expected: {
    readonly onChipRuntime: number
    readonly offChipTime: number
    readonly bound: { readonly cycles: Readonly<Record<'compute' | 'fill' | 'ingress' | 'egress', number>> }
    readonly levels: readonly {
      readonly delay: Readonly<Record<'ingress' | 'egress' | 'compute', Spread>>
      readonly bandwidth: { readonly peak: number; readonly average: number }
    }[]
  }
}

// The format is described in cases.md; a case of another shape fails its test.
const casesOf = (file: string): readonly TimeCase[] => readJson(sharedDirectory, file) as readonly TimeCase[]

const layerOf = ({ type, given, operator: own }: TimeCase['layer']): Layer =>
  type === 'custom'
    ? layer(operator(own!), given as Readonly<Record<string, number>>)
    : constructed(type, given)

const latencyOf = (given: Latency | undefined): number | undefined =>
  typeof given === 'object' ? given.hops * given.hopLatency : given

const channelOf = ({ bandwidth, latency, port }: Omit<GivenChannel, 'tensors'>, network: GivenNetwork) => ({
  bandwidth: bandwidth ?? Infinity,
  latency: latencyOf(latency) ?? latencyOf(network.latency) ?? 1,
  sharedPort: (port ?? network.port) === 'shared',
})

/** The channel that names the tensor, else the one that names its role, else the network itself. */
const channelFor = ({ name, role }: Tensor, channels: readonly GivenChannel[]): number => {
  const named = channels.findIndex(({ tensors }) => tensors.includes(name))
  return 1 + (named >= 0 ? named : channels.findIndex(({ tensors }) => tensors.includes(`${role}s`)))
}

const networkOf = (network: GivenNetwork, tensors: readonly Tensor[]): LevelNetwork => {
  const channels = network.channels ?? []
  return {
    channels: [network, ...channels].map((channel) => channelOf(channel, network)),
    routes: tensors.map((tensor) => ({
      takesUnion: (tensor.role === 'input' ? network.multicast : network.reduction) ?? true,
      weight: 1,
      channel: channelFor(tensor, channels),
    })),
    divisor: 0,
    skew: network.skew ?? 0,
  }
}

const networksOf = ({ noc = {} }: TimeCase['hardware'], levels: number, tensors: readonly Tensor[]) => {
  const list = Array.isArray(noc) ? (noc as readonly GivenNetwork[]) : [noc as GivenNetwork]
  return Array.from({ length: levels }, (_, i) =>
    networkOf(list[Math.min(i, list.length - 1)] ?? {}, tensors),
  )
}

const table = steps().newStepTable()

const timedByKernel = (
  problem: Parameters<typeof profileOf>[0],
  levels: readonly Level[],
  simd: number,
  networks: readonly LevelNetwork[],
  overlap: Overlap,
) => {
  const { setWords, setWay, setSkew, setChannel } = steps()
  const projection = steps().newProjection()
  const links = steps().newLinks()
  setWords(projection, Math.max(...networks.map(({ channels }) => channels.length)), 0)
  networks.forEach(({ channels, routes, skew }, level) => {
    setSkew(links, level, skew)
    routes.forEach(({ takesUnion, weight, channel }, t) => {
      setWay(projection, level, t, takesUnion, weight, channel)
    })
    channels.forEach(({ bandwidth, latency, sharedPort }, c) => {
      setChannel(links, level, c, bandwidth, latency, sharedPort)
    })
  })
  if (!steps().profileSchedule(table, problem, levels, simd)) throw new Error('too complex')
  return steps().timeInDetail(steps().project(table, projection), links, overlap, newTimeDetail())
}

const total = (cycles: Iterable<number>): number => [...cycles].reduce((sum, each) => sum + each, 0)

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.abs(a)

const differencesOf = ({ layer: given, hardware, canonical, expected }: TimeCase): readonly string[] => {
  const problem = checkLayer(layerOf(given), [])!
  const levels = canonical.map(({ units, loops }) => ({
    units,
    loops: loops.map(({ dim, kind, size }) => ({
      dimension: problem.dimensions.indexOf(dim),
      spatial: kind === 'spatial',
      tile: size,
    })),
  }))
  const { simd = 1, overlap = 'within-runs' } = hardware
  const networks = networksOf(hardware, levels.length, problem.tensors)
  const kernel = timedByKernel(problem, levels, simd, networks, overlap)
  const profile = profileOf(problem, levels, simd)!
  const defined = timeOf(profile, networks, overlap)
  const { cycles } = expected.bound
  const isOnChip = expected.offChipTime <= expected.onChipRuntime
  const wrong = (holds: boolean, what: string): readonly string[] => (holds ? [] : [what])
  return [
    ...wrong(kernel.cycles === expected.onChipRuntime, `${kernel.cycles} cycles`),
    ...wrong(defined.cycles === expected.onChipRuntime, `${defined.cycles} cycles by definition`),
    ...(isOnChip
      ? [
          ...wrong(kernel.compute === cycles.compute, `compute ${kernel.compute}`),
          ...wrong(
            defined.charges.compute === cycles.compute,
            `compute ${defined.charges.compute} by definition`,
          ),
          ...(['fill', 'ingress', 'egress'] as const).flatMap((cause) => [
            ...wrong(total(kernel[cause].slice(0, levels.length)) === cycles[cause], cause),
            ...wrong(total(defined.charges[cause]) === cycles[cause], `${cause} by definition`),
          ]),
        ]
      : []),
    ...expected.levels.flatMap(({ delay, bandwidth }, i) => [
      ...(['ingress', 'egress', 'inner'] as const).flatMap((term) => {
        const { min, max, average } = delay[term === 'inner' ? 'compute' : term]
        const own = kernel[`${term}Delay`]
        const all = own.total[i]! / profile.levels[i]!.steps
        return wrong(
          own.least[i] === min && own.most[i] === max && near(all, average),
          `${term} of level ${i}`,
        )
      }),
      ...wrong(
        near(kernel.peakDemand[i]!, bandwidth.peak) &&
          near(kernel.demanded[i]! / kernel.innerDelay.total[i]!, bandwidth.average),
        `bandwidth of level ${i}`,
      ),
    ]),
  ]
}

const failuresOf = (cases: readonly TimeCase[]): Readonly<Record<string, readonly string[]>> => {
  expect(cases.length).toBeGreaterThan(100)
  return Object.fromEntries(
    cases.map((of) => [of.id, differencesOf(of)] as const).filter(([, wrong]) => wrong.length > 0),
  )
}

/** Widths and densities need more than the kernel. */
const isOfOneWidth = (of: TimeCase): boolean =>
  !/"(?:precision|density|sparse)"/.test(JSON.stringify([of.layer, of.hardware]))

if (existsSync(join(sharedDirectory, 'bound-cases.json'))) {
  it('charges every cycle of bound-cases.json to its cause', () => {
    expect(failuresOf(casesOf('bound-cases.json'))).toEqual({})
  })
  it('times channels, ports and skew of machine-cases.json', () => {
    expect(failuresOf(casesOf('machine-cases.json').filter(isOfOneWidth))).toEqual({})
  })
} else {
  const absent = 'shared time cases: ../shared/reference is not here'
  it.skip(absent, () => {})
  console.info(absent)
}
