/** A name without a meaning is one mistake, and one error, however many directives use it. */
import type { ErrorTag, EstimateError } from '../error/error'

/** For each kind of error about a name, the name that each of these errors is about, in the order of the errors. */
export type NamesOfErrors = { readonly [Tag in ErrorTag]?: readonly string[] }

const directiveOf = ({ path }: EstimateError): string => path.slice(0, path.lastIndexOf('.'))

/** The error where the name is corrected first: at a map, because sizes follow it. */
const oneOf = (errors: readonly EstimateError[]): EstimateError => {
  const error = errors.find(({ path }) => path.endsWith('.dimension')) ?? errors[0]!
  const { size } = new Set(errors.map(directiveOf))
  return size < 2 ? error : { ...error, message: `${error.message} ${size} directives use this name.` }
}

/** The errors with one for each name; all others stay. */
export const oncePerName = (
  errors: readonly EstimateError[],
  names: NamesOfErrors,
): readonly EstimateError[] => {
  const seen: { [Tag in ErrorTag]?: number } = {}
  const groups = new Map<unknown, EstimateError[]>()
  for (const error of errors) {
    const { _tag } = error
    const at = seen[_tag] ?? 0
    seen[_tag] = at + 1
    const name = names[_tag]?.[at]
    const key = name === undefined ? error : _tag + name
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [error])
    else group.push(error)
  }
  return [...groups.values()].map(oneOf)
}
