/** Values that change while they are read, huge inputs, and names that every object has. */
import { isLeft } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import {
  analyze,
  conv2d,
  type Directive,
  dataflow,
  type Estimate,
  type Expression,
  estimate,
  evaluate,
  layer,
  operator,
  orThrow,
  param,
  plus,
  spatialMap,
  sz,
  temporalMap,
} from '../../src/index'
import { conv, flow, hardware, junk, refusal, refusalOfDirectives, stumbles } from '../support/errors'
import { processorTime } from '../support/processor-time'

const milliseconds = (work: () => void): number => {
  const start = processorTime()
  work()
  return processorTime() - start
}

/** An object whose property has another value each time it is read. */
const fickle = <A extends object>(of: A, key: keyof A & string, values: readonly unknown[]): A => {
  let reads = 0
  return Object.defineProperty({ ...of }, key, {
    get: () => values[reads++ % values.length],
    enumerable: true,
  })
}

const isSound = ({ macs, runtime, floor, utilization, energy }: Estimate): boolean =>
  runtime >= floor && utilization > 0 && utilization <= 1 && macs > 0 && Number.isFinite(energy.total)

describe('a value that changes while it is read gives no unsound answer', () => {
  const sets = [
    [1000, 1],
    [4, Number.NaN],
    [4, -1],
    [4, null],
    [4, 0.5],
    [4, 2 ** 60],
  ]
  for (const values of sets.flatMap((set) => [set, [...set].reverse(), [set[0], ...set]]))
    it(`as ${values.map(String).join(', then ')}`, () => {
      const answers = [
        estimate(conv, flow, fickle(hardware, 'pes', values)),
        estimate(conv, flow, fickle({ ...hardware, simd: 1 }, 'simd', values)),
        estimate(conv, flow, { pes: 16, noc: fickle({ bandwidth: 1 }, 'bandwidth', values) }),
        estimate({ ...conv, sizes: fickle(conv.sizes, 'K', values) }, flow, hardware),
        estimate({ ...conv, sizes: fickle(conv.sizes, 'Y', values) }, flow, hardware),
        estimate(conv, dataflow('size', [fickle(temporalMap(1, 4, 'C'), 'size', values)]), hardware),
      ]
      for (const answer of answers) expect(isLeft(answer) || isSound(answer.right)).toBe(true)
    })
})

const doubled = (times: number, part: Expression): Expression =>
  times === 0 ? part : doubled(times - 1, plus(part, part))

const nested = (depth: number): Expression => {
  let expression: Expression = 1
  for (let i = 0; i < depth; i++) expression = plus(expression)
  return expression
}

const endlessSum = (): Expression => {
  const terms: Expression[] = []
  const sum = plus(1, 1)
  terms.push(junk({ _tag: 'Plus', terms }), sum)
  return junk({ _tag: 'Plus', terms })
}

describe('huge inputs are refused quickly', () => {
  const rows: readonly (readonly [what: string, directives: () => readonly Directive[]])[] = [
    ['a shared subexpression, nested 60 deep', () => [temporalMap(doubled(60, 1), 1, 'C')]],
    ['a sum of itself', () => [temporalMap(endlessSum(), 1, 'C')]],
    ['100,000 nested sums', () => [temporalMap(nested(100_000), 1, 'C')]],
    [
      'a sum of a million terms',
      () => [temporalMap(plus(...Array.from({ length: 50_000 }, () => 1)), 1, 'C')],
    ],
    ['a million directives', () => Array.from({ length: 1_000_000 }, () => temporalMap(1, 1, 'C'))],
    ['a name of a million letters', () => [temporalMap(1, 1, 'C'.repeat(1_000_000))]],
    ['a parameter of a million letters', () => [temporalMap(param('c'.repeat(1_000_000)), 1, 'C')]],
    ['the size of a name of a million letters', () => [temporalMap(sz('C'.repeat(1_000_000)), 1, 'C')]],
  ]
  for (const [what, make] of rows)
    it(`${what}`, () => {
      const directives = make()
      const errors = refusalOfDirectives(directives)
      expect(errors.length).toBeGreaterThan(0)
      expect(errors.flatMap(stumbles)).toEqual([])
      expect(milliseconds(() => refusalOfDirectives(directives))).toBeLessThan(5_000)
    })

  it('100,000 unknown properties, of which some are named', () => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_entry, i) => [`property${i}`, 1]))
    const made = conv2d(junk({ K: 1, C: 1, R: 1, S: 1, Y: 1, X: 1, ...many }))
    expect(refusal({ layer: made }).length).toBeLessThan(100)
    expect(milliseconds(() => refusal({ layer: made }))).toBeLessThan(5_000)
  })
})

describe('names of tensors without end', () => {
  const many = (length: number, of = 't') => Array.from({ length }, (_, i) => `${of}${i}`)
  const channels = (tensors: (c: number) => unknown) =>
    Array.from({ length: 128 }, (_, c) => ({ tensors: tensors(c) }))
  const networks = (of: unknown) => ({ noc: Array.from({ length: 64 }, () => ({ channels: of })) })
  const long = 'T'.repeat(1_000_000)
  const noWidths = Object.fromEntries(many(128).map((name) => [name, { partial: -1, width: 1 }]))
  const rows: { readonly [what: string]: object } = {
    'on many channels of every level': networks(channels((c) => many(128, `c${c}_`))),
    'the same on many channels of every level': networks(channels(() => many(128))),
    'no names on many channels': networks(channels(() => Array.from({ length: 128 }, () => 3))),
    'long ones, again and again': networks(channels(() => Array.from({ length: 128 }, () => long))),
    'a list of four billion holes': { l2: { bypass: new Array(2 ** 32 - 1) } },
    'holes as channels': { noc: { channels: new Array(2 ** 32 - 1) } },
    'a million': { sparse: { gate: many(1_000_000) } },
    'with widths that are none, in many buffers': {
      clusters: Array.from({ length: 64 }, () => ({ precision: noWidths })),
    },
  }
  it.each(Object.entries(rows))('%s', (_what, given) => {
    const on = junk<typeof hardware>({ ...hardware, ...given })
    const errors = refusal({ hardware: on })
    // Some errors of names, and at most one of each of a list of levels.
    expect(errors.length).toBeLessThanOrEqual(128)
    expect(errors.flatMap(stumbles)).toEqual([])
    expect(milliseconds(() => refusal({ hardware: on }))).toBeLessThan(5_000)
  })

  it('that no operator has are shortened in warnings', () => {
    const { warnings } = orThrow(estimate(conv, flow, { ...hardware, l2: { bypass: [long] } }))
    expect(warnings.map(({ _tag }) => _tag)).toContain('UnusedEntry')
    for (const { message } of warnings) expect(message.length).toBeLessThan(200)
  })
})

describe('names that every object has', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'] as const
  const [first, second, third, fourth] = names
  const of = operator({
    name: 'prototypes',
    dimensions: names,
    tensors: [
      { name: first, role: 'input', axes: [[{ dimension: first }], [{ dimension: fourth }]] },
      { name: second, role: 'input', axes: [[{ dimension: second }, { dimension: third }]] },
      { name: third, role: 'output', axes: [[{ dimension: first }]] },
    ],
  })
  // JSON.parse makes __proto__ a property like any other; a literal would set the prototype.
  const sizes: { readonly [name in (typeof names)[number]]: number } = JSON.parse(
    '{ "__proto__": 3, "constructor": 4, "toString": 2, "hasOwnProperty": 5 }',
  )
  const parameters: Record<string, number> = JSON.parse('{ "__proto__": 2 }')
  const over = dataflow(
    'names',
    [spatialMap(1, 1, first), temporalMap(param(first), 2, second), temporalMap(sz(third), 2, third)],
    parameters,
  )
  const own = layer(of, sizes, '__proto__')

  it('are dimensions, tensors and parameters like any other', () => {
    const { macs, layer: name, levels, pe, energy } = orThrow(estimate(own, over, hardware))
    expect([macs, name]).toEqual([120, '__proto__'])
    for (const tensors of [levels[0]?.tensors ?? {}, pe.tensors, energy.l1.tensors])
      expect(Object.keys(tensors)).toEqual([first, second, third])
    expect(Object.getOwnPropertyDescriptor(levels[0]?.tensors, first)?.value.fills).toBe(15)
    expect(Object.getPrototypeOf(levels[0]?.tensors)).toBe(Object.prototype)
  })

  it('survive JSON', () => {
    const analysis = orThrow(analyze(own, over, { pes: 16 }))
    const revived = JSON.parse(JSON.stringify(analysis))
    const whole = orThrow(estimate(own, over, hardware))
    expect(JSON.stringify(orThrow(evaluate(revived, hardware)))).toBe(JSON.stringify(whole))
  })

  it('are absent where they are not given', () => {
    const inherited = Object.create({ K: 4, C: 4, R: 3, S: 3, Y: 8, X: 8 })
    expect(refusal({ layer: conv2d(inherited) }).map(({ path }) => path)).toContain('layer.sizes.K')
    expect(refusal({ hardware: Object.create({ pes: 16 }) }).map(({ path }) => path)).toEqual([
      'hardware.pes',
    ])
  })
})
