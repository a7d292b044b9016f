/**
 * A process of its own: its stack is filled up to every depth near the limit, where it asks for an estimate of a fresh
 * problem and catches what that throws. Prints whatever was answered there, and right after it at the bottom of the stack;
 * with `clean`, what a process answers that never filled its stack.
 */

import { explore } from '../../src/explore'
import {
  type Accelerator,
  type Analysis,
  accelerator,
  analyze,
  cluster,
  conv2d,
  type Dataflow,
  dataflow,
  estimate,
  estimateAccelerators,
  evaluate,
  type Layer,
  layer,
  orThrow,
  spatialMap,
  temporalMap,
} from '../../src/index'

type Problem = readonly [layer: Layer, dataflow: Dataflow, hardware: Accelerator]

/** So many problems come around, each made anew whenever it is asked for. */
const problems = 12

/** Neighbours in Fibonacci's sequence: of all pairs as large, their greatest common divisor takes longest to find. */
const pairs = [
  [2, 3],
  [28657, 17711],
  [17711, 28657],
  [3, 2],
  [21, 13],
] as const

/** Operators of their own, made anew, and convolutions, whose coupling is remembered by stride and dilation. */
const layerOf = (k: number): Layer => {
  const [stride, dilation] = pairs[k % pairs.length] ?? [1, 1]
  if (k % 2 === 0)
    return conv2d({
      ...{ K: 4 + k, C: 3, R: 3, S: 2, "Y'": 5 + k, "X'": 4 },
      ...{ stride: { y: (k % 3) + 1, x: stride }, dilation: { y: (k % 4) + 1, x: dilation } },
    })
  const window = [
    { dimension: 'K', coefficient: stride },
    { dimension: 'R', coefficient: dilation },
  ] as const
  const of = {
    name: `window ${k}`,
    dimensions: ['K', 'C', 'R', 'S'],
    tensors: [
      { name: 'x', role: 'input', axes: [window, [{ dimension: 'S' }]] },
      { name: 'w', role: 'input', axes: [[{ dimension: 'C' }], [{ dimension: 'R' }]] },
      { name: 'y', role: 'output', axes: [[{ dimension: 'K' }], [{ dimension: 'C' }]] },
    ],
  } as const
  return layer(of, { K: 7 + k, C: 5 + (k % 4), R: 3 + (k % 2), S: 6 })
}

const problemOf = (number: number): Problem => {
  const k = number % problems
  const outer =
    k % 3 === 0
      ? [spatialMap(2, 2, 'C'), temporalMap(3, 3, 'K')]
      : [temporalMap(4, 4, 'S'), spatialMap(1, 1, 'K')]
  const inner = [spatialMap(1, 1, 'R'), temporalMap(20, 20, 'C')]
  return [
    layerOf(k),
    dataflow(`flow ${k}`, [...outer, cluster(2), ...inner]),
    accelerator({ pes: 4 + 2 * (k % 4), noc: { bandwidth: 1 + (k % 3) }, l2: { capacity: 40 + 10 * k } }),
  ]
}

/** Analyses that are kept: `evaluate` remembers which one it holds. */
const analyses = new Map<number, Analysis>()

const analysisOf = (number: number): Analysis => {
  const known = analyses.get(number)
  if (known !== undefined) return known
  const [of, flow, { pes }] = problemOf(number)
  const analysis = orThrow(analyze(of, flow, { pes }))
  analyses.set(number, analysis)
  return analysis
}

const revived = <A>(value: A): A => JSON.parse(JSON.stringify(value)) as A

type Ask = (problem: Problem, number: number) => unknown

/** Every way to an answer that goes over scratch memory or something remembered. */
const asks: { readonly [name: string]: Ask } = {
  estimate: (problem) => estimate(...problem),
  evaluate: ([, , hardware], number) => evaluate(analysisOf(number), hardware),
  'evaluate of a revived analysis': ([, , hardware], number) =>
    evaluate(revived(analysisOf(number)), hardware),
  estimateAccelerators: ([of, flow, hardware]) =>
    estimateAccelerators(of, flow, [hardware, { ...hardware, pes: hardware.pes + 1 }, hardware]),
  explore: ([of, flow, hardware]) =>
    explore({
      layer: of,
      dataflow: () => flow,
      hardware,
      pes: [hardware.pes, hardware.pes + 2],
      bandwidth: [1, 4],
    }),
}

const full = Symbol('the stack is full')

const orFull = (ask: () => unknown): unknown => {
  try {
    return ask()
  } catch (error) {
    // Anything else is a fault, and ends the process.
    if (error instanceof RangeError) return full
    throw error
  }
}

const dive = (frames: number, ask: () => unknown): unknown => (frames === 0 ? ask() : dive(frames - 1, ask))

/** Every argument takes a word of the stack, so that depths can be told apart that are less than a frame apart. */
const wordsPerFrame = 12
/** So many words from one depth to the next: prime to those of a frame, so that every place within one comes up. */
const step = 5
const padded = (ask: () => unknown, ..._words: readonly number[]): unknown => ask()
const zeros: readonly number[] = Array.from({ length: wordsPerFrame }, () => 0)
const diveTo = (words: number, ask: () => unknown): unknown =>
  dive(Math.floor(words / wordsPerFrame), () => padded(ask, ...zeros.slice(0, words % wordsPerFrame)))

/** What is first called where the stack is full has no room to be compiled: every function on the way is called before. */
const warmUp = (): void => {
  const unreadable = new Proxy({}, { get: () => expectNothing() })
  for (const ask of Object.values(asks))
    for (let number = 0; number < problems; number++) {
      const [of, flow, hardware] = problemOf(number)
      diveTo(number, () => ask([of, flow, hardware], number))
      ask([unreadable as Layer, flow, hardware], number)
    }
}

const expectNothing = (): never => {
  throw new Error('a property that cannot be read')
}

const deepest = (): number => {
  let frames = 1
  while (orFull(() => dive(2 * frames, () => 0)) !== full) frames *= 2
  let least = frames
  for (let step = frames; step >= 1; step = Math.floor(step / 2))
    if (orFull(() => dive(least + step, () => 0)) !== full) least += step
  return least
}

/** So many depths in a row must give an answer before the limit counts as left behind. */
const mostAnswers = 60

const answers: unknown[] = []
const [mode] = process.argv.slice(2)
for (let number = 0; number < problems; number++) analysisOf(number)
warmUp()
for (const [name, ask] of Object.entries(asks)) {
  if (mode === 'clean') {
    for (let number = 0; number < problems; number++)
      answers.push({ name, number, answer: ask(problemOf(number), number) })
    continue
  }
  let inARow = 0
  let thrown = 0
  for (let words = wordsPerFrame * deepest(), i = 0; words > 0 && inARow < mostAnswers; words -= step, i++) {
    const number = (5 * i) % problems
    const before = (number + 1 + (1 - (number % 2))) % problems // a convolution, whose coupling is remembered
    ask(problemOf(before), before)
    const problem = problemOf(number)
    const here = () => ask(problem, number)
    if (i === 0) diveTo(0, here)
    const there = orFull(() => diveTo(words, here))
    inARow = there === full ? 0 : inARow + 1
    if (there === full) thrown++
    else answers.push({ name, number, words, answer: there })
    for (const next of [before, number])
      answers.push({ name, number: next, words, answer: ask(problemOf(next), next) })
  }
  answers.push({ name, thrown })
}
process.stdout.write(JSON.stringify(answers))
