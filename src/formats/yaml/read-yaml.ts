/** From a text to {@link Yaml}, by the package `yaml`, which keeps where everything stands. */
import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml'
import { attempt } from '../../error/attempt'
import { isRight } from '../../internal/either'
import { isSound, report, type Source, type Span } from '../source/source'
import { isParsable } from './bounds'
import type { Entry, Scalar, Yaml, YamlMap } from './node'

/** The most values of a text that are read, those that aliases repeat included. */
const mostNodes = 50_000
const deepest = 64

/** `anchors` are those that stand before; `repeated` is how many aliases the reader is inside of. */
type Reading = {
  readonly source: Source
  readonly anchors: Map<string, Node>
  count: number
  repeated: number
}

const spanOf = ({ range }: Node, around: Span): Span =>
  range === undefined || range === null ? around : { start: range[0], end: Math.max(range[0], range[1]) }

const nothing = (span: Span): Scalar => ({ _tag: 'Scalar', value: null, text: '', ...span })

const isValue = (value: unknown): value is Scalar['value'] =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value)

const tooComplex = ({ source }: Reading, span: Span): void =>
  report(source, 'TooComplex', span, {
    expected: `at most ${mostNodes} values, nested ${deepest} deep`,
    given: 'more',
    hint: 'Split the file, or write out fewer aliases.',
  })

const targetOf = (reading: Reading, node: Alias, span: Span): Node | undefined => {
  const target = reading.anchors.get(node.source)
  if (target === undefined)
    report(reading.source, 'UnknownWord', span, {
      expected: 'an anchor that is defined before',
      given: `*${node.source}`,
      hint: `Write &${node.source} before the value that is meant.`,
      message: `No value before has the anchor &${node.source}.`,
    })
  return target
}

const templates = 'Templates ({{ … }}, {% … %}) are not evaluated: pass the text after their evaluation.'

/** A key is a text. `{{ N }}` is a map whose key is a map. */
const keyOf = ({ source }: Reading, node: unknown, span: Span): string => {
  if (isScalar(node)) return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))
  report(source, 'Syntax', span, {
    expected: 'a text as the key',
    given: 'something else',
    hint: source.lines.text.includes('{{') ? templates : 'Write the key as a text.',
    message: 'The key of an entry is not a text.',
  })
  return ''
}

/** What `<<` brings in: the entries of a map, or of each map of a list. */
const merged = (value: Yaml): readonly Entry[] => {
  if (value._tag === 'Map') return value.entries
  return value._tag === 'List' ? value.items.flatMap(merged) : []
}

/** An entry of the map itself wins over one that is merged, and one of an earlier merge over one of a later. */
const withMerges = (own: readonly Entry[], others: readonly Entry[]): readonly Entry[] => {
  const known = new Set(own.map(({ key }) => key))
  const entries = [...own]
  for (const entry of others) {
    if (known.has(entry.key)) continue
    known.add(entry.key)
    entries.push(entry)
  }
  return entries
}

const reportRepeated = (source: Source, at: Span): void =>
  report(source, 'RepeatedEntry', at, {
    expected: 'a name that occurs once',
    given: 'a name that occurred before',
    hint: 'Rename or remove one of the two.',
    message: 'Map keys must be unique.',
  })

const mapOf = (
  reading: Reading,
  items: readonly { readonly key: unknown; readonly value: unknown }[],
  type: string,
  span: Span,
  depth: number,
): YamlMap => {
  const own: Entry[] = []
  const names = new Set<string>()
  const others: Entry[] = []
  for (const { key, value } of items) {
    const at = isNode(key) ? spanOf(key, span) : span
    const read = nodeOf(reading, value, at, depth + 1)
    const name = keyOf(reading, key, at)
    if (name === '<<') others.push(...merged(read))
    else own.push({ key: name, at, value: read })
    if (names.has(name) && name !== '<<') reportRepeated(reading.source, at)
    names.add(name)
  }
  return { _tag: 'Map', type, entries: withMerges(own, others), ...span }
}

const isNode = (value: unknown): value is Node =>
  isScalar(value) || isMap(value) || isSeq(value) || isAlias(value)

const nodeOf = (reading: Reading, node: unknown, around: Span, depth: number): Yaml => {
  if (!isNode(node)) return nothing(around)
  const span = spanOf(node, around)
  reading.count += 1
  if (reading.count > mostNodes || depth > deepest) {
    if (isSound(reading.source)) tooComplex(reading, span)
    return nothing(span)
  }
  if (isAlias(node)) {
    const target = targetOf(reading, node, span)
    if (target === undefined) return nothing(span)
    reading.repeated += 1
    const value = nodeOf(reading, target, span, depth + 1)
    reading.repeated -= 1
    return { ...value, ...span }
  }
  if (node.anchor !== undefined && reading.repeated === 0) reading.anchors.set(node.anchor, node)
  const type = node.tag ?? ''
  if (isMap(node)) return mapOf(reading, node.items, type, span, depth)
  if (isSeq(node))
    return {
      _tag: 'List',
      type,
      items: node.items.map((item) => nodeOf(reading, item, span, depth + 1)),
      ...span,
    }
  const value: unknown = node.value
  const text = node.source ?? String(value)
  return { _tag: 'Scalar', value: isValue(value) ? value : text, text, ...span }
}

/** What the parser says in English of its own: the first line, without the place, which is shown anyway. */
const sentenceOf = (message: string): string =>
  `${(message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '').replace(/\.$/, '')}.`

const reportFault = (source: Source, message: string, span: Span): void => {
  const isTemplate = source.lines.text.includes('{{') || source.lines.text.includes('{%')
  report(source, 'Syntax', span, {
    expected: 'YAML',
    given: 'something else',
    hint: isTemplate ? templates : 'Repair the line.',
    message: sentenceOf(message),
  })
}

/** The value of a text; undefined where something is wrong, which has been reported. */
export const readYaml = (source: Source): Yaml | undefined => {
  if (!isSound(source) || !isParsable(source)) return undefined
  const { text } = source.lines
  const found = attempt(() => {
    const document = parseDocument(text, {
      logLevel: 'silent',
      merge: true,
      prettyErrors: false,
      // The parser would compare every key with every other.
      uniqueKeys: false,
    })
    for (const { message, pos } of document.errors)
      reportFault(source, message, { start: pos[0], end: pos[1] })
    if (!isSound(source)) return nothing({ start: 0, end: 0 })
    return nodeOf(
      { source, anchors: new Map(), count: 0, repeated: 0 },
      document.contents,
      { start: 0, end: 0 },
      0,
    )
  })
  if (isRight(found)) return isSound(source) ? found.right : undefined
  report(
    source,
    'Syntax',
    { start: 0, end: 0 },
    {
      expected: 'YAML',
      given: 'a text that cannot be read as YAML',
      hint: 'Check that the file is YAML.',
    },
  )
  return undefined
}
