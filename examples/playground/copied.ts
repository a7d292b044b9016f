/** What is on the page as text for other places: a TypeScript program, and MAESTRO's files. */
import type { Dataflow, Directive } from 'maestro-dataflow'
import { printDataflow, printHardware, printNetwork } from 'maestro-dataflow/notation'
import type { Answer } from './answer'
import { areaTables, idOfAreaTable } from './area-tables'
import { energyTables, idOfTable } from './energy-tables'
import { type KindId, kinds, operatorOf } from './kinds'
import { literal } from './literal'

type Expression = Directive['size']

/** The constructors of arithmetic, by tag. */
const operations: Readonly<Record<string, string>> = {
  Plus: 'plus',
  Minus: 'minus',
  Times: 'times',
  DivideFloor: 'divideFloor',
  DivideCeil: 'divideCeil',
  Min: 'min',
  Max: 'max',
}

/** A piece of a program, and what it imports from the package. */
type Piece = { readonly text: string; readonly uses: readonly string[] }

const call = (name: string, ...parts: readonly Piece[]): Piece => ({
  text: `${name}(${parts.map(({ text }) => text).join(', ')})`,
  uses: [name, ...parts.flatMap(({ uses }) => uses)],
})

const data = (value: unknown): Piece => ({ text: literal(value), uses: [] })

const expressionPiece = (expression: Expression): Piece => {
  if (typeof expression === 'number') return data(expression)
  if (expression._tag === 'Sz') return call('sz', data(expression.dimension))
  if (expression._tag === 'Param') return call('param', data(expression.name))
  return call(operations[expression._tag] ?? '', ...expression.terms.map(expressionPiece))
}

const directivePiece = (directive: Directive): Piece => {
  const size = expressionPiece(directive.size)
  if (directive._tag === 'Cluster') return call('cluster', size)
  const name = directive._tag === 'SpatialMap' ? 'spatialMap' : 'temporalMap'
  return call(name, size, expressionPiece(directive.offset), data(directive.dimension))
}

const dataflowPiece = ({ name, directives, parameters }: Dataflow): Piece => {
  const pieces = directives.map(directivePiece)
  const lines = pieces.map(({ text }) => `  ${text},\n`).join('')
  const last = Object.keys(parameters).length === 0 ? '' : `, ${literal(parameters)}`
  return {
    text: `dataflow(${literal(name)}, [\n${lines}]${last})`,
    uses: ['dataflow', ...pieces.flatMap(({ uses }) => uses)],
  }
}

const catalog = 'maestro-dataflow/catalog'

type Layered = { readonly piece: Piece; readonly catalogue: readonly string[]; readonly before: string }

const layerPiece = ({ layer }: Answer, kind: KindId): Layered => {
  const { name, sizes, kind: builtIn, ...rest } = layer
  const others = Object.fromEntries(
    Object.entries(rest).filter(([key, value]) => key !== 'operator' && value !== undefined),
  )
  const named = name === '' ? others : { ...others, name }
  if (builtIn !== 'custom')
    return { piece: call(builtIn, data({ ...sizes, ...named })), catalogue: [], before: '' }
  const operator = operatorOf(kind)
  const options = Object.keys(named).length === 0 ? [] : [data(named)]
  const of = { text: operator.name, uses: [] }
  return {
    piece: call('layer', of, data(sizes), ...options),
    catalogue: operator.isInCatalog ? [operator.name] : [],
    before: operator.isInCatalog
      ? ''
      : `const ${operator.name} = operator(${literal(operator.definition)})\n\n`,
  }
}

/** The hardware, with the names of its tables where the catalogue has them. */
const hardwareText = ({
  hardware,
}: Answer): { readonly text: string; readonly tables: readonly string[] } => {
  const names = {
    energy: energyTables[idOfTable(hardware.energy)]?.name ?? null,
    area: areaTables[idOfAreaTable(hardware.area)]?.name ?? null,
  }
  const named = Object.entries(names).flatMap(([key, name]) => (name === null ? [] : [[key, name] as const]))
  const unnamed = { ...hardware, ...Object.fromEntries(named.map(([key]) => [key, null])) }
  const text = named.reduce(
    (all, [key, name]) => all.replace(`${key}: null`, `${key}: ${name}`),
    `accelerator(${literal(unnamed)})`,
  )
  return { text, tables: named.map(([, name]) => name) }
}

const importOf = (names: readonly string[], from: string): string =>
  names.length === 0 ? '' : `import { ${[...new Set(names)].sort().join(', ')} } from '${from}'\n`

/** A program that prints the figures of the page. */
export const asTypeScript = (answer: Answer, kind: KindId): string => {
  const { piece, catalogue, before } = layerPiece(answer, kind)
  const flow = dataflowPiece(answer.dataflow)
  const { text: hardware, tables } = hardwareText(answer)
  const uses = [
    ...piece.uses,
    ...flow.uses,
    'accelerator',
    'estimate',
    'orThrow',
    ...(before === '' ? [] : ['operator']),
  ]
  return [
    importOf(uses, 'maestro-dataflow'),
    importOf([...catalogue, ...tables], catalog),
    `\n${before}const subject = ${piece.text}\n\n`,
    `const flow = ${flow.text}\n\n`,
    `const hardware = ${hardware}\n\n`,
    'const { runtime, utilization, energy } = orThrow(estimate(subject, flow, hardware))\n',
    'console.log({ runtime, utilization, energy: energy.total })\n',
  ].join('')
}

/** A mapping file: a network of the one layer with its dataflow; of a layer that files have no type for, the dataflow. */
export const asMapping = ({ layer, dataflow }: Answer, kind: KindId): string =>
  layer.kind === 'custom'
    ? printDataflow(dataflow)
    : printNetwork({ name: kinds[kind].label, layers: [{ layer, dataflow }] })

/** A hardware file. */
export const asHardware = ({ hardware }: Answer): string => printHardware(hardware)
