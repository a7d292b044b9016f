/** Loop and Scan: a body that is run again and again. */
import { isRight } from 'fp-ts/Either'
import { free } from '../cost/outcome'
import type { Graph } from '../format/model'
import { unknown } from '../infer'
import { attributeOf, type Call, type Fact, intOf, intsOf, valuesAt } from '../shape/call'
import { axisOf, showShape } from '../shape/shape'
import {
  type Assumption,
  type Context,
  type Followed,
  followed,
  known,
  notRun,
  refusalOf,
  refused,
  type Scope,
  within,
} from './followed'

/** A body that runs a number of times; layers of it are counted as often. */
const repeated = (body: Followed, times: number): Followed => ({
  ...body,
  entries: body.entries.map((entry) => ({ ...entry, times: entry.times * times })),
})

const isSame = (a: Fact | undefined, b: Fact | undefined): boolean =>
  a?._tag === 'Known' &&
  b?._tag === 'Known' &&
  a.shape.length === b.shape.length &&
  a.shape.every((extent, axis) => extent === b.shape[axis])

/** What is carried from one run to the next: its shape at the first run, and no numbers. */
const carriedFact = (fact: Fact | undefined): Fact | undefined =>
  fact?._tag === 'Known' ? known(fact.shape) : fact

/** What a body that may change the shapes of what it carries leaves behind. */
const finals = (initial: readonly (Fact | undefined)[], made: readonly Fact[], times: number | undefined) =>
  initial.map((first, at): Fact => {
    const last = made[at] ?? unknown('The body makes too little.')
    if (times === 0) return first ?? last
    return times === 1 || isSame(first, last)
      ? (carriedFact(last) ?? last)
      : unknown('Its shape changes from one run of a loop to the next.')
  })

const changing = (initial: readonly (Fact | undefined)[], made: readonly Fact[]): boolean =>
  initial.some((first, at) => made[at] !== undefined && !isSame(first, made[at]))

/** One result of each run, in a row along an axis. */
const stacked = (fact: Fact, times: number | undefined, axis = 0): Fact => {
  if (fact._tag === 'Unknown') return fact
  if (times === undefined) return unknown('It is not known how often its loop runs.')
  const at = axis < 0 ? axis + fact.shape.length + 1 : axis
  return known([...fact.shape.slice(0, at), times, ...fact.shape.slice(at)])
}

/** A loop of no runs: it and the nodes of its body cost nothing. */
const neverRun = (call: Call, label: string, body: Graph, outputs: readonly Fact[]): Followed => ({
  entries: [
    { node: label, op: call.node.op, outcome: free('not run'), times: 1 },
    ...notRun(body, `${label}/`),
  ],
  assumed: [],
  outputs,
})

type Runs = {
  readonly body: Graph
  /** Inputs of the body that are not carried: before and after those that are. */
  readonly before: readonly Fact[]
  readonly carried: readonly (Fact | undefined)[]
  readonly after: readonly (Fact | undefined)[]
}

const runOnce = ({ body, before, carried, after }: Runs, scope: Scope, context: Context): Followed => {
  const facts = [...before, ...carried.map(carriedFact), ...after]
  const inputs = body.inputs.map(({ name }, at) => [name, facts[at]] as const)
  return context.walk(body, { facts: new Map(inputs), outer: scope }, context)
}

const assumedOf = (label: string, op: string, reasons: readonly (string | false)[]): readonly Assumption[] =>
  reasons.flatMap((reason) => (reason === false ? [] : [{ node: label, op, reason }]))

const changes = 'Its carried values change shape from run to run: every run is costed like the first.'

/** A trip count that is constant, with a condition that stays true, or else one run. */
export const loop = (call: Call, label: string, scope: Scope, context: Context): Followed => {
  const body = attributeOf(call, 'body')?.graph
  const refusal = refusalOf(body, context)
  if (body === undefined || refusal !== undefined) return refused(call, label, refusal ?? '')
  const carried = call.inputs.slice(2)
  const [limit] = valuesAt(call, 0)?.data ?? []
  const starts = call.inputs[1] === undefined ? 1 : valuesAt(call, 1)?.data[0]
  const before = [known([]), known([], 1)]
  const run = runOnce({ body, before, carried, after: [] }, scope, within(context, label))
  const [goesOn, ...made] = run.outputs
  const stays = goesOn?._tag === 'Known' ? goesOn.values?.data[0] : undefined
  const times = timesOf(call.inputs[0] !== undefined, limit, starts, stays)
  const results = made.slice(carried.length).map((fact) => stacked(fact, times))
  const outputs = [...finals(carried, made, times), ...results]
  if (times === 0) return neverRun(call, label, body, outputs)
  const done = followed(call, label, repeated(run, times ?? 1), outputs)
  const isLimited = limit !== undefined && limit < Number.MAX_SAFE_INTEGER
  return {
    ...done,
    assumed: [
      ...done.assumed,
      ...assumedOf(label, 'Loop', [
        times === undefined &&
          `How often it runs depends on data${isLimited ? ` (at most ${limit} times)` : ''}: its body is costed once.`,
        times !== 1 && changing(carried, made) && changes,
      ]),
    ],
  }
}

/** How often a loop runs, if that is constant; a body that runs at all was entered with a true condition. */
const timesOf = (
  hasLimit: boolean,
  limit: number | undefined,
  starts: number | undefined,
  stays: number | undefined,
): number | undefined => {
  if (starts === 0) return 0
  if (hasLimit && limit !== undefined && limit <= 0) return 0
  if (starts === undefined) return undefined
  if (stays === 0) return hasLimit && limit === undefined ? undefined : 1
  return stays !== undefined && hasLimit ? limit : undefined
}

/** A body that runs once for each slice of its inputs. */
export const scan = (call: Call, label: string, scope: Scope, context: Context): Followed => {
  const body = attributeOf(call, 'body')?.graph
  const refusal = refusalOf(body, context)
  if (body === undefined || refusal !== undefined) return refused(call, label, refusal ?? '')
  const count = intOf(call, 'num_scan_inputs', 0)
  if (!(count >= 1 && count <= call.inputs.length))
    return refused(call, label, 'It has no inputs to run over.')
  const carried = call.inputs.slice(0, -count)
  const sliced = call.inputs
    .slice(-count)
    .map((fact, at) => sliceOf(fact, intsOf(call, 'scan_input_axes')?.[at] ?? 0))
  const times = sliced[0]?.times
  const after = sliced.map(({ fact }) => fact)
  const run = runOnce({ body, before: [], carried, after }, scope, within(context, label))
  const results = run.outputs.slice(carried.length)
  const axes = intsOf(call, 'scan_output_axes')
  const outputs = [
    ...finals(carried, run.outputs, times),
    ...results.map((fact, at) => stacked(fact, times, axes?.[at] ?? 0)),
  ]
  if (times === 0) return neverRun(call, label, body, outputs)
  const done = followed(call, label, repeated(run, times ?? 1), outputs)
  return {
    ...done,
    assumed: [
      ...done.assumed,
      ...assumedOf(label, 'Scan', [
        times === undefined && 'The extent that it runs over is not known: its body is costed once.',
        times !== 1 && changing(carried, run.outputs) && changes,
      ]),
    ],
  }
}

/** A slice of an input along an axis, and how many there are. */
const sliceOf = (fact: Fact | undefined, axis: number) => {
  if (fact?._tag !== 'Known') return { fact, times: undefined }
  const at = axisOf(axis, fact.shape.length)
  return isRight(at)
    ? { fact: known(fact.shape.filter((_, i) => i !== at.right)), times: fact.shape[at.right] }
    : { fact: unknown(`It has no axis ${axis} in ${showShape(fact.shape)}.`), times: undefined }
}
