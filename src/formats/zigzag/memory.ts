/** A memory of ZigZag: its size, bandwidths and costs, in bits and for each access. */
import { leaveAside, readAs, type Source, type Span } from '../source/source'
import { asNames, asPositive, missing, numberIn, reportUnknown, valueIn } from '../yaml/fields'
import type { Yaml, YamlMap } from '../yaml/node'
import { portsOf, positive, type Rate, rateOf } from './port'

export type Memory = {
  readonly name: string
  readonly at: Span
  /** In bits. */
  readonly size: number
  /** Bits in a cycle. */
  readonly reads: number
  readonly writes: number
  /** Energy of a bit. */
  readonly readEnergy: number
  readonly writeEnergy: number
  readonly operands: readonly string[]
  /** Dimensions of the array whose units share it. */
  readonly served: readonly string[]
}

const aside = [
  'area',
  'r_port',
  'w_port',
  'rw_port',
  'latency',
  'ports',
  'auto_cost_extraction',
  'mem_type',
  'min_r_granularity',
  'min_w_granularity',
  'double_buffering_support',
]
const own = ['size', 'r_bw', 'w_bw', 'r_cost', 'w_cost', 'operands', 'served_dimensions']

const costOf = (source: Source, value: Yaml | undefined, what: string): number => {
  if (value === undefined || numberIn(value) === 0) return 0
  return asPositive(source, value, what) ?? 0
}

const namesOf = (source: Source, map: YamlMap, key: string, name: string): readonly string[] => {
  const value = valueIn(map, key)
  if (value === undefined) missing(source, map, `${key} of ${name}`, `Write ${key}: and a list.`)
  return value === undefined ? [] : asNames(source, value, `${key} of ${name}`)
}

export const memoryOf = (source: Source, name: string, at: Span, map: YamlMap): Memory => {
  reportUnknown(source, map, [...own, ...aside], `The memory ${name}`)
  const ports = portsOf(source, map, name)
  const oneRate = (key: string): Rate => {
    const sum = positive(source, map, key, name)
    return { sum, widest: sum }
  }
  const [reads, writes] =
    ports === undefined
      ? [oneRate('r_bw'), oneRate('w_bw')]
      : [rateOf(source, map, name, ports, 'read'), rateOf(source, map, name, ports, 'write')]
  const others = map.entries.filter(({ key }) => ['ports', 'latency'].includes(key))
  const [first] = others
  if (first !== undefined)
    (ports === undefined ? leaveAside : readAs)(
      source,
      first.at,
      `Ports and latency of ${name}: a network here carries inputs and outputs at the same time, and takes no time of its own.${ports === undefined ? '' : ' Bandwidths of its ports to the level below add up; a cost is that of an access at the widest one.'}`,
    )
  return {
    name,
    at,
    size: positive(source, map, 'size', name),
    reads: reads.sum,
    writes: writes.sum,
    readEnergy: costOf(source, valueIn(map, 'r_cost'), `r_cost of ${name}`) / reads.widest,
    writeEnergy: costOf(source, valueIn(map, 'w_cost'), `w_cost of ${name}`) / writes.widest,
    operands: namesOf(source, map, 'operands', name),
    served: namesOf(source, map, 'served_dimensions', name),
  }
}
