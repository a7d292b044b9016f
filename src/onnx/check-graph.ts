/** What must hold of a graph as a whole, and of its inputs, before anything is inferred. */
import { type EstimateError, fault, type Report } from '../error/error'
import { listed } from '../error/show'
import { mostFaults } from '../internal/readers'
import type { Graph, Model, ValueInfo } from './format/model'
import { extentOf, labelOf } from './infer'
import type { CheckedOptions } from './options'
import { reportUnknownNames } from './options'
import { isShape, quoted } from './shape/shape'

const givenNames = ({ inputs, initializers }: Graph): readonly string[] => [
  ...inputs.map(({ name }) => name),
  ...initializers.map(({ name }) => name),
]

const unmade = (node: string, at: number, input: string, later: string | undefined) =>
  fault('Malformed', `model.graph.node[${at}].input`, {
    expected: 'made by an earlier node, an input or an initializer',
    given:
      later === undefined ? `${quoted(input)}, which no node makes` : `${quoted(input)}, which comes later`,
    hint:
      later === undefined
        ? 'Export the model again; it is not complete.'
        : 'Put the nodes in topological order; if that cannot be done, the graph has a cycle.',
    message:
      later === undefined
        ? `The node ${quoted(node)} reads ${quoted(input)}, which no node makes.`
        : `The node ${quoted(node)} reads ${quoted(input)}, which only ${quoted(later)} makes, later or out of this: a cycle, or nodes out of order.`,
  })

const madeTwice = (node: string, at: number, output: string) =>
  fault('Malformed', `model.graph.node[${at}].output`, {
    expected: 'a name that nothing else has',
    given: quoted(output),
    hint: 'Give every tensor a name of its own.',
    message: `The node ${quoted(node)} makes ${quoted(output)}, which exists already.`,
  })

/** Every node reads what is there by then, and makes something new. */
const reportOrder = (graph: Graph, report: Report): void => {
  const there = new Set(givenNames(graph))
  const makers = new Map(
    graph.nodes.flatMap((node, at) => node.outputs.map((name) => [name, labelOf(node, at)] as const)),
  )
  const push = (made: () => EstimateError): void => {
    if (report.length < mostFaults) report.push(made())
  }
  for (const [at, node] of graph.nodes.entries()) {
    const label = labelOf(node, at)
    for (const input of node.inputs)
      if (input !== '' && !there.has(input)) push(() => unmade(label, at, input, makers.get(input)))
    for (const output of node.outputs) {
      if (output !== '' && there.has(output)) push(() => madeTwice(label, at, output))
      there.add(output)
    }
  }
}

const unboundDimensions = (names: readonly string[]) => {
  const bound = names.slice(0, 4).map((name) => `${/^\w+$/.test(name) ? name : quoted(name)}: 1`)
  return fault('UnboundParameter', 'options.dimensions', {
    expected: `an extent for ${listed(names)}`,
    given: 'missing',
    hint: `Give the option dimensions: { ${bound.join(', ')} }, or other extents.`,
    message: `The inputs have symbolic dimensions without a value: ${listed(names)}.`,
  })
}

const missingShape = (at: number, input: string) =>
  fault('InvalidExtent', `model.graph.input[${at}]`, {
    expected: 'a shape without gaps',
    given: 'missing',
    hint: `Give the option shapes: { ${quoted(input)}: [1, 3, 224, 224] }, or other extents.`,
    message: `The input ${quoted(input)} has no shape, or one with gaps.`,
  })

/** Exporters leave out an extent that they do not know, or write a negative one. */
const isWhole = ({ dims }: ValueInfo): boolean =>
  dims?.every((dimension) => dimension !== undefined) === true &&
  isShape(dims.map((dimension) => (typeof dimension === 'number' ? dimension : 1)))

/** The inputs of the graph must have shapes: everything follows from them. */
const reportInputs = (graph: Graph, options: CheckedOptions, report: Report): void => {
  const constants = new Set(graph.initializers.map(({ name }) => name))
  const unbound = new Set<string>()
  for (const [at, input] of graph.inputs.entries()) {
    if (constants.has(input.name) || options.shapes.has(input.name) || !input.isTensor) continue
    if (!isWhole(input)) {
      if (report.length < mostFaults) report.push(missingShape(at, input.name))
    } else
      for (const dimension of input.dims ?? [])
        if (typeof dimension === 'string' && extentOf(dimension, options) === undefined)
          unbound.add(dimension)
  }
  if (unbound.size > 0) report.push(unboundDimensions([...unbound]))
}

/** A graph and the bodies of its nodes. */
const withBodies = (graph: Graph): readonly Graph[] => [
  graph,
  ...graph.nodes.flatMap(({ attributes }) =>
    attributes.flatMap((attribute) => (attribute.graph === undefined ? [] : withBodies(attribute.graph))),
  ),
]

const symbolsOf = (graphs: readonly Graph[]): ReadonlySet<string> =>
  new Set(
    graphs
      .flatMap(({ inputs, known }) => [...inputs, ...known])
      .flatMap(({ dims }) => dims ?? [])
      .filter((dimension) => typeof dimension === 'string'),
  )

const tensorsOf = (graphs: readonly Graph[]): ReadonlySet<string> =>
  new Set(graphs.flatMap((graph) => [...givenNames(graph), ...graph.nodes.flatMap(({ outputs }) => outputs)]))

/** Reports whatever is wrong with the graph, or with the options for it. */
export const checkGraph = ({ graph, functions }: Model, options: CheckedOptions, report: Report): void => {
  const graphs = [graph, ...[...functions.values()].map(({ body }) => body)].flatMap(withBodies)
  reportUnknownNames(options, { dimensions: symbolsOf(graphs), tensors: tensorsOf(graphs) }, report)
  reportOrder(graph, report)
  reportInputs(graph, options, report)
}
