/** From a case, as it stands in a file, to what a user of the package would write for it. */
import {
  type Accelerator,
  accelerator,
  cluster,
  conv2d,
  type Dataflow,
  type Directive,
  dataflow,
  depthwiseConv2d,
  divideCeil,
  divideFloor,
  type Expression,
  elementwise,
  fullyConnected,
  gemm,
  groupedConv2d,
  type Interconnect,
  type Layer,
  layer,
  max,
  min,
  minus,
  operator,
  param,
  plus,
  pool2d,
  spatialMap,
  sz,
  temporalMap,
  times,
  transposedConv2d,
} from '../../src/index'
import type { CaseDirective, CaseSize, ExactCase } from '../support/simulator/canonical-cases'
import type { GivenHardware } from '../support/simulator/hardware'
import type { LayerType } from '../support/simulator/operators'
import type { SimNoc } from '../support/simulator/types'
import type { BoundCase } from './case-files'

const constructors: { readonly [K in LayerType]: (given: never) => Layer } = {
  conv2d,
  depthwiseConv2d,
  groupedConv2d,
  transposedConv2d,
  pool2d,
  gemm,
  fullyConnected,
  elementwise,
}

/** A layer from data whose shape only the constructor's own check can judge. */
export const constructed = (type: LayerType, given: object): Layer => constructors[type](given as never)

const perAxis = ([y, x]: readonly [number, number] = [1, 1]) => ({ y, x })

export const exactLayer = (of: ExactCase['layer']): Layer =>
  of.type === 'custom'
    ? layer(operator(of.operator), of.sizes, 'a custom layer')
    : constructed(
        of.type,
        of.type === 'gemm'
          ? of.sizes
          : { ...of.sizes, stride: perAxis(of.stride), dilation: perAxis(of.dilation) },
      )

export const caseLayer = (of: BoundCase['layer']): Layer =>
  of.type === 'custom'
    ? layer(operator(of.operator), of.given as Readonly<Record<string, number>>, of.options) // every extent is given
    : constructed(of.type, of.given)

const operations: { readonly [name: string]: (...terms: readonly Expression[]) => Expression } = {
  plus,
  times,
  min,
  max,
  minus: (a = 0, b = 0) => minus(a, b),
  divideFloor: (a = 0, b = 0) => divideFloor(a, b),
  divideCeil: (a = 0, b = 0) => divideCeil(a, b),
}

/** `["plus", ["sz", "S"], 3]` as `plus(sz('S'), 3)`. */
const expressionOf = (size: CaseSize): Expression => {
  if (typeof size === 'number') return size
  const [head, ...rest] = size
  if (head === 'sz') return sz(String(rest[0]))
  if (head === 'param') return param(String(rest[0]))
  const operation = operations[head]
  if (operation === undefined)
    throw new Error(`the cases use an operation ${head} that this test does not know`)
  return operation(...rest.map((term) => expressionOf(term as CaseSize))) // only sz and param take names
}

const directiveOf = (directive: CaseDirective): Directive => {
  if (directive[0] === 'cluster') return cluster(expressionOf(directive[1]))
  const [kind, size, offset, dimension] = directive
  const map = kind === 'spatialMap' ? spatialMap : temporalMap
  return map(expressionOf(size), expressionOf(offset), dimension)
}

export const dataflowOf = (name: string, directives: readonly CaseDirective[]): Dataflow =>
  dataflow(name, directives.map(directiveOf))

/** In the cases null is an unlimited bandwidth; in the package it is absent. */
const networkOf = ({ bandwidth, latency, multicast, reduction }: SimNoc): Interconnect => ({
  latency,
  multicast,
  reduction,
  ...(bandwidth === null ? {} : { bandwidth }),
})

export const exactHardware = ({ pes, simd, overlap, levels }: ExactCase): Accelerator =>
  accelerator({ pes, simd, overlap, noc: levels.map(({ noc }) => networkOf(noc)) })

/** The case's hardware is what `accelerator` gets, of whatever quality. */
export const givenHardware = (given: GivenHardware): Accelerator => accelerator(given as Accelerator)
