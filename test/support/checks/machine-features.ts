/** What a problem exercises of docs/spec.md, sections 10 to 15. */

import { absentName } from '../generators/machine-operands'
import type { Problem } from '../generators/problems'
import type { Simulated } from '../simulator/account'
import { channelsOf } from '../simulator/channels'
import type { Formats, GivenHardware, GivenNoc, Place, Precision } from '../simulator/hardware'
import { isBypassing } from '../simulator/widths'
import { type Judged, operandsOf } from './expected'

type Features = readonly string[]

const when = (holds: boolean, ...features: Features): Features => (holds ? features : [])

const isRole = (name: string): boolean => name === 'inputs' || name === 'outputs'

const precisionFeatures = (precision: Precision | undefined, where: string): Features => {
  if (precision === undefined) return []
  if (typeof precision === 'number') return [`one width on ${where}`]
  const names = Object.keys(precision)
  const parts = Object.values(precision).filter((width) => typeof width === 'object')
  return [
    ...when(names.length === 0, `empty precision on ${where}`),
    ...when(names.some(isRole), `width by role on ${where}`),
    ...when(
      names.some((name) => !isRole(name)),
      `width by name on ${where}`,
    ),
    ...when(
      parts.some(({ partial, final }) => partial !== undefined && final !== undefined),
      'partial and final',
    ),
    ...when(
      parts.some(({ final }) => final === undefined),
      'partial alone',
    ),
    ...when(
      parts.some(({ partial }) => partial === undefined),
      'final alone',
    ),
  ]
}

const bufferFeatures = ({ l1, clusters, l2, offchip }: GivenHardware): Features => {
  const ofClusters = Array.isArray(clusters) ? clusters : [clusters]
  return [
    ...when(l1?.precision !== undefined, 'width in l1'),
    ...when(
      ofClusters.some((buffer) => buffer?.precision !== undefined),
      'width in a cluster buffer',
    ),
    ...when(l2?.precision !== undefined, 'width in l2'),
    ...when(offchip?.precision !== undefined, 'width off-chip'),
  ]
}

const isFraction = (width: number): boolean => !Number.isInteger(width)

/** What the widths come to. */
const widthFeatures = ({ problem, result, widths }: Simulated): Features => {
  const outputs = problem.tensors.filter(({ role }) => role === 'output')
  const differing = outputs.filter(({ name }) => widths.partial[name] !== widths.final[name])
  const level0 = result.levels[0]?.tensors ?? {}
  const all = [widths.offchip, widths.l2, ...widths.clusters, widths.l1].flatMap((each) =>
    Object.values(each),
  )
  const leaves = (name: string, level: Simulated['result']['levels'][number]): boolean => {
    const figures = level.tensors[name]
    return figures !== undefined && 'egress' in figures && figures.egress > (result.used[name] ?? 0)
  }
  return [
    ...when(all.some(isFraction), 'fractional width'),
    ...when(
      all.some((width) => width > widths.word),
      'wider than a word',
    ),
    ...when(
      differing.some(({ name }) => result.levels.some((level) => leaves(name, level))),
      'wider sums that leave partial',
    ),
    ...when(
      differing.some(({ name }) => {
        const [outermost, ...inner] = result.levels
        return outermost !== undefined && !leaves(name, outermost) && inner.some((each) => leaves(name, each))
      }),
      'partial inside, final outside',
    ),
    ...when(
      differing.some(({ name }) => (level0[name]?.streamed ?? 0) > (result.used[name] ?? 0)),
      'wider sums that would come back',
    ),
  ]
}

const networksOf = ({ noc }: GivenHardware): readonly GivenNoc[] =>
  noc === undefined ? [] : Array.isArray(noc) ? noc : [noc as GivenNoc] // no list: one network

const networkFeatures = ({ problem, hardware: { overlap } }: Simulated, given: GivenHardware): Features => [
  ...networksOf(given).flatMap(({ channels = [], port }) => {
    const names = channels.flatMap(({ tensors }) => tensors)
    return [
      ...when(channels.length > 0, 'channels'),
      ...when(channels.length > 1, 'several channels'),
      ...when(names.some(isRole), 'channel by role'),
      ...when(
        names.some((name) => !isRole(name)),
        'channel by name',
      ),
      ...when(
        channels.some(({ tensors }) => tensors.length === 0),
        'empty channel',
      ),
      ...when(
        channels.some(({ bandwidth }) => bandwidth === undefined),
        'unlimited channel',
      ),
      ...when(
        channels.some(({ latency }) => typeof latency === 'object'),
        'hops of a channel',
      ),
      ...when(
        channels.some(({ latency }) => latency === undefined),
        'latency of the network',
      ),
      ...when(port === 'shared', 'shared port of a network'),
      ...when(
        channels.some((channel) => channel.port === 'shared'),
        'shared port of a channel',
      ),
      ...when(
        port === 'shared' && channels.some((channel) => channel.port === undefined),
        'port of the network',
      ),
    ]
  }),
  ...problem.levels.flatMap(({ units, noc }, level) => [
    ...when((noc.skew ?? 0) > 0 && units > 1, `skew ${overlap}`, ...when(level > 0, 'skew inside clusters')),
    ...when(channelsOf(noc).length > 1 && level > 0, 'channels inside clusters'),
  ]),
]

const bypassFeatures = ({ problem, hardware }: Simulated, { l2 }: GivenHardware): Features => {
  const bypassing = problem.tensors.filter((tensor) => isBypassing(tensor, hardware))
  return [
    ...bypassing.map(({ role }) => `bypassing ${role}`),
    ...when(l2?.bypass?.some(isRole) === true, 'bypass by role'),
    ...when(bypassing.length === problem.tensors.length, 'everything bypasses'),
  ]
}

const arrivalFeatures = ({ problem, result, hardware }: Simulated): Features => {
  const { levels, contiguous = [] } = problem
  const last = levels.length - 1
  const wholes = result.tensors.filter(({ name }) => contiguous.includes(name))
  return [
    ...levels.flatMap(({ reloads = [] }, level) =>
      when(
        reloads.length > 0,
        level === last ? 'reloaded into PEs' : 'reloaded into clusters',
        ...when(level === 0, 'reloaded from the shared buffer'),
        ...when(
          reloads.some((name) => contiguous.includes(name)),
          'reloaded in intervals',
        ),
      ),
    ),
    ...when(contiguous.length > 0, 'whole intervals'),
    ...when(
      wholes.some(({ used, whole }) => whole > used),
      'holes in intervals',
      ...when(!(hardware.noc[0]?.multicast ?? true), 'intervals without multicast'),
    ),
  ]
}

const keepFeatures = ({ l1, clusters }: GivenHardware): Features => {
  const given = [l1, ...(Array.isArray(clusters) ? clusters : [clusters])].flatMap((each) =>
    each?.keep === undefined ? [] : [each.keep],
  )
  const names = given.flatMap((keep) => (typeof keep === 'boolean' ? [] : Object.keys(keep)))
  return [
    ...when(
      given.some((keep) => typeof keep === 'boolean'),
      'keep of all inputs',
    ),
    ...when(names.some(isRole), 'keep by role'),
    ...when(
      names.some((name) => !isRole(name)),
      'keep by name',
    ),
  ]
}

const staticFeatures = ({ energy }: GivenHardware): Features => {
  const { pe, l1, clusters, l2 } = energy?.static ?? {}
  return [
    ...when(pe !== undefined, 'static energy of PEs'),
    ...when(l1 !== undefined, 'static energy of l1'),
    ...when(l2 !== undefined, 'static energy of l2'),
    ...when(clusters !== undefined, 'static energy of cluster buffers'),
    ...when(Array.isArray(clusters), 'static energy per level'),
  ]
}

const formatsIn = (formats: Formats): readonly unknown[] =>
  typeof formats === 'string' || 'coordinate' in formats ? [formats] : Object.values(formats)

const places: readonly Place[] = ['offchip', 'l2', 'clusters', 'l1']

const sparseFeatures = ({ sparsity, problem }: Simulated, { sparse }: GivenHardware): Features => {
  const { tensors, taken, effective } = sparsity
  const used = tensors.flatMap(({ formatIn }) => places.map(formatIn))
  const skipping = tensors.filter(({ skips, share }) => skips && share < 1)
  const inputs = problem.tensors.filter(({ role }) => role === 'input')
  return [
    ...tensors.map(({ density }) => (typeof density === 'number' ? 'uniform density' : 'structured density')),
    ...when(
      tensors.some(({ share }) => share === 1),
      'density of 1',
    ),
    ...when(tensors.length > 0 && tensors.length < inputs.length, 'dense beside sparse'),
    ...when(
      tensors.some(({ gates }) => gates),
      'gated',
    ),
    ...when(
      tensors.some(({ skips }) => skips),
      'skipped',
    ),
    ...when(taken < 1 && effective < taken, 'one gated, one skipped'),
    ...when(skipping.length > 1, 'several skipped'),
    ...when(used.includes('bitmask'), 'bitmask'),
    ...when(used.includes('structured'), 'structured format'),
    ...when(
      used.some((format) => typeof format === 'object'),
      'coordinates',
    ),
    ...when(
      tensors.some(({ skips, formatIn }) => skips && formatIn('l1') !== undefined),
      'nonzeros fetched alone',
    ),
    ...when(
      Object.values(sparse?.format ?? {}).some((formats) => formatsIn(formats)[0] !== formats),
      'format of single buffers',
    ),
  ]
}

type Expected = { readonly utilization: number; readonly warnings: readonly string[] }

const answerFeatures = ({ sparsity }: Simulated, { exact }: Judged): Features => {
  // judgedOf builds it in this shape, which its own type does not tell.
  const { utilization, warnings } = exact as Expected
  const isExpectation = warnings.includes('ExpectedTime')
  return [
    ...when(utilization > 1, 'utilization above 1'),
    ...when(isExpectation, 'warning ExpectedTime'),
    ...when(sparsity.taken < 1 && !isExpectation, 'skipped whatever the data'),
  ]
}

const mentionsAbsent = (hardware: unknown): boolean => JSON.stringify(hardware).includes(`"${absentName}"`)

/** Each once. */
export const machineFeatures = (
  problem: Problem,
  simulated: Simulated,
  expected: Judged,
): ReadonlySet<string> => {
  const given: GivenHardware = problem.hardware
  const { precision, density } = operandsOf(problem.subject)
  return new Set([
    ...precisionFeatures(precision, 'the layer'),
    ...precisionFeatures(given.precision, 'the accelerator'),
    ...bufferFeatures(given),
    ...widthFeatures(simulated),
    ...networkFeatures(simulated, given),
    ...bypassFeatures(simulated, given),
    ...arrivalFeatures(simulated),
    ...keepFeatures(given),
    ...staticFeatures(given),
    ...when(density !== undefined && 'inputs' in density, 'density by role'),
    ...sparseFeatures(simulated, given),
    ...answerFeatures(simulated, expected),
    ...when(mentionsAbsent(problem.hardware), 'a name that the operator lacks'),
  ])
}
