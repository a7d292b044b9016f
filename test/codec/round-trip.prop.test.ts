/** What this library makes survives JSON and its codec, to the last bit and in the same order. */
import { isDeepStrictEqual } from 'node:util'
import { isLeft, isRight } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import {
  acceleratorCodec,
  analysisCodec,
  areaTableCodec,
  type Codec,
  dataflowCodec,
  decode,
  directiveCodec,
  eitherCodec,
  energyTableCodec,
  errorsCodec,
  estimateCodec,
  expressionCodec,
  jsonDocument,
  layerCodec,
  layersCodec,
  listOf,
  networkEstimateCodec,
  operatorCodec,
  parseJson,
  reuseCodec,
} from '../../src/codec'
import {
  type Accelerator,
  estimate,
  estimateNetwork,
  inferReuse,
  maestroEnergy,
  orThrow,
  renderErrors,
} from '../../src/index'
import { junkValue } from '../fuzz/junk'
import { mutated } from '../fuzz/mutate'
import { analyzed, estimated, evaluated, unless, unlessEqual } from '../support/checks/answers'
import { stumbles } from '../support/errors'
import { type Check, failuresOf, runsOr } from '../support/generators/bulk'
import { withoutArrivals } from '../support/generators/machine-variants'
import { deep, large, simulable } from '../support/generators/problems'

type Case<A> = readonly [what: string, codec: Codec<A>, value: A]

/** Written down, read back, and written down again. */
const survives = <A>([what, codec, value]: Case<A>): readonly string[] => {
  const text = JSON.stringify(codec.encode(value))
  const result = parseJson(codec)(text)
  if (isLeft(result)) return [`${what} is refused: ${renderErrors(result.left)}`]
  return [
    ...unlessEqual(result.right, value, `${what} has changed`),
    ...unless(JSON.stringify(result.right) === text, `${what} has another order`),
    ...unless(codec.is(value), `${what} is not what it is`),
    ...unlessEqual(orThrow(decode(codec)(value)), value, `${what} has changed without JSON`),
  ]
}

const problemCodec = jsonDocument({ layer: layerCodec, dataflow: dataflowCodec, hardware: acceleratorCodec })

const inputsSurvive: Check = ({ subject: { layer }, dataflow, hardware }) => [
  ...survives(['layer', layerCodec, layer]),
  ...survives(['layers', layersCodec, [layer, layer]]),
  ...(layer.kind === 'custom' ? survives(['operator', operatorCodec, layer.operator]) : []),
  ...survives(['dataflow', dataflowCodec, dataflow]),
  ...dataflow.directives.flatMap((directive) => [
    ...survives(['directive', directiveCodec, directive]),
    ...survives(['expression', expressionCodec, directive.size]),
  ]),
  ...survives(['hardware', acceleratorCodec, hardware]),
  ...survives(['energy', energyTableCodec, { ...maestroEnergy, ...hardware.energy }]),
  ...(hardware.area === undefined ? [] : survives(['area', areaTableCodec, hardware.area])),
  ...survives(['problem', problemCodec, { layer, dataflow, hardware }]),
]

const resultsSurvive: Check = (problem) => {
  const { subject, dataflow, hardware } = problem
  const { layer } = subject
  const plain = withoutArrivals(problem)
  const analysis = analyzed(problem)
  const revived = orThrow(parseJson(analysisCodec)(JSON.stringify(analysis)))
  const impossible: Accelerator = { ...hardware, pes: 0 }
  const network = orThrow(estimateNetwork([layer, { ...layer, sizes: {} }], dataflow, hardware))
  const result = eitherCodec(estimateCodec)
  return [
    ...survives(['analysis', analysisCodec, analysis]),
    ...unlessEqual(evaluated(revived, plain.hardware), estimated(plain), 'the revived analysis differs'),
    ...survives(['estimate', estimateCodec, estimated(problem)]),
    ...survives(['result', result, estimate(layer, dataflow, hardware)]),
    ...survives(['refusal', result, estimate(layer, dataflow, impossible)]),
    ...survives(['network', networkEstimateCodec, network]),
    ...survives(['reuse', listOf(reuseCodec), orThrow(inferReuse(layer, dataflow, { pes: hardware.pes }))]),
  ]
}

describe('decoding what JSON holds gives back', () => {
  it('layers, dataflows and hardware', () =>
    expect(failuresOf(runsOr(2000), simulable, inputsSurvive)).toBe(''))

  it('analyses, estimates, networks, reuse and refusals', () => {
    expect(failuresOf(runsOr(500), simulable, resultsSurvive)).toBe('')
    expect(failuresOf(runsOr(100), large, resultsSurvive)).toBe('')
    expect(failuresOf(runsOr(30), deep, resultsSurvive)).toBe('')
  })
})

/** The value as JSON has it, if it has it. */
const throughJson = (value: unknown): unknown => {
  try {
    return JSON.parse(JSON.stringify(value)) as unknown
  } catch {
    return undefined
  }
}

describe('of inputs that are unsound', () => {
  const tally = { decoded: 0, refused: 0, taken: 0 }

  /** What constructors fill in, written once more. */
  const windowDefaults = {
    stride: { y: 1, x: 1 },
    dilation: { y: 1, x: 1 },
    padding: { top: 0, bottom: 0, left: 0, right: 0 },
  }
  const withDefaults = (defaults: object, given: unknown): object => ({
    ...defaults,
    ...Object.fromEntries(Object.entries(given as object).filter(([, value]) => value !== undefined)),
  })
  const layerInFull = (given: unknown): unknown => {
    const { operator } = given as { operator?: unknown }
    const { kind } = given as { kind: string }
    const hasWindow = kind.endsWith('2d')
    return {
      ...withDefaults({ name: '', ...(hasWindow ? windowDefaults : {}) }, given),
      ...(operator === undefined ? {} : { operator: withDefaults({ name: '' }, operator) }),
    }
  }
  const filledIn: readonly ((given: unknown) => unknown)[] = [
    layerInFull,
    (given) => withDefaults({ name: '', parameters: {} }, given),
    (given) => given,
  ]

  const refusedIsRefused: Check = ({ subject: { layer }, dataflow, hardware }, random) => {
    const inputs: unknown[] = [layer, dataflow, hardware]
    const at = random(0, 2)
    inputs[at] = throughJson(mutated(random, inputs[at], 2).value)
    const [a, b, c] = inputs as [typeof layer, typeof dataflow, typeof hardware]
    const takes = isRight(estimate(a, b, c))
    const codec: Codec<unknown> = [layerCodec, dataflowCodec, acceleratorCodec][at] as Codec<unknown>
    const result = decode(codec)(inputs[at])
    if (takes) tally.taken++
    if (isRight(result)) {
      tally.decoded++
      return unlessEqual(result.right, filledIn[at]!(inputs[at]), 'decoding has changed the value')
    }
    tally.refused++
    return [
      ...unless(!takes, `refused what an estimate takes: ${renderErrors(result.left)}`),
      ...result.left.flatMap(stumbles),
    ]
  }

  it('the codecs refuse none that an estimate takes, and fill in what constructors do', () => {
    expect(failuresOf(runsOr(5000), simulable, refusedIsRefused)).toBe('')
    for (const count of Object.values(tally)) expect(count).toBeGreaterThan(runsOr(5000) / 10)
  })

  const codecs: readonly Codec<unknown>[] = [
    layerCodec,
    layersCodec,
    operatorCodec,
    directiveCodec,
    dataflowCodec,
    expressionCodec,
    acceleratorCodec,
    energyTableCodec,
    areaTableCodec,
    analysisCodec,
    estimateCodec,
    networkEstimateCodec,
    errorsCodec,
    reuseCodec,
    problemCodec,
  ] as unknown as readonly Codec<unknown>[]

  const isTold = (codec: Codec<unknown>, value: unknown): readonly string[] => {
    const result = decode(codec)(value)
    codec.is(value)
    codec.decode(value)
    if (isRight(result)) return []
    return [...unless(result.left.length > 0, 'no error'), ...result.left.flatMap(stumbles)]
  }

  it('whatever they are, no codec throws, and every error can be read', () => {
    const anyJunk: Check = (problem, random) => {
      const { subject, dataflow, hardware } = problem
      const whole = { layer: subject.layer, dataflow, hardware }
      return [
        ...codecs.flatMap((codec) => isTold(codec, junkValue(random))),
        ...isTold(problemCodec as unknown as Codec<unknown>, mutated(random, whole, 4).value),
        ...isTold(analysisCodec as unknown as Codec<unknown>, mutated(random, analyzed(problem), 4).value),
        ...isTold(estimateCodec as unknown as Codec<unknown>, mutated(random, estimated(problem), 4).value),
      ]
    }
    expect(failuresOf(runsOr(1500), simulable, anyJunk)).toBe('')
  })

  it('a decoded value is decoded again to itself', () => {
    const isStable: Check = ({ hardware }, random) => {
      const result = decode(acceleratorCodec)(mutated(random, hardware, 1).value)
      if (isLeft(result)) return []
      const again = decode(acceleratorCodec)(result.right)
      return unless(isRight(again) && isDeepStrictEqual(again.right, result.right), 'unstable')
    }
    expect(failuresOf(runsOr(1000), simulable, isStable)).toBe('')
  })
})
