import { describe, expect, it } from 'vitest'
import { kcPartitioned, paperDataflows } from '../../src/catalog'
import { conv2d, estimate, estimateNetwork, orThrow, renderErrors } from '../../src/index'
import { map, mapNetwork } from '../../src/map'
import { printDataflow } from '../../src/notation'
import { estimateTable, renderTable, toText } from '../../src/report'
import { count } from '../../src/report/numbers'

const layer = conv2d({ K: 16, C: 16, R: 3, S: 3, Y: 10, X: 10, name: 'c' })
const hardware = { pes: 64 }

describe('a value as text', () => {
  it('is the table of an estimate, or of a network', () => {
    const one = orThrow(estimate(layer, kcPartitioned, hardware))
    expect(toText(one)).toBe(renderTable(estimateTable(one)))
    const network = orThrow(estimateNetwork([layer], paperDataflows, hardware))
    expect(toText(network)).toBe(renderTable(estimateTable(network)))
  })

  it('is the notation of a dataflow', () => {
    expect(toText(kcPartitioned)).toBe(printDataflow(kcPartitioned))
  })

  it('is what a mapping search found, and how good that is', () => {
    const found = orThrow(map({ layer, hardware, space: { levels: [1] } }, { nodes: 100 }))
    const text = toText(found)
    expect(found.best).not.toBeNull()
    if (found.best !== null) expect(text).toContain(printDataflow(found.best.dataflow))
    for (const word of ['gap to the optimum, at most', 'mappings', 'edp', 'cycles'])
      expect(text).toContain(word)
    expect(text).not.toContain('undefined')
  })

  it('is what a network costs under the mappings that were found', () => {
    const mapped = orThrow(mapNetwork([layer, layer], hardware, { objective: 'edp', nodes: 100 }))
    const text = toText(mapped)
    expect(text).toContain(count(mapped.totals.runtime ?? 0))
    expect(text).toContain(count(mapped.totals.edp ?? 0))
    expect(text).toMatch(/gap to the optimum, at most +[\d.]+ +%/)
    const small = { pes: 64, l1: { capacity: 1 } }
    expect(toText(mapNetwork([layer], small, { objective: 'edp' }))).toMatch(/runtime +–/)
  })

  it('has no dataflow where a search found none', () => {
    const small = { pes: 64, l1: { capacity: 1 }, l2: { capacity: 1 } }
    const nothing = orThrow(map({ layer, hardware: small, space: { levels: [1] } }))
    expect(nothing.best).toBeNull()
    expect(toText(nothing)).not.toContain('Dataflow')
    expect(toText(nothing)).toMatch(/runtime +–/)
  })

  it('is the report of errors, one or several', () => {
    const faulty = estimate(conv2d({ K: 0, C: 16, R: 3, S: 3, Y: 10, X: 0 }), kcPartitioned, hardware)
    expect(faulty._tag).toBe('Left')
    if (faulty._tag !== 'Left') return
    expect(toText(faulty)).toBe(renderErrors(faulty.left))
    expect(toText(faulty.left)).toBe(renderErrors(faulty.left))
    expect(toText(faulty.left[0])).toBe(renderErrors(faulty.left[0]))
  })

  it('is that of what an Either holds', () => {
    const right = estimate(layer, kcPartitioned, hardware)
    expect(toText(right)).toBe(toText(orThrow(right)))
  })

  it('says what it takes where it is given something else', () => {
    const hostile = {
      get _tag(): string {
        throw new Error('no')
      },
    }
    // What JavaScript may pass.
    for (const value of [
      undefined,
      null,
      3,
      'text',
      {},
      [],
      [3],
      { _tag: 'Right' },
      { _tag: 'Left', left: [] },
      hostile,
    ])
      expect(toText(value as never)).toMatch(/^toText takes an estimate, .*, but this /)
  })

  it('leaves the value as it is', () => {
    const one = orThrow(estimate(layer, kcPartitioned, hardware))
    const before = JSON.stringify(one)
    toText(one)
    expect(JSON.stringify(one)).toBe(before)
    expect(Reflect.ownKeys(one).every((key) => typeof key === 'string')).toBe(true)
  })
})
