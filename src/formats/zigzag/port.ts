/** Ports of ZigZag's memories: in newer files, each has its own bandwidth. */
import { report, type Source } from '../source/source'
import { asMap, asNames, asPositive, asText, inWords, missing, reportUnknown, valueIn } from '../yaml/fields'
import type { YamlMap } from '../yaml/node'

type Kind = 'read' | 'write'

/** `allocation` are operands with directions, such as `I1, tl`: to the level below. */
export type Port = { readonly type: string; readonly width: number; readonly allocation: readonly string[] }

/** In bits per cycle: of all ports together, and of the widest. */
export type Rate = { readonly sum: number; readonly widest: number }

export const positive = (source: Source, map: YamlMap, key: string, name: string): number => {
  const value = valueIn(map, key)
  if (value === undefined) missing(source, map, `${key} of ${name}`, `Write ${key}: and a number.`)
  return value === undefined ? 1 : (asPositive(source, value, `${key} of ${name}`) ?? 1)
}

const typeOf = (source: Source, map: YamlMap, name: string): string => {
  const value = valueIn(map, 'type')
  if (value === undefined) missing(source, map, `type of a port of ${name}`, 'Write type: read_write.')
  const type = value === undefined ? '' : (asText(source, value, 'the type of a port') ?? '')
  if (value !== undefined && !['read', 'write', 'read_write'].includes(type))
    report(source, 'UnknownWord', value, {
      expected: 'read, write or read_write',
      given: inWords(value),
      hint: 'Write type: read, write or read_write.',
    })
  return type
}

const portOf = (source: Source, map: YamlMap, name: string): Port => {
  reportUnknown(
    source,
    map,
    ['name', 'type', 'bandwidth_min', 'bandwidth_max', 'allocation'],
    `A port of ${name}`,
  )
  const allocation = valueIn(map, 'allocation')
  return {
    type: typeOf(source, map, name),
    width: positive(source, map, 'bandwidth_max', `a port of ${name}`),
    allocation: allocation === undefined ? [] : asNames(source, allocation, 'the allocation'),
  }
}

/** The ports of a memory; undefined if the memory itself has the bandwidths, as in older files. */
export const portsOf = (source: Source, map: YamlMap, name: string): readonly Port[] | undefined => {
  const given = valueIn(map, 'ports')
  const items = given?._tag === 'List' ? given.items : []
  const isNewer = items.some((item) => item._tag === 'Map' && valueIn(item, 'type', 'bandwidth_max'))
  if (!isNewer || valueIn(map, 'r_bw', 'w_bw') !== undefined) return undefined
  return items.flatMap((item) => {
    const port = asMap(source, item, 'a port')
    return port === undefined ? [] : [portOf(source, port, name)]
  })
}

/** What the level below reads, and what it writes. */
const below: Readonly<Record<Kind, RegExp>> = { read: /^I\d, *tl$/, write: /^O, *fl$/ }

/** The bandwidth towards the level below; of all ports of the kind, if none says that it serves that level. */
export const rateOf = (
  source: Source,
  map: YamlMap,
  name: string,
  ports: readonly Port[],
  kind: Kind,
): Rate => {
  const able = ports.filter(({ type }) => type.includes(kind))
  const serving = able.filter(({ allocation }) => allocation.some((each) => below[kind].test(each)))
  const widths = (serving.length > 0 ? serving : able).map(({ width }) => width)
  if (widths.length === 0) {
    missing(source, map, `port of ${name} for ${kind}s`, `Add a port of type ${kind} with bandwidth_max.`)
    return { sum: 1, widest: 1 }
  }
  return { sum: widths.reduce((sum, width) => sum + width, 0), widest: Math.max(...widths) }
}
