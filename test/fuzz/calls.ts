/** Hostile calls, a random one at a time: what was asked, and what is wrong with the answer. */
import { type Either, isLeft, isRight } from 'fp-ts/Either'
import * as maestro from '../../src/index'
import {
  type Accelerator,
  type Analysis,
  analyze,
  type Dataflow,
  type Directive,
  type Estimate,
  type EstimateColumns,
  type EstimateErrors,
  type Expression,
  estimate,
  estimateAccelerators,
  estimateDataflows,
  estimateNetwork,
  evaluate,
  inferReuse,
  inputCentric,
  type Layer,
  type NetworkEstimate,
  type NetworkTotals,
  orThrow,
  outputCentric,
} from '../../src/index'
import { revived, unless, unlessEqual } from '../support/checks/answers'
import { chance, pick, type Random } from '../support/generators/random'
import { disagreements } from './expected'
import { analysisLines, answerLines, estimateLines, type Lines, numberLines, refusalLines } from './judge'
import { anyNumber, junkValue } from './junk'
import { mutated } from './mutate'

/** A sound problem, and its analysis. */
export type Seed = {
  readonly layer: Layer
  readonly dataflow: Dataflow
  readonly hardware: Accelerator
  readonly analysis: Analysis
}

export type Answer = { readonly results: readonly Either<EstimateErrors, unknown>[]; readonly wrong: Lines }

type Call = (random: Random, seed: Seed, other: Seed) => Answer

const one = <A>(result: Either<EstimateErrors, A>, linesOf: (value: A) => Lines): Answer => ({
  results: [result],
  wrong: answerLines(result, linesOf),
})

/** A value where the types forbid it. */
const as = <A = never>(value: unknown): A => value as A

type Inputs = readonly [layer: Layer, dataflow: Dataflow, hardware: Accelerator]

/** The three inputs, of which one or several are unsound in up to three places. */
const hostileInputs = (random: Random, { layer, dataflow, hardware }: Seed) => {
  const inputs: unknown[] = [layer, dataflow, hardware]
  const at = random(0, 3)
  let isPlain = true
  for (let i = 0; i < inputs.length; i++) {
    if (at !== 3 && at !== i) continue
    const { value, kind } = mutated(random, inputs[i], 3)
    inputs[i] = value
    isPlain = isPlain && kind === 'plain'
  }
  return { inputs: as<Inputs>(inputs), isPlain }
}

/** Of a layer that may hold anything: what can be read twice and agrees with JSON is judged in full. */
const fullLines = (layer: Layer, hardware: Accelerator, isPlain: boolean, result: Estimate): Lines => [
  ...estimateLines(result),
  ...(isPlain ? disagreements(layer, hardware, result) : []),
]

const estimateMutated: Call = (random, seed) => {
  const { inputs, isPlain } = hostileInputs(random, seed)
  return one(estimate(...inputs), (result) => fullLines(inputs[0], inputs[2], isPlain, result))
}

const estimateJunk: Call = (random, { layer, dataflow, hardware }) => {
  const inputs: unknown[] = [layer, dataflow, hardware]
  for (let times = random(1, 3); times > 0; times--) inputs[random(0, 2)] = junkValue(random)
  return one(estimate(...as<Inputs>(inputs)), estimateLines)
}

const layerConstructors: readonly ((given: never) => Layer)[] = [
  maestro.conv2d,
  maestro.depthwiseConv2d,
  maestro.groupedConv2d,
  maestro.transposedConv2d,
  maestro.pool2d,
  maestro.gemm,
  maestro.fullyConnected,
  maestro.elementwise,
]

/** What constructors take: the sizes of a layer beside its stride and the like. */
const shapeOf = (layer: Layer): unknown => {
  const { kind: _, sizes, ...rest } = layer
  return { ...sizes, ...rest }
}

/** An einsum with a change, or junk in its place. */
const changedEinsum = (random: Random, layer: Layer): unknown => {
  const text = orThrow(maestro.toEinsum(layer, { form: pick(random, ['arrow', 'tensors']) }))
  const at = random(0, text.length)
  const piece = pick(random, ['', ' ', ',', ', ', '->', '+', '2', '[', ']', ';', 'K', "'", '\u0000'])
  return chance(random, 10) ? junkValue(random) : text.slice(0, at) + piece + text.slice(at + random(0, 2))
}

const constructEinsum = (random: Random, layer: Layer): unknown =>
  maestro.einsum(
    as(changedEinsum(random, layer)),
    as(chance(random, 80) ? layer.sizes : mutated(random, layer.sizes, 2).value),
    as(chance(random, 20) ? junkValue(random) : 'einsum'),
  )

const constructLayer = (random: Random, { layer }: Seed): unknown => {
  if (chance(random, 20)) return constructEinsum(random, layer)
  if (layer.kind === 'custom' || chance(random, 15)) {
    const of = mutated(random, layer.kind === 'custom' ? layer.operator : { name: '' }, 3).value
    return maestro.layer(
      maestro.operator(as<maestro.Operator>(of)),
      as(layer.sizes),
      as(chance(random, 20) ? junkValue(random) : 'own'),
    )
  }
  const named = layerConstructors.find((construct) => construct.name === layer.kind)
  const construct = named ?? pick(random, layerConstructors)
  return construct(as(chance(random, 20) ? junkValue(random) : mutated(random, shapeOf(layer), 3).value))
}

const estimateConstructed: Call = (random, seed) => {
  const layer = constructLayer(random, seed)
  return one(estimate(as(layer), seed.dataflow, seed.hardware), estimateLines)
}

const operations = [
  maestro.plus,
  maestro.minus,
  maestro.times,
  maestro.divideFloor,
  maestro.divideCeil,
  maestro.min,
  maestro.max,
] as const

const names = ['K', 'C', 'R', 'S', 'Y', 'X', "Y'", "X'", 'M', 'N', 'A', 'b', 'G']

const anyName = (random: Random): string => (chance(random, 95) ? pick(random, names) : as(junkValue(random)))

const anyExpression = (random: Random, depth = 0): Expression => {
  const form = random(1, depth > 3 ? 4 : 7)
  if (form <= 2) return chance(random, 60) ? random(1, 9) : anyNumber(random)
  if (form === 3) return maestro.sz(anyName(random))
  if (form === 4) return chance(random, 60) ? maestro.param('p') : as(junkValue(random))
  const terms = Array.from({ length: random(0, 3) }, () => anyExpression(random, depth + 1))
  return as<(...of: readonly Expression[]) => Expression>(pick(random, operations))(...terms)
}

const anyDirective = (random: Random): Directive => {
  const form = random(1, 10)
  if (form === 1) return as(junkValue(random))
  if (form <= 3) return maestro.cluster(anyExpression(random))
  const map = pick(random, [maestro.spatialMap, maestro.temporalMap])
  const size = anyExpression(random)
  const offset = chance(random, 70) ? size : anyExpression(random)
  return map(size, offset, anyName(random))
}

/** From one directive to more than may be. */
const anyLength = (random: Random): number =>
  chance(random, 3) ? random(900, 1100) : random(0, pick(random, [2, 5, 40]))

const anyDataflow = (random: Random): Dataflow => {
  const directives = Array.from({ length: anyLength(random) }, () => anyDirective(random))
  const parameters = chance(random, 70)
    ? { p: anyNumber(random) }
    : as<Dataflow['parameters']>(junkValue(random))
  return maestro.dataflow(as(chance(random, 95) ? 'any' : junkValue(random)), directives, parameters)
}

const estimateAnyDataflow: Call = (random, { layer, hardware }) =>
  one(estimate(layer, anyDataflow(random), hardware), (result) => fullLines(layer, hardware, true, result))

const analyzeMutated: Call = (random, seed) => {
  const { inputs, isPlain } = hostileInputs(random, seed)
  const [layer, dataflow] = inputs
  const { pes, simd = 1 } = seed.hardware
  const units = chance(random, 15) ? junkValue(random) : { pes, simd }
  const result = analyze(layer, dataflow, as(units))
  return one(result, (analysis) => {
    const hardware = { pes: analysis.pes, simd: analysis.simd }
    const evaluated = evaluate(analysis, hardware)
    return [
      ...analysisLines(analysis),
      ...answerLines(evaluated, estimateLines),
      ...unlessEqual(evaluated, evaluate(revived(analysis), hardware), 'a revived analysis'),
      ...(isPlain && isRight(evaluated) ? disagreements(layer, hardware, evaluated.right) : []),
    ]
  })
}

const evaluateMutatedAnalysis: Call = (random, { analysis, hardware }) => {
  const given = chance(random, 50) ? revived(analysis) : analysis
  const { value } = chance(random, 8) ? { value: junkValue(random) } : mutated(random, given, 2)
  return one(evaluate(as(value), hardware), estimateLines)
}

/** An edit that leaves the shape of an analysis: some number becomes another. */
const evaluateEdited: Call = (random, { analysis, hardware }) => {
  const edited = revived(analysis)
  const { columns: all } = pick(random, edited.levels)
  const { union, sum } = pick(random, all.volumes)
  const columns = [all.count, all.perRun, union, sum, all.macs] as number[][]
  const column = pick(random, columns)
  const row = random(0, column.length - 1)
  column[row] = chance(random, 50)
    ? (column[row] ?? 0) + pick(random, [0.5, 1, 2 ** 32, -0.25])
    : anyNumber(random)
  return one(evaluate(edited, hardware), estimateLines)
}

const evaluateOtherHardware: Call = (random, { layer, analysis, hardware }, other) => {
  const { value, kind } = mutated(
    random,
    chance(random, 50) ? hardware : { ...other.hardware, pes: hardware.pes },
    2,
  )
  const given = chance(random, 50) ? revived(analysis) : analysis
  return one(evaluate(given, as(value)), (result) => fullLines(layer, as(value), kind === 'plain', result))
}

/** Sums of a network that has an estimate of every layer. */
const totalLines = (totals: NetworkTotals, estimates: readonly Estimate[]): Lines => {
  const total = (of: (each: Estimate) => number) => estimates.reduce((sum, each) => sum + of(each), 0)
  const { offchip, energy, edp, ...counts } = totals
  const { unit: _unit, uncounted: _uncounted, ...energies } = energy
  return [
    ...numberLines(counts, 'totals'),
    ...numberLines(offchip, 'off-chip totals'),
    ...numberLines({ ...energies, edp }, 'energy totals'),
    ...unless(counts.macs + counts.operations === total(({ macs }) => macs), 'MACs in total'),
    ...unless(counts.runtime === total(({ runtime }) => runtime), 'runtime in total'),
  ]
}

const networkLines = (network: NetworkEstimate): Lines => {
  const { layers, totals, complete, fits } = network
  const right = layers.flatMap(({ result }) => (isRight(result) ? [result.right] : []))
  return [
    ...layers.flatMap(({ result }) => answerLines(result, estimateLines)),
    ...unless(complete === (layers.length > 0 && right.length === layers.length), 'complete'),
    ...unless(fits === (complete && right.every(({ buffers }) => buffers.fits)), 'fits'),
    ...(network.complete
      ? totalLines(network.totals, right)
      : unless(
          Object.values(totals).every((total) => total === null),
          'totals of a part of the network',
        )),
    ...layers.flatMap(({ refused }) =>
      refused.flatMap((refusal) =>
        refusal._tag === 'Failed'
          ? refusalLines(refusal.errors)
          : unless(
              refusal.buffers.length > 0 && refusal.buffers.every(({ bits }) => bits.need > bits.capacity),
              'a refusal of what fits',
            ),
      ),
    ),
    ...layers.flatMap(({ layer, dataflow, result }) =>
      unless(
        typeof layer === 'string' && (isRight(result) ? typeof dataflow === 'string' : dataflow === null),
        'names',
      ),
    ),
  ]
}

/** Each layer and each candidate is answered for itself, so that billions of holes would take billions of answers. */
const isEndless = (value: unknown): boolean => {
  try {
    return Array.isArray(value) && value.length > 100_000
  } catch {
    return false
  }
}

const finiteJunk = (random: Random): unknown => {
  const value = junkValue(random)
  return isEndless(value) ? null : value
}

const asFlows = (random: Random, hostile: unknown, { dataflow }: Seed): unknown =>
  pick(random, [
    () => (isEndless(hostile) ? null : hostile),
    () => [hostile, dataflow],
    () => [dataflow, hostile],
    () => () => hostile,
    () => finiteJunk(random),
    () => [],
    () => () => {
      throw new Error('a hostile function')
    },
  ])()

const network: Call = (random, seed, other) => {
  const { inputs } = hostileInputs(random, seed)
  const layers = chance(random, 10)
    ? finiteJunk(random)
    : [seed.layer, inputs[0], other.layer].slice(random(0, 2))
  const flows = asFlows(random, inputs[1], seed)
  const options = chance(random, 50)
    ? { objective: pick(random, ['runtime', 'energy', 'edp']), misfits: pick(random, ['refuse', 'allow']) }
    : finiteJunk(random)
  const given = chance(random, 30) ? inputs[2] : seed.hardware
  const answer = estimateNetwork(as(layers), as(flows), given, chance(random, 70) ? as(options) : {})
  if (!isRight(answer)) return { results: [answer], wrong: refusalLines(answer.left) }
  return { results: answer.right.layers.map(({ result }) => result), wrong: networkLines(answer.right) }
}

const kinds: readonly unknown[] = ['multicast', 'reduction', 'partial', 'none']

const reuse: Call = (random, seed) => {
  const [layer, dataflow, hardware] = hostileInputs(random, seed).inputs
  const units = chance(random, 30)
    ? junkValue(random)
    : { pes: chance(random, 80) ? seed.hardware.pes : hardware }
  return one(inferReuse(layer, dataflow, as(units)), (list) =>
    list.flatMap((each) => [
      ...numberLines(each),
      ...unless(
        kinds.includes(each.spatial) && kinds.includes(each.temporal),
        `${each.tensor}: kinds of reuse`,
      ),
      ...unless(each.tensor !== '' && each.hardware.length <= 3, `${each.tensor}: hardware`),
    ]),
  )
}

/** A dataflow in other words says the same, or is refused like the original. */
const rewritten: Call = (random, seed) => {
  const { inputs, isPlain } = hostileInputs(random, seed)
  const [layer, dataflow] = inputs
  const rewrite = pick(random, [inputCentric, outputCentric])
  return one(rewrite(layer, dataflow), (other) => {
    if (!isPlain) return []
    const [before, after] = [dataflow, other].map((flow) => estimate(layer, flow, seed.hardware))
    if (before === undefined || after === undefined || isLeft(before) || isLeft(after))
      return unless(before?._tag === after?._tag, 'a rewritten dataflow is legal where the original is')
    const { warnings: _, ...figures } = before.right
    const { warnings: __, ...others } = after.right
    return unlessEqual(figures, others, 'a rewritten dataflow')
  })
}

/** Rows of a batch, and whether each failure helps. */
const figureLines = (entries: number, figures: EstimateColumns, maySkip: boolean): Lines => [
  ...unless(figures.rows + figures.failures.length === entries, 'every entry has a row or a failure'),
  ...[...figures.index].flatMap((_, row) =>
    unless(
      [figures.runtime, figures.energy, figures.edp, figures.utilization, figures.area, figures.power].every(
        (column) => Number.isFinite(column[row]) && column[row]! >= 0,
      ) &&
        (maySkip || figures.utilization[row]! <= 1),
      `row ${row}: figures are finite, and no unit is used more than it can be`,
    ),
  ),
  ...figures.failures.flatMap(({ errors }) => refusalLines(errors)),
]

const listOf = (random: Random, sound: unknown, hostile: unknown): unknown =>
  chance(random, 10) ? hostile : [sound, hostile, sound, junkValue(random)]

const lengthOf = (list: unknown): number => (Array.isArray(list) ? list.length : 0)

const batch: Call = (random, seed) => {
  const { inputs } = hostileInputs(random, seed)
  const [layer, dataflow, hardware] = inputs
  const maySkip = seed.layer.density !== undefined
  if (chance(random, 50)) {
    const hardwares = listOf(random, seed.hardware, hardware)
    return one(estimateAccelerators(layer, dataflow, as(hardwares)), (given) =>
      figureLines(lengthOf(hardwares), given, maySkip),
    )
  }
  const dataflows = listOf(random, seed.dataflow, dataflow)
  return one(estimateDataflows(layer, as(dataflows), hardware), (given) =>
    figureLines(lengthOf(dataflows), given, maySkip),
  )
}

/** How often each call is made, of a hundred. */
export const calls: readonly (readonly [share: number, name: string, call: Call])[] = [
  [30, 'estimate', estimateMutated],
  [6, 'estimateAccelerators and estimateDataflows', batch],
  [8, 'estimate of junk', estimateJunk],
  [10, 'constructors', estimateConstructed],
  [10, 'estimate of any dataflow', estimateAnyDataflow],
  [7, 'analyze', analyzeMutated],
  [4, 'evaluate of a mutated analysis', evaluateMutatedAnalysis],
  [2, 'evaluate of an edited analysis', evaluateEdited],
  [8, 'evaluate', evaluateOtherHardware],
  [4, 'estimateNetwork', network],
  [5, 'inferReuse', reuse],
  [6, 'inputCentric and outputCentric', rewritten],
]
