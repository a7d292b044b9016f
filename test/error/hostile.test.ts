/** Inputs that nobody would send in good faith: a Left or a correct Right, quickly, and never an exception. */
import { type Either, isLeft, isRight } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import {
  accelerator,
  analyze,
  conv2d,
  type Dataflow,
  type Directive,
  dataflow,
  depthwiseConv2d,
  type EstimateErrors,
  type Expression,
  elementwise,
  estimate,
  estimateNetwork,
  evaluate,
  fullyConnected,
  gemm,
  groupedConv2d,
  inferReuse,
  inputCentric,
  maestroEnergy,
  operator,
  orThrow,
  outputCentric,
  param,
  plus,
  pool2d,
  renderErrors,
  sz,
  temporalMap,
  transposedConv2d,
} from '../../src/index'
import { conv, flow, hardware, junk, nonsenseLayer } from '../support/errors'

const fail = (): never => {
  throw new Error('a hostile property')
}

const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

const endless = (): object => {
  const self: object = new Proxy(() => self, {
    get: () => self,
    ownKeys: () => ['length', 'name', 'prototype'],
  })
  return self
}

const traps = { get: fail, has: fail, ownKeys: fail, getPrototypeOf: fail, getOwnPropertyDescriptor: fail }
const cyclic: { [key: string]: unknown } = {}
cyclic['directives'] = [cyclic]
cyclic['sizes'] = cyclic

/** Values made anew for each use, by name. */
const monsters: Readonly<Record<string, () => unknown>> = {
  'a getter that throws': () => ({
    ...conv,
    get sizes() {
      return fail()
    },
  }),
  'getters that throw for every name': () =>
    Object.defineProperties(
      {},
      Object.fromEntries(
        ['kind', 'name', 'directives', 'pes', 'K', '_tag'].map((key) => [
          key,
          { get: fail, enumerable: true },
        ]),
      ),
    ),
  'a Proxy that throws': () => new Proxy({}, traps),
  'a list that throws': () => new Proxy([], traps),
  'a revoked Proxy': revoked,
  'a function that is all it holds': endless,
  'an object that holds itself': () => cyclic,
  'an object without a prototype': () => Object.create(null),
  'a class instance': () =>
    new (class Layer {
      kind = 'conv2d'
    })(),
  'a Map': () => new Map([['pes', 16]]),
  'a symbol': () => Symbol('layer'),
  'a bigint': () => 10n ** 1000n,
  'a function': () => fail,
  'a boxed number': () => new Number(3),
  'a list of holes': () => new Array(4_294_967_295),
  'a typed array': () => new Float64Array(8),
  null: () => null,
  undefined: () => undefined,
  '-0': () => -0,
  'a long text': () => 'K'.repeat(1_000_000),
}

const isAnswer = (result: Either<EstimateErrors, unknown>): boolean =>
  isRight(result) || (result.left.length > 0 && renderErrors(result.left).length > 0)

const constructors = {
  conv2d,
  depthwiseConv2d,
  groupedConv2d,
  transposedConv2d,
  pool2d,
  gemm,
  fullyConnected,
  elementwise,
  accelerator,
  operator,
}

describe.each(Object.entries(monsters))('%s', (_name, make) => {
  it('is answered wherever it is the whole input', () => {
    const analysis = orThrow(analyze(conv, flow, { pes: 16 }))
    const answers: readonly (() => Either<EstimateErrors, unknown>)[] = [
      () => estimate(junk(make()), flow, hardware),
      () => estimate(conv, junk(make()), hardware),
      () => estimate(conv, flow, junk(make())),
      () => analyze(conv, flow, junk(make())),
      () => evaluate(junk(make()), hardware),
      () => evaluate(analysis, junk(make())),
      () => inferReuse(conv, flow, junk(make())),
      () => inputCentric(junk(make()), flow),
      () => outputCentric(conv, junk(make())),
    ]
    for (const answer of answers) expect(isAnswer(answer())).toBe(true)
  })

  it('is answered wherever it is a part', () => {
    const parts: readonly (() => Either<EstimateErrors, unknown>)[] = [
      () => estimate({ ...conv, sizes: junk(make()) }, flow, hardware),
      () => estimate({ ...conv, padding: junk(make()) }, flow, hardware),
      () => estimate(nonsenseLayer(make(), make()), flow, hardware),
      () => estimate(conv, dataflow('part', [junk<Directive>(make())]), hardware),
      () => estimate(conv, dataflow('part', [temporalMap(junk<Expression>(make()), 1, 'C')]), hardware),
      () =>
        estimate(conv, dataflow('part', [temporalMap(1, plus(junk<Expression>(make()), 1), 'C')]), hardware),
      () =>
        estimate(
          conv,
          dataflow('part', [temporalMap(sz(junk(make())), param(junk(make())), junk(make()))]),
          hardware,
        ),
      () => estimate(conv, dataflow('part', flow.directives, junk(make())), hardware),
      () => estimate(conv, flow, accelerator({ pes: 16, noc: junk(make()), clusters: junk(make()) })),
      () =>
        estimate(
          conv,
          flow,
          accelerator({ pes: 16, energy: { ...maestroEnergy, l1: junk(make()) }, area: junk(make()) }),
        ),
    ]
    for (const answer of parts) expect(isAnswer(answer())).toBe(true)
  })

  it('is built into a layer that is refused', () => {
    for (const construct of Object.values(constructors)) {
      const built = junk<(given: unknown) => unknown>(construct)(make())
      expect(isLeft(estimate(junk(built), flow, hardware))).toBe(true)
    }
  })

  it('is answered by estimateNetwork', () => {
    const networks = [
      () => estimateNetwork([junk(make())], flow, hardware),
      () => estimateNetwork([conv], [junk<Dataflow>(make())], hardware),
      () => estimateNetwork([conv], () => junk<Dataflow>(make()), hardware),
      () => estimateNetwork([conv], flow, junk(make())),
      () => estimateNetwork([conv], flow, hardware, { objective: junk(make()) }),
    ]
    for (const answer of networks) {
      const network = answer()
      expect(isAnswer(network)).toBe(true)
      if (isRight(network)) expect(network.right.layers.every(({ result }) => isAnswer(result))).toBe(true)
    }
  })
})
