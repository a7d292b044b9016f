/** A dataflow as the layers of a network share it. */
import type { Dataflow, Directive } from '../dataflow/directive'
import type { Expression } from '../dataflow/expression'
import type { Constants } from './constants'
import { asDataflow, type Found, nothingFound, type ReadDataflow, readDirectives } from './directives'
import {
  isMark,
  keywordOf,
  type Name,
  next,
  opens,
  peek,
  placeOf,
  type Reader,
  readName,
  short,
  skipAssignment,
  warn,
} from './reader'
import type { Token } from './scan'

/** A dataflow that was read; its form for channels as groups is made once, when a layer needs it. */
export type Flow = {
  readonly read: ReadDataflow
  readonly keyword: Token
  swapped: Dataflow | undefined
  /** Whether a layer has it. */
  isUsed: boolean
}

/** A dataflow whose constants are not bound yet. */
type OpenFlow = { readonly found: Found; readonly name: Name | undefined; readonly keyword: Token }

const noFlow = (reader: Reader): boolean =>
  keywordOf(peek(reader)) === 'none' && !isMark(peek(reader, 1), '{')

export const warnOfUnbound = (reader: Reader, unbound: readonly Token[]): void => {
  for (const token of unbound) {
    const name = short(token.text)
    const message = `${name} has no value: declare it as a Constant, bind it in the dataflow's parameters, or write Sz(${name}) if the size of a dimension is meant.`
    warn(reader, 'UnboundParameter', token, message)
  }
}

/** What a block says: directives, `none`, or (an empty block without a name) as little as no block at all. */
export type FlowBlock = OpenFlow | 'none' | 'nothing'

/** Reads a block of directives; the reader stands behind its keyword. */
export const readFlow = (reader: Reader, keyword: Token, constants: Constants): FlowBlock => {
  skipAssignment(reader)
  if (noFlow(reader)) {
    next(reader)
    return 'none'
  }
  const name = readName(reader, keyword)
  opens(reader, 'Dataflow')
  const found = nothingFound(constants)
  found.places['dataflow'] = placeOf(reader, keyword)
  readDirectives(reader, keyword, found)
  const isEmpty = found.directives.length === 0 && found.constants.own.size === 0
  return isEmpty && name === undefined ? 'nothing' : { found, name, keyword }
}

export const closeFlow = (reader: Reader, { found, name, keyword }: OpenFlow): Flow => {
  if (name !== undefined) found.places['dataflow.name'] = placeOf(reader, name)
  const read = asDataflow(name?.value ?? '', found)
  warnOfUnbound(reader, read.unbound)
  return { read, keyword, swapped: undefined, isUsed: false }
}

/** What a layer without a dataflow of its own gets; `outer` is declared around its network, for other networks too. */
export type Inherited = { flow: Flow | undefined; outer: Flow | undefined }

/** From here on layers inherit another dataflow, or none. */
export const inherit = (reader: Reader, inherited: Inherited, flow: Flow | undefined): void => {
  const before = inherited.flow
  inherited.flow = flow
  if (before === undefined || before === flow || before === inherited.outer || before.isUsed) return
  const message =
    'No layer gets this Dataflow: outside of a Layer it is that of the layers after it that have none. Write it in the Layer, or before it.'
  warn(reader, 'IgnoredEntry', before.keyword, message)
}

const swappedNames: Readonly<Record<string, string>> = { C: 'G', G: 'C' }
const swapName = (name: string): string => (Object.hasOwn(swappedNames, name) ? swappedNames[name]! : name)

const swapSizes = (expression: Expression): Expression => {
  if (typeof expression === 'number' || expression._tag === 'Param') return expression
  if (expression._tag === 'Sz') return { _tag: 'Sz', dimension: swapName(expression.dimension) }
  return { _tag: expression._tag, terms: expression.terms.map(swapSizes) }
}

const swapDirective = (directive: Directive): Directive => {
  const size = swapSizes(directive.size)
  if (directive._tag === 'Cluster') return { _tag: 'Cluster', size }
  const { _tag, offset, dimension } = directive
  return { _tag, size, offset: swapSizes(offset), dimension: swapName(dimension) }
}

/** The dataflow for channels that are groups: C means G, and G, which there is only one of, means C. */
export const swappedFlow = (flow: Flow): Dataflow => {
  const { name, directives, parameters } = flow.read.dataflow
  flow.swapped ??= { name, directives: directives.map(swapDirective), parameters }
  return flow.swapped
}
