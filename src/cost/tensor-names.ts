/** Which tensors of a layer an accelerator means by names and roles (docs/spec.md, section 10): a name wins over a role. */
import type { Report } from '../error/error'
import { didYouMean } from '../error/nearest'
import type { Warning } from '../error/warning'
import { type ByTensor, notOfOutputs, type TensorList } from '../hardware/named'
import type { ResolvedHardware } from '../hardware/resolve'
import { shownName } from '../internal/readers'
import { hasOwnName, roleNameOf, roleNames } from '../operator/roles'
import type { Role } from './counts'

/** The entry of a tensor's own name, and that of its role. */
export const entriesOf = <A>(
  { entries }: ByTensor<A>,
  tensor: Role,
): { readonly own?: A; readonly ofRole?: A } => {
  const own = hasOwnName(tensor) ? entries.get(tensor.name) : undefined
  const ofRole = entries.get(roleNameOf(tensor))
  return { ...(own === undefined ? {} : { own }), ...(ofRole === undefined ? {} : { ofRole }) }
}

/** Whether a list names a tensor, by its own name or by its role. */
export const isListed = ({ names }: TensorList, tensor: Role): boolean =>
  (hasOwnName(tensor) && names.includes(tensor.name)) || names.includes(roleNameOf(tensor))

/** Reports the outputs in a list that only inputs may be in; `what` is what inputs have, in words. */
export const reportListedOutputs = (
  { path, names }: TensorList,
  tensors: readonly Role[],
  what: string,
  report: Report,
): void =>
  names.forEach((name, i) => {
    if (tensors.some((tensor) => hasOwnName(tensor) && tensor.name === name && tensor.role === 'output'))
      report.push(notOfOutputs(`${path}[${i}]`, name, what))
  })

/** A bit for each tensor that a list names. */
export const maskOf = (list: TensorList | null, tensors: readonly Role[]): number =>
  list === null
    ? 0
    : tensors.reduce((mask, tensor, t) => (isListed(list, tensor) ? mask | (1 << t) : mask), 0)

/** Names of tensors that the operator lacks: of an accelerator for several layers, another one may have them. */
export const unusedNames = (
  { named, networks }: ResolvedHardware,
  tensors: readonly Role[],
): readonly Warning[] => {
  const known = [...tensors.filter(hasOwnName).map(({ name }) => name), ...roleNames]
  const found = new Map<string, Warning>()
  const look = (path: string, names: Iterable<string>): void => {
    for (const name of names) {
      if (known.includes(name)) continue
      const meant = didYouMean(shownName(name), known)
      const message = `${path} names ${shownName(name)}, which the operator of the layer does not have.${meant === '' ? '' : ` ${meant.trim()}`}`
      found.set(message, { _tag: 'UnusedEntry', path, message })
    }
  }
  const ofEntries = (of: ByTensor<unknown> | null | undefined): void => {
    if (of) look(of.path, of.entries.keys())
  }
  if (named === null) return []
  const { precision, l1, clusters, l2, offchip, bypass, contiguous, keptInClusters, keptInL1, sparse } = named
  for (const of of [precision, l1, ...clusters, l2, offchip, sparse?.format, ...keptInClusters, keptInL1])
    ofEntries(of)
  for (const list of [bypass, contiguous, sparse?.gate, sparse?.skip]) if (list) look(list.path, list.names)
  for (const { channels } of networks) for (const { tensors: list } of channels) look(list.path, list.names)
  return [...found.values()]
}
