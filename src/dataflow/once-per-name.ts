/** A name without a meaning is one mistake, and one error, however many directives use it. */
import type { ErrorTag, EstimateError } from '../error/error'

/** For each kind of error about a name, the name that each of these errors is about, in the order of the errors. */
export type NamesOfErrors = { readonly [Tag in ErrorTag]?: readonly string[] }

/** A name is corrected where it is mapped; sizes follow. */
const placed = (errors: readonly EstimateError[]): EstimateError =>
  errors.find(({ path }) => path.endsWith('.dimension')) ?? errors[0]!

const directiveOf = ({ path }: EstimateError): string => path.slice(0, path.lastIndexOf('.'))

const counted = (error: EstimateError, group: readonly EstimateError[]): EstimateError => {
  const { size } = new Set(group.map(directiveOf))
  return size < 2 ? error : { ...error, message: `${error.message} ${size} directives use this name.` }
}

/** The errors with one for each name; all others stay. */
export const oncePerName = (
  errors: readonly EstimateError[],
  names: NamesOfErrors,
): readonly EstimateError[] => {
  const seen: { [Tag in ErrorTag]?: number } = {}
  const groups = new Map<string, EstimateError[]>()
  const grouped = errors.map((error) => {
    const { _tag } = error
    const at = seen[_tag] ?? 0
    seen[_tag] = at + 1
    const name = names[_tag]?.[at]
    if (name === undefined) return [error]
    const group = groups.get(`${_tag} ${name}`) ?? []
    groups.set(`${_tag} ${name}`, group)
    group.push(error)
    return group
  })
  return errors.flatMap((error, i) => {
    const group = grouped[i]!
    return placed(group) === error ? [counted(error, group)] : []
  })
}
