/** The networks of levels and their channels (docs/spec.md, sections 5, 11 and 12), read from untrusted data. */
import { fault, type Report } from '../error/error'
import { show } from '../error/show'
import { isNonNegativeInteger } from '../internal/arithmetic'
import { isRecord, readList } from '../internal/read'
import { isFull, type Read } from '../internal/readers'
import type { Port } from './accelerator'
import { mostNames, readTensorList, type TensorList } from './named'
import { positive, reader, readKnown, recordOf } from './readers'

/** A network with its defaults; an unlimited bandwidth is Infinity. */
export type ResolvedNetwork = {
  readonly bandwidth: number
  /** Cycles until the first element arrives. */
  readonly latency: number
  readonly hops: number
  readonly multicast: boolean
  readonly reduction: boolean
  readonly sharedPort: boolean
  readonly skew: number
  readonly channels: readonly ResolvedChannel[]
}

/** A channel of a network with its defaults. */
export type ResolvedChannel = {
  readonly tensors: TensorList
  readonly bandwidth: number
  readonly latency: number
  readonly hops: number
  readonly sharedPort: boolean
}

export const bandwidth = /* @__PURE__ */ positive(
  'Give elements per cycle, or omit it for an unlimited bandwidth.',
  Infinity,
)

const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'

const flag: Read<boolean> = /* @__PURE__ */ reader(
  isFlag,
  true,
  'true or false',
  'Write true or false, without quotes.',
  true,
)

const cycles: Read<number> = /* @__PURE__ */ reader(
  isNonNegativeInteger,
  0,
  'a non-negative integer',
  'Give a whole number of cycles, or 0.',
)

const cyclesOrHops: Read<number> = /* @__PURE__ */ reader(
  isNonNegativeInteger,
  0,
  'a non-negative integer or { hops, hopLatency }',
  'Give a whole number of cycles, or 0.',
)

const hopwise = /* @__PURE__ */ recordOf({ hops: cycles, hopLatency: cycles })

type Latency = { readonly latency: number; readonly hops: number }

const oneHop: Latency = { latency: 1, hops: 1 }

const readLatency = (value: unknown, path: string, report: Report, absent = oneHop): Latency => {
  if (value === undefined) return absent
  const key = '.latency'
  if (!isRecord(value)) return { latency: cyclesOrHops(value, path, key, report), hops: 1 }
  const { hops, hopLatency } = hopwise(value, path, key, report)
  return { latency: cycles(hops * hopLatency, path, key, report), hops }
}

const networkKeys = ['bandwidth', 'latency', 'multicast', 'reduction', 'port', 'channels', 'skew']

const noChannels: readonly ResolvedChannel[] = []

export const defaultNetwork: ResolvedNetwork = {
  bandwidth: Infinity,
  latency: 1,
  hops: 1,
  multicast: true,
  reduction: true,
  sharedPort: false,
  skew: 0,
  channels: noChannels,
}

const isPort = (value: unknown): value is Port => value === 'separate' || value === 'shared'

const port = /* @__PURE__ */ reader<Port, undefined>(
  isPort,
  'separate',
  "'separate' or 'shared'",
  "Write 'shared' where inputs and outputs take turns, or leave it out.",
)

const readPort = (value: unknown, path: string, absent: boolean, report: Report): boolean =>
  value === undefined ? absent : port(value, path, '.port', report) === 'shared'

const skew: Read<number> = /* @__PURE__ */ reader(
  isNonNegativeInteger,
  0,
  'a non-negative integer',
  'Give whole cycles from one unit to the next, or leave it out.',
  0,
)

const channelKeys = ['tensors', 'bandwidth', 'latency', 'port']

type OwnChannel = Omit<ResolvedChannel, 'tensors'>

const readChannel = (
  value: unknown,
  place: string,
  network: OwnChannel,
  taken: Set<string>,
  report: Report,
): ResolvedChannel => {
  const record = readKnown(value, place, channelKeys, report) ?? {}
  const listed = record['tensors']
  if (listed === undefined)
    report.push(
      fault('InvalidHardware', `${place}.tensors`, {
        expected: 'the tensors that the channel carries',
        given: show(undefined),
        hint: "List names or roles, as in tensors: ['filter'].",
      }),
    )
  const tensors = readTensorList(listed, `${place}.tensors`, report, { before: taken })
  for (const name of tensors.names) taken.add(name)
  const { latency, hops } = readLatency(record['latency'], place, report, network)
  return {
    tensors,
    bandwidth: bandwidth(record['bandwidth'], place, '.bandwidth', report),
    latency,
    hops,
    sharedPort: readPort(record['port'], place, network.sharedPort, report),
  }
}

const readChannels = (
  value: unknown,
  path: string,
  network: OwnChannel,
  report: Report,
): readonly ResolvedChannel[] => {
  const place = `${path}.channels`
  const entries = readList(value, place, mostNames, 'InvalidHardware', report) ?? []
  const taken = new Set<string>()
  const channels: ResolvedChannel[] = []
  for (const [i, entry] of entries.entries()) {
    if (isFull(report)) break
    channels.push(readChannel(entry, `${place}[${i}]`, network, taken, report))
  }
  return channels
}

export const readNetwork: Read<ResolvedNetwork> = (value, path, key, report) => {
  const place = path + key
  const record = readKnown(value, place, networkKeys, report) ?? {}
  const channels = record['channels']
  const { latency, hops } = readLatency(record['latency'], place, report)
  const own = bandwidth(record['bandwidth'], place, '.bandwidth', report)
  const sharedPort = readPort(record['port'], place, false, report)
  return {
    bandwidth: own,
    latency,
    hops,
    sharedPort,
    skew: skew(record['skew'], place, '.skew', report),
    channels:
      channels === undefined
        ? noChannels
        : readChannels(channels, place, { bandwidth: own, latency, hops, sharedPort }, report),
    multicast: flag(record['multicast'], place, '.multicast', report),
    reduction: flag(record['reduction'], place, '.reduction', report),
  }
}

/**
 * Whether a sweep of bandwidths sets that of a level: level 0, and every other one whose entry in a list of networks has no
 * bandwidth of its own; all of them where there is no list.
 */
export const isSwept = (level: number, noc: unknown, { bandwidth }: ResolvedNetwork): boolean =>
  level === 0 || !Array.isArray(noc) || bandwidth === Number.POSITIVE_INFINITY
