/** Values of every kind that JavaScript has, made anew for each use. */
import { chance, pick, type Random } from '../support/generators/random'

const fail = (): never => {
  throw new Error('a hostile property')
}

const traps = { get: fail, has: fail, ownKeys: fail, getPrototypeOf: fail, getOwnPropertyDescriptor: fail }

const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

/** A function whose every property is itself. */
const endless = (): object => {
  const self: object = new Proxy(() => self, {
    get: () => self,
    ownKeys: () => ['length', 'name', 'prototype'],
  })
  return self
}

const cyclic = (): object => {
  const self: { [key: string]: unknown } = {}
  for (const key of [
    'sizes',
    'operator',
    'directives',
    'terms',
    'noc',
    'points',
    'table',
    'precision',
    'inputs',
  ])
    self[key] = self
  return self
}

const cyclicList = (): readonly unknown[] => {
  const list: unknown[] = []
  list.push(list, list)
  return list
}

/** Names that mean something, with letters wrong, or that every object has. */
const texts = [
  '',
  ' ',
  'K',
  'C',
  "Y'",
  "Y''",
  'k',
  '1',
  '64',
  'NaN',
  '__proto__',
  'constructor',
  'toString',
  'length',
  'conv2d',
  'custom',
  'TemporalMap',
  'Cluster',
  'none',
  'inputs',
  'outputs',
  'filter',
  'bitmask',
  'structured',
  'shared',
  'input',
  'output',
  'Sz(C)',
  '\u0000',
  '💥',
  '\ud800',
  'a b',
  'C'.repeat(5000),
] as const

export const oddNumbers: readonly number[] = [
  0,
  -0,
  1,
  2,
  3,
  7,
  16,
  63,
  64,
  65,
  255,
  257,
  1000,
  4099,
  -1,
  -2,
  0.5,
  1.5,
  1e-9,
  1e-300,
  5e-324,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32,
  2 ** 32 + 1,
  2 ** 52,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
  1e16,
  1e100,
  1e300,
  Number.MAX_VALUE,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
]

class Instance {
  kind = 'conv2d'
  pes = 16
}

const makers: readonly (() => unknown)[] = [
  () => null,
  () => undefined,
  () => true,
  () => false,
  () => Symbol('junk'),
  () => 3n,
  () => 10n ** 40n,
  () => fail,
  () => Math.max,
  () => new Number(3),
  () => new String('K'),
  () => new Date(0),
  () => /K/,
  () => new Map([['pes', 16]]),
  () => new Set([1]),
  () => new Float64Array(4),
  () => new Uint8Array(3),
  () => new ArrayBuffer(8),
  () => new Promise(() => {}),
  () => new WeakMap(),
  () => new Error('junk'),
  () => new Instance(),
  () => Instance,
  () => Object.create(null),
  () => Object.create({ pes: 16, kind: 'gemm', size: 1 }),
  () => ({}),
  () => [],
  () => [[]],
  () => [null],
  () => new Array(7),
  () => new Array(2 ** 32 - 1),
  () => ['inputs', 'inputs'],
  () => Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`T${i}`, 8])),
  () => Object.assign([1], { extra: 1 }),
  () => ({ length: 2, 0: 1, 1: 2 }),
  () => ({ toString: fail, valueOf: fail, toJSON: fail }),
  () => ({ [Symbol.toPrimitive]: fail, [Symbol.iterator]: fail }),
  () => Object.fromEntries([['then', fail]]),
  () => JSON.parse('{ "__proto__": { "pes": 1 }, "constructor": 2 }') as unknown,
  () =>
    (function () {
      // biome-ignore lint/complexity/noArguments: the odd object itself is what is wanted
      return arguments
    })(),
  () => new Proxy({}, traps),
  () => new Proxy([], traps),
  () => new Proxy([1, 2], {}),
  () => new Proxy({ pes: 16 }, { get: () => 2, has: () => true }),
  revoked,
  endless,
  cyclic,
  cyclicList,
  () => globalThis,
]

export const junkValue = (random: Random): unknown => {
  if (chance(random, 25)) return pick(random, oddNumbers)
  if (chance(random, 25)) return pick(random, texts)
  return pick(random, makers)()
}

/** A number that might be meant: small, on the edge of something, or odd. */
export const anyNumber = (random: Random): number =>
  chance(random, 70) ? random(1, pick(random, [4, 16, 100, 5000])) : pick(random, oddNumbers)

export const anyText = (random: Random): string => pick(random, texts)

/** The property as one that throws, or that has another value each time it is read. */
export const makeFickle = (random: Random, target: object, key: string, value: unknown): void => {
  const values = [value, ...Array.from({ length: random(1, 2) }, () => junkValue(random))]
  let reads = 0
  const get = chance(random, 30) ? fail : () => values[reads++ % values.length]
  Object.defineProperty(target, key, { get, enumerable: true, configurable: true })
}
