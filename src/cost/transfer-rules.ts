/** How the inputs of a layer arrive on an accelerator (docs/spec.md, section 17). */
import type { Report } from '../error/error'
import { areContiguous, areReloaded, type NamedFlags, notOfOutputs } from '../hardware/named'
import type { ResolvedHardware } from '../hardware/resolve'
import type { TransferRules } from '../hardware/transfer-rules'
import { hasOwnName } from '../operator/roles'
import type { Role } from './counts'
import { entriesOf, maskOf, reportListedOutputs } from './tensor-names'

const reportOutputs = ({ path, entries }: NamedFlags, tensors: readonly Role[], report: Report): void => {
  for (const tensor of tensors)
    if (tensor.role === 'output' && hasOwnName(tensor) && entries.has(tensor.name))
      report.push(notOfOutputs(`${path}.${tensor.name}`, tensor.name, areReloaded))
}

/** A bit for each input of which a buffer keeps nothing. A name wins over a role. */
const reloaded = (keep: NamedFlags | null, tensors: readonly Role[], report: Report): number => {
  if (keep === null) return 0
  reportOutputs(keep, tensors, report)
  return tensors.reduce((bits, tensor, t) => {
    if (tensor.role === 'output') return bits
    const { own, ofRole } = entriesOf(keep, tensor)
    return (keep.all ?? own ?? ofRole ?? true) ? bits : bits | (1 << t)
  }, 0)
}

/** Null where units keep what they need again, and only what is touched is moved. */
export const transferRulesFor = (
  { named }: ResolvedHardware,
  tensors: readonly Role[],
  report: Report,
): TransferRules | null => {
  if (named === null) return null
  const { contiguous: list, keptInClusters, keptInL1 } = named
  if (list !== null) reportListedOutputs(list, tensors, areContiguous, report)
  const contiguous = maskOf(list, tensors)
  const reloadedInClusters = keptInClusters.map((keep) => reloaded(keep, tensors, report))
  const reloadedInL1 = reloaded(keptInL1, tensors, report)
  const isNone = contiguous === 0 && reloadedInL1 === 0 && reloadedInClusters.every((bits) => bits === 0)
  return isNone ? null : { reloadedInClusters, reloadedInL1, contiguous }
}
