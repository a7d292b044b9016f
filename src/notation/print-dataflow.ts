/** Dataflows as text. */
import type { Dataflow, Directive } from '../dataflow/directive'
import type { Expression } from '../dataflow/expression'
import { printMap } from '../dataflow/print'
import { mostDirectives } from '../internal/limits'
import { printExpression, printNumber } from './print-expression'
import { indented, printed, printName } from './printed'

const printDirective = (directive: Directive): string => {
  if (directive._tag === 'Cluster') return `Cluster(${printExpression(directive.size)}, P);`
  const { _tag, size, offset, dimension } = directive
  const map = { kind: _tag, size: printExpression(size), offset: printExpression(offset), name: dimension }
  return `${printMap(map)};`
}

const namesIn = (expression: Expression): readonly string[] => {
  if (typeof expression === 'number' || expression._tag === 'Sz') return []
  return expression._tag === 'Param' ? [expression.name] : expression.terms.flatMap(namesIn)
}

/** The directives that are printed; one more than any dataflow may have shows that there are too many. */
const printedDirectives = ({ directives }: Dataflow): readonly Directive[] =>
  directives.slice(0, mostDirectives + 1)

/** The parameters that the sizes of a dataflow use, in their order. */
export const usedParameters = (dataflow: Dataflow): ReadonlySet<string> =>
  new Set(
    printedDirectives(dataflow).flatMap((directive) =>
      (directive._tag === 'Cluster' ? [directive.size] : [directive.size, directive.offset]).flatMap(namesIn),
    ),
  )

/** The value that a dataflow binds a name to. */
const boundTo = ({ parameters }: Dataflow, name: string): number | undefined =>
  Object.hasOwn(parameters, name) ? parameters[name] : undefined

/** Constants of the file: the parameters to which every dataflow that uses them gives the same value. */
export type FileConstants = ReadonlyMap<string, number>

export const fileConstants = (dataflows: readonly Dataflow[]): FileConstants => {
  const shared = new Map<string, number>()
  const differing = new Set<string>()
  for (const dataflow of new Set(dataflows))
    for (const name of usedParameters(dataflow)) {
      const value = boundTo(dataflow, name)
      const known = shared.get(name)
      if (value === undefined || (known !== undefined && known !== value)) differing.add(name)
      else shared.set(name, value)
    }
  for (const name of differing) shared.delete(name)
  return shared
}

const printConstant = (name: string, value: number): string => `Constant ${name} ${printNumber(value)};`

export const printConstants = (constants: FileConstants): readonly string[] =>
  [...constants].map(([name, value]) => printConstant(name, value))

/** What the constants of the file do not say of a dataflow's parameters. */
const ownConstants = (dataflow: Dataflow, constants: FileConstants): readonly string[] => {
  const used = usedParameters(dataflow)
  return Object.entries(dataflow.parameters)
    .filter(([name]) => !(used.has(name) && constants.has(name)))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => printConstant(name, value))
}

/** An empty block without a name would mean the dataflow of the layer before. */
const headOf = ({ name }: Dataflow, isEmpty: boolean): string => {
  if (name === '' && !isEmpty) return 'Dataflow {'
  return `Dataflow ${printName(name)} {`
}

export const dataflowLines = (dataflow: Dataflow, constants: FileConstants): readonly string[] => {
  const lines = [...ownConstants(dataflow, constants), ...printedDirectives(dataflow).map(printDirective)]
  return [headOf(dataflow, lines.length === 0), ...indented(lines), '}']
}

/**
 * A dataflow as text, its parameters as constants; `parseDataflow` reads it back. Its name, constants among its
 * directives, and arithmetic are this library's additions: for the public tool use numbers, `sz` and an empty name.
 *
 * @param dataflow - The dataflow to print.
 *
 * @example
 * ```ts
 * import { cluster, dataflow, param, spatialMap, sz, temporalMap } from 'maestro-dataflow'
 * import { printDataflow } from 'maestro-dataflow/notation'
 *
 * const rows = dataflow('', [temporalMap(sz('R'), 1, 'Y'), cluster(param('width')), spatialMap('C')], { width: 8 })
 * printDataflow(rows).split('\n') // => ['Constant width 8;', '', 'Dataflow {', '  TemporalMap(Sz(R), 1) Y;', '  Cluster(width, P);', '  SpatialMap(1, 1) C;', '}', '']
 * ```
 * @since 0.1.0
 * @category notation
 */
export const printDataflow = (dataflow: Dataflow): string =>
  printed(() => {
    const constants = fileConstants([dataflow])
    const declared = printConstants(constants)
    const head = declared.length === 0 ? [] : [...declared, '']
    return [...head, ...dataflowLines(dataflow, constants), ''].join('\n')
  })
