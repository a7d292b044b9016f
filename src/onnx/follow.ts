/**
 * A model from its inputs on, node by node: what each costs, and what is known about what it makes. Bodies are followed:
 * those of local functions, of the branch of an If that is taken, of Loop and Scan as often as they run.
 */
import { isRight } from 'fp-ts/Either'
import { costOf } from './cost/cost'
import { free, type Outcome, uncosted } from './cost/outcome'
import {
  type Attribute,
  functionKey,
  type Graph,
  type LocalFunction,
  type Model,
  type Node,
} from './format/model'
import { initializerFacts, inputFacts, labelOf, outputsOf, statedShapes, unknown } from './infer'
import { operatorOf } from './operators'
import type { CheckedOptions } from './options'
import { attributeOf, type Call, type Fact, intOf, intsOf, valuesAt } from './shape/call'
import { axisOf, quoted, type Shape, showShape } from './shape/shape'
import { mostWorkInAll, type ValueAllowance } from './shape/values'

/** A node, what it costs, and how often it runs. */
export type Entry = {
  readonly node: string
  readonly op: string
  readonly outcome: Outcome
  readonly times: number
}

/** What was decided about a node that neither the file nor the options say. */
export type Assumption = { readonly node: string; readonly op: string; readonly reason: string }

/** Facts by name; undefined for what a call leaves out. A body sees those of the graph around it, too. */
type Scope = {
  readonly facts: Map<string, Fact | undefined>
  readonly outer: Scope | undefined
}

/** What has been spent, and what was met: the one thing here that changes. */
type Progress = ValueAllowance & { nodes: number; readonly branching: Set<string> }

type Context = {
  readonly model: Model
  readonly options: CheckedOptions
  readonly progress: Progress
  /** Values of the attributes that a function's body refers to. */
  readonly attributes: ReadonlyMap<string, Attribute>
  readonly prefix: string
  readonly depth: number
}

type Followed = {
  readonly entries: readonly Entry[]
  readonly assumed: readonly Assumption[]
  readonly outputs: readonly Fact[]
}

/** Nodes that are looked at in all, those of a body once for each call. */
export const mostNodes = 131_072
/** Functions, branches and loops within each other. */
const deepest = 32

const known = (shape: Shape, number?: number): Fact => ({
  _tag: 'Known',
  shape,
  values: number === undefined ? undefined : { data: [number], integer: true },
  constant: number !== undefined,
})

const lookUp = (scope: Scope | undefined, name: string): Fact | undefined => {
  for (let at = scope; at !== undefined; at = at.outer) if (at.facts.has(name)) return at.facts.get(name)
  return unknown(`Nothing makes ${quoted(name)} before it is read.`)
}

/** A node of a function's body with the attributes of the call in place of references to them. */
const resolved = (node: Node, { attributes }: Context): Node =>
  node.attributes.every(({ refersTo }) => refersTo === '')
    ? node
    : {
        ...node,
        attributes: node.attributes.flatMap((attribute) => {
          if (attribute.refersTo === '') return [attribute]
          const value = attributes.get(attribute.refersTo)
          return value === undefined ? [] : [{ ...value, name: attribute.name }]
        }),
      }

/** What could not be followed: the node alone, whose outputs are not known. */
const refused = (call: Call, label: string, reason: string): Followed => ({
  entries: [{ node: label, op: call.node.op, outcome: uncosted(reason), times: 1 }],
  assumed: [],
  outputs: call.node.outputs.map((output) =>
    unknown(`The shape of ${quoted(output)} is not known. ${call.node.op} ${quoted(label)}: ${reason}`),
  ),
})

/** A node whose body stands for it. */
const followed = (call: Call, label: string, body: Followed, outputs = body.outputs): Followed => ({
  entries: [{ node: label, op: call.node.op, outcome: free('followed'), times: 1 }, ...body.entries],
  assumed: body.assumed,
  outputs,
})

const within = (context: Context, label: string): Context => ({
  ...context,
  prefix: `${label}/`,
  depth: context.depth + 1,
})

/** Why the body of a node cannot be followed, if it cannot. */
const refusalOf = (graph: Graph | undefined, { depth, progress }: Context): string | undefined => {
  if (graph === undefined) return 'Its body is missing, or nested too deep to be read.'
  if (depth >= deepest) return `It is more than ${deepest} functions, branches and loops deep.`
  return graph.nodes.length > progress.nodes
    ? `With its body, the model has more than ${mostNodes} nodes.`
    : undefined
}

/** A node without a body. */
const single = (
  call: Call,
  label: string,
  stated: ReadonlyMap<string, Shape>,
  context: Context,
): Followed => {
  const outputs = outputsOf(call, label, stated, context.options, context.progress)
  const outcome = costOf({ call, label, outputs }, context.options.matrixProducts)
  const { op } = call.node
  return {
    entries: [{ node: label, op, outcome, times: 1 }],
    assumed:
      outcome._tag === 'Layers' && outcome.assumed !== undefined
        ? [{ node: label, op, reason: outcome.assumed }]
        : [],
    outputs,
  }
}

/** All nodes of a graph whose inputs are in the scope. */
const walk = (graph: Graph, scope: Scope, context: Context): Followed => {
  context.progress.nodes -= graph.nodes.length
  const stated = statedShapes(graph, context.options)
  for (const [name, fact] of initializerFacts(graph)) scope.facts.set(name, fact)
  const entries: Entry[] = []
  const assumed: Assumption[] = []
  graph.nodes.forEach((given, at) => {
    const node = resolved(given, context)
    const label = `${context.prefix}${labelOf(node, at)}`
    const inputs = node.inputs.map((name) => (name === '' ? undefined : lookUp(scope, name)))
    const made = step({ node, op: operatorOf(node), inputs }, label, stated, scope, context)
    for (const entry of made.entries) entries.push(entry)
    for (const assumption of made.assumed) assumed.push(assumption)
    node.outputs.forEach((name, i) => {
      const fact = made.outputs[i]
      const shape = context.options.shapes.get(name)
      if (name !== '') scope.facts.set(name, shape === undefined ? fact : known(shape))
    })
  })
  const outputs = graph.outputs.map(
    (name) => lookUp(scope, name) ?? unknown(`The call leaves out ${quoted(name)}.`),
  )
  return { entries, assumed, outputs }
}

const step = (
  call: Call,
  label: string,
  stated: ReadonlyMap<string, Shape>,
  scope: Scope,
  context: Context,
): Followed => {
  const { op, domain, overload } = call.node
  const local = context.model.functions.get(functionKey(domain, op, overload))
  if (local !== undefined) return callFunction(call, label, local, context)
  switch (call.op) {
    case 'If':
      return branch(call, label, scope, context)
    case 'Loop':
      return loop(call, label, scope, context)
    case 'Scan':
      return scan(call, label, scope, context)
    default:
      return call.node.attributes.some(({ isGraph }) => isGraph)
        ? refused(call, label, `${op} runs a body that is not followed.`)
        : single(call, label, stated, context)
  }
}

const callFunction = (
  call: Call,
  label: string,
  { body, defaults }: LocalFunction,
  context: Context,
): Followed => {
  const refusal = refusalOf(body, context)
  if (refusal !== undefined) return refused(call, label, refusal)
  const facts = new Map(body.inputs.map(({ name }, at) => [name, call.inputs[at]] as const))
  const attributes = new Map(
    [...defaults, ...call.node.attributes].map((attribute) => [attribute.name, attribute] as const),
  )
  return followed(
    call,
    label,
    walk(body, { facts, outer: undefined }, { ...within(context, label), attributes }),
  )
}

const workOf = ({ entries }: Followed): number => {
  let work = 0
  for (const { outcome, times } of entries)
    if (outcome._tag === 'Layers')
      for (const layer of outcome.layers) work += layer.operations * layer.times * times
  return work
}

type Branch = 'then' | 'else'

const other = (branch: Branch): Branch => (branch === 'then' ? 'else' : 'then')

/** The nodes of a body that is not run, those within them included. */
const notRun = (graph: Graph | undefined, prefix: string): readonly Entry[] =>
  graph === undefined
    ? []
    : graph.nodes.flatMap((node, at) => {
        const label = `${prefix}${labelOf(node, at)}`
        return [
          { node: label, op: node.op, outcome: free('not run'), times: 1 },
          ...node.attributes.flatMap((attribute) => notRun(attribute.graph, `${label}/`)),
        ]
      })

const enter = (graph: Graph, scope: Scope, context: Context): Followed =>
  walk(graph, { facts: new Map(), outer: scope }, context)

/** A constant condition decides, else the options, else the work. */
const branch = (call: Call, label: string, scope: Scope, context: Context): Followed => {
  context.progress.branching.add(label)
  const bodyOf = (taken: Branch): Graph | undefined => attributeOf(call, `${taken}_branch`)?.graph
  const condition = valuesAt(call, 0)?.data[0]
  const decided =
    condition === undefined ? context.options.branches.get(label) : condition === 0 ? 'else' : 'then'
  const run = (taken: Branch): Followed => {
    const body = bodyOf(taken)
    const refusal = refusalOf(body, context)
    return body === undefined || refusal !== undefined
      ? refused(call, label, `Of its ${taken} branch: ${refusal}`)
      : followed(call, label, enter(body, scope, within(context, label)))
  }
  const finish = (taken: Branch, body: Followed, reason?: string): Followed => ({
    entries: [...body.entries, ...notRun(bodyOf(other(taken)), `${label}/`)],
    assumed: [...body.assumed, ...(reason === undefined ? [] : [{ node: label, op: 'If', reason }])],
    outputs: body.outputs,
  })
  if (decided !== undefined) return finish(decided, run(decided))
  const [first, second] = [run('then'), run('else')]
  const [ofThen, ofElse] = [workOf(first), workOf(second)]
  const taken = ofElse > ofThen ? 'else' : 'then'
  return finish(
    taken,
    taken === 'then' ? first : second,
    `Its condition depends on data: the ${taken} branch is taken, which does more work (then ${ofThen}, else ${ofElse} operations). Give the option branches: { ${quoted(label)}: '${other(taken)}' } for the other one.`,
  )
}

/** A body that runs so many times; layers of it are counted as often. */
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
  return walk(body, { facts: new Map(inputs), outer: scope }, context)
}

const assumedOf = (label: string, op: string, reasons: readonly (string | false)[]): readonly Assumption[] =>
  reasons.flatMap((reason) => (reason === false ? [] : [{ node: label, op, reason }]))

const changes = 'What it carries changes its shape from run to run: every run is costed like the first.'

/** A trip count that is constant, with a condition that stays true, or else one run. */
const loop = (call: Call, label: string, scope: Scope, context: Context): Followed => {
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
  if (times === 0) {
    const entries = [
      { node: label, op: call.node.op, outcome: free('not run'), times: 1 },
      ...notRun(body, `${label}/`),
    ]
    return { entries, assumed: [], outputs }
  }
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
const scan = (call: Call, label: string, scope: Scope, context: Context): Followed => {
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

/** The whole model; `facts` are those of the tensors of its graph. */
export const follow = (model: Model, options: CheckedOptions) => {
  const progress: Progress = { nodes: mostNodes, values: mostWorkInAll, branching: new Set() }
  const stated = statedShapes(model.graph, options)
  const facts = new Map<string, Fact | undefined>(inputFacts(model.graph, stated, options))
  const context: Context = { model, options, progress, attributes: new Map(), prefix: '', depth: 0 }
  const { entries, assumed } = walk(model.graph, { facts, outer: undefined }, context)
  return { entries, assumed, facts, branching: progress.branching }
}
