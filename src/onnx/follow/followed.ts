/** What is found out on the way through a model, and what stands for a node whose body is followed. */
import { free, type Outcome, uncosted } from '../cost/outcome'
import type { Attribute, Graph, Model } from '../format/model'
import { labelOf, unknown } from '../infer'
import type { CheckedOptions } from '../options'
import type { Call, Fact } from '../shape/call'
import { quoted, type Shape } from '../shape/shape'
import type { ValueAllowance } from '../shape/values'

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
export type Scope = {
  readonly facts: Map<string, Fact | undefined>
  readonly outer: Scope | undefined
}

/** What has been spent, and what was met: the one thing here that changes. */
export type Progress = ValueAllowance & { nodes: number; readonly branching: Set<string> }

export type Context = {
  readonly model: Model
  readonly options: CheckedOptions
  readonly progress: Progress
  /** Values of the attributes that a function's body refers to. */
  readonly attributes: ReadonlyMap<string, Attribute>
  readonly prefix: string
  readonly depth: number
  /** Runs through the nodes of a body whose inputs are in its scope. */
  readonly walk: (graph: Graph, scope: Scope, context: Context) => Followed
}

export type Followed = {
  readonly entries: readonly Entry[]
  readonly assumed: readonly Assumption[]
  readonly outputs: readonly Fact[]
}

/** Nodes that are looked at in all, those of a body once for each call. */
export const mostNodes = 131_072
/** Functions, branches and loops within each other. */
export const deepest = 32

export const known = (shape: Shape, number?: number): Fact => ({
  _tag: 'Known',
  shape,
  values: number === undefined ? undefined : { data: [number], integer: true },
  constant: number !== undefined,
})

/** What could not be followed: the node alone, whose outputs are not known. */
export const refused = (call: Call, label: string, reason: string): Followed => ({
  entries: [{ node: label, op: call.node.op, outcome: uncosted(reason), times: 1 }],
  assumed: [],
  outputs: call.node.outputs.map((output) =>
    unknown(`The shape of ${quoted(output)} is not known. ${call.node.op} ${quoted(label)}: ${reason}`),
  ),
})

/** A node whose body stands for it. */
export const followed = (call: Call, label: string, body: Followed, outputs = body.outputs): Followed => ({
  entries: [{ node: label, op: call.node.op, outcome: free('followed'), times: 1 }, ...body.entries],
  assumed: body.assumed,
  outputs,
})

export const within = (context: Context, label: string): Context => ({
  ...context,
  prefix: `${label}/`,
  depth: context.depth + 1,
})

/** Why the body of a node cannot be followed, if it cannot. */
export const refusalOf = (graph: Graph | undefined, { depth, progress }: Context): string | undefined => {
  if (graph === undefined) return 'Its body is missing, or nested too deep to be read.'
  if (depth >= deepest) return `It is more than ${deepest} functions, branches and loops deep.`
  return graph.nodes.length > progress.nodes
    ? `With its body, the model has more than ${mostNodes} nodes.`
    : undefined
}

/** The nodes of a body that is not run, those within them included. */
export const notRun = (graph: Graph | undefined, prefix: string): readonly Entry[] =>
  graph === undefined
    ? []
    : graph.nodes.flatMap((node, at) => {
        const label = `${prefix}${labelOf(node, at)}`
        return [
          { node: label, op: node.op, outcome: free('not run'), times: 1 },
          ...node.attributes.flatMap((attribute) => notRun(attribute.graph, `${label}/`)),
        ]
      })
