/** A dataflow as the layers of a network share it. */
import type { Dataflow, Directive } from '../dataflow/directive'
import type { Expression } from '../dataflow/expression'
import type { Constants } from './constants'
import { asDataflow, type Found, nothingFound, type ReadDataflow, readDirectives } from './directives'
import {
  isMark,
  keywordOf,
  next,
  opens,
  peek,
  placeOf,
  type Reader,
  readName,
  skipAssignment,
  warn,
} from './reader'
import type { Token } from './scan'

/** A dataflow that was read; its form for channels as groups is made once, when a layer needs it. */
export type Flow = { readonly read: ReadDataflow; readonly found: Found; swapped: Dataflow | undefined }

const noFlow = (reader: Reader): boolean =>
  keywordOf(peek(reader)) === 'none' && !isMark(peek(reader, 1), '{')

const warnOfUnbound = (reader: Reader, unbound: readonly Token[]): void => {
  for (const token of unbound) {
    const name = token.text.slice(0, 40)
    const message = `${name} has no value: declare it as a Constant, bind it in the dataflow's parameters, or write Sz(${name}) if the size of a dimension is meant.`
    warn(reader, 'UnboundParameter', token, message)
  }
}

/**
 * Reads a block of directives; the reader stands behind its keyword. A second block of a layer goes on with the first.
 * An empty block without a name says as little as none at all, and `none` that there is no dataflow.
 */
export const readFlow = (
  reader: Reader,
  keyword: Token,
  constants: Constants,
  before: Flow | undefined,
  goesOn: boolean,
): Flow | undefined => {
  skipAssignment(reader)
  if (noFlow(reader)) {
    next(reader)
    return undefined
  }
  const name = readName(reader, keyword)
  opens(reader, 'Dataflow')
  const found = goesOn && before !== undefined ? before.found : nothingFound(constants)
  readDirectives(reader, keyword, found)
  if (found.directives.length === 0 && found.constants.own.size === 0 && name === undefined) return before
  const read = asDataflow(name?.value ?? '', found)
  read.places.set('dataflow', placeOf(reader, keyword))
  if (name !== undefined) read.places.set('dataflow.name', placeOf(reader, name))
  warnOfUnbound(reader, read.unbound)
  return { read, found, swapped: undefined }
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
