/** What the package exports as data cannot be changed by one who uses it, so that no answer depends on who used it before. */
import { describe, expect, it } from 'vitest'
import * as catalog from '../../src/catalog'
import * as codec from '../../src/codec'
import * as explore from '../../src/explore'
import * as root from '../../src/index'
import * as notation from '../../src/notation'
import * as onnx from '../../src/onnx'
import * as reference from '../../src/reference'
import * as report from '../../src/report'
import * as units from '../../src/units'

const entries = { root, catalog, codec, explore, notation, onnx, reference, report, units }

/** Codecs are objects of io-ts with methods; the rest is plain data. */
const isData = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !('validate' in value)

/** Places of objects in a value that can be changed. */
const changeable = (value: unknown, path: string): readonly string[] => {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.entries(value).flatMap(([key, part]) => changeable(part, `${path}.${key}`))
  return Object.isFrozen(value) ? inside : [path, ...inside]
}

const exported = Object.entries(entries).flatMap(([entry, names]) =>
  Object.entries(names).flatMap(([name, value]) =>
    isData(value) ? [[`${entry}.${name}`, value] as const] : [],
  ),
)

describe('exported data', () => {
  it('is there', () => {
    expect(exported.length).toBeGreaterThan(30)
  })

  it.each(exported)('%s is frozen, however deep', (name, value) => {
    expect(changeable(value, name)).toEqual([])
  })
})

describe('answers', () => {
  const layer = root.conv2d({ K: 4, C: 4, R: 3, S: 3, Y: 8, X: 8 })
  const flow = root.dataflow('K', [root.spatialMap(1, 1, 'K')])
  const unknown = { pes: 0 }

  /** Changes every number, text and list in a value. */
  const spoil = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
    const holder = value as { [key: string]: unknown } // lists and objects alike
    for (const key of Object.keys(holder)) {
      spoil(holder[key])
      holder[key] = typeof holder[key] === 'number' ? -99 : 'spoilt'
    }
  }

  const asks: { readonly [name: string]: () => unknown } = {
    estimate: () => root.estimate(layer, flow, { pes: 4 }),
    'estimate of nonsense': () => root.estimate(layer, flow, unknown),
    'estimate of what cannot be read': () =>
      root.estimate(layer, flow, Object.defineProperty({ pes: 4 }, 'pes', { get: () => JSON.parse('{') })),
    estimateNetwork: () => root.estimateNetwork([layer], [flow], { pes: 4 }),
    'estimateNetwork without layers': () => root.estimateNetwork([], [flow], { pes: 4 }),
    'estimateNetwork without candidates': () => root.estimateNetwork([layer], [], { pes: 4 }),
    inferReuse: () => root.inferReuse(layer, flow, { pes: 4 }),
    outputCentric: () => root.outputCentric(layer, flow),
    emptyExploration: () => explore.emptyExploration({ layer, dataflow: () => flow, pes: [1] }),
    explore: () => explore.explore({ layer, dataflow: () => flow, pes: [1, 2] }),
    explain: () => report.explain({ layer, dataflow: flow, hardware: { pes: 4 } }),
    mappingView: () => report.mappingView(layer, flow, { pes: 4 }),
    estimateTable: () => report.estimateTable(root.orThrow(root.estimate(layer, flow, { pes: 4 }))),
    energySpec: () => report.energySpec(root.orThrow(root.estimate(layer, flow, { pes: 4 }))),
    parseNetwork: () => notation.parseNetwork('Network x {'),
    fromOnnx: () => onnx.fromOnnx(new Uint8Array([1, 2, 3])),
    reference: () => reference.compare(layer, flow, { pes: 4 }),
  }

  it.each(Object.entries(asks))('%s does not change where an earlier answer was spoilt', (_name, ask) => {
    const wanted = JSON.stringify(ask())
    spoil(ask())
    expect(JSON.stringify(ask())).toBe(wanted)
  })
})
