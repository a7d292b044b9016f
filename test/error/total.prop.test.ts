/** Every function that the package exports takes anything: it answers, and never throws. */
import { expect, it } from 'vitest'
import * as catalog from '../../src/catalog'
import * as explore from '../../src/explore'
import * as root from '../../src/index'
import * as notation from '../../src/notation'
import * as onnx from '../../src/onnx'
import * as reference from '../../src/reference'
import * as report from '../../src/report'
import * as units from '../../src/units'

const entries = { root, catalog, explore, notation, onnx, reference, report, units }

/** `orThrow` and its class of errors exist to throw; tables and pictures show answers of this package, which are no input. */
const isOfInputs = (place: string): boolean =>
  !['root.orThrow', 'root.EstimateFailure'].includes(place) &&
  (!place.startsWith('report.') || /explain|mappingView/.test(place))

const fail = (): never => {
  throw new Error('a hostile property')
}

const hostile = (): readonly unknown[] => [
  undefined,
  null,
  true,
  -0,
  Number.NaN,
  2 ** 53,
  1n,
  '',
  '__proto__',
  Symbol('junk'),
  fail,
  [],
  [null],
  [[null]],
  new Array(3),
  // Nobody has the time to look at all of its holes.
  new Array(2 ** 32 - 1),
  { operands: new Array(2 ** 32 - 1), layers: new Array(2 ** 32 - 1), refused: new Array(2 ** 32 - 1) },
  { kind: 'gemm', sizes: {}, refused: new Array(2 ** 32 - 1) },
  { directives: new Array(2 ** 32 - 1), noc: new Array(2 ** 32 - 1), points: new Array(2 ** 32 - 1) },
  {},
  { directives: [null, 1, {}] },
  { front: null, designs: {}, best: 1 },
  Object.create(null),
  new Proxy({}, { get: fail, ownKeys: fail, has: fail }),
  new Proxy([], { get: fail }),
  Object.defineProperty({}, 'name', { get: fail, enumerable: true }),
]

type Callable = (...given: readonly unknown[]) => unknown

const functions = Object.entries(entries).flatMap(([entry, names]) =>
  Object.entries(names).flatMap(([name, value]) =>
    typeof value === 'function' && isOfInputs(`${entry}.${name}`)
      ? [[`${entry}.${name}`, value as Callable] as const]
      : [],
  ),
)

/** The answer; of a generator, and of a function that is answered, what these answer. */
const used = (given: unknown, answer: unknown): unknown => {
  if (answer === given) return answer
  if (typeof answer === 'function') return hostile().map((value) => (answer as Callable)(value))
  const isGenerator = Object.prototype.toString.call(answer) === '[object Generator]'
  return isGenerator ? (answer as Generator).next() : answer
}

it.each(functions)('%s takes anything', (name, call) => {
  const thrown = new Set<string>()
  const values = hostile()
  for (const [i, first] of values.entries())
    for (const [j, second] of values.entries())
      try {
        used(first, call(first, second, values[(i + j) % values.length], values[(i + 2 * j) % values.length]))
      } catch (error) {
        thrown.add(`${i}, ${j}: ${error instanceof Error ? error.message : typeof error}`)
      }
  expect([...thrown].slice(0, 4), name).toEqual([])
})
