/** What the zeros of a layer save on an accelerator (docs/spec.md, section 15). */
import type { Elements, KnownDensity } from '../analysis/elements'
import type { Report } from '../error/error'
import type { Warning } from '../error/warning'
import { canBeGated, canBeSkipped, haveFormats, notOfOutputs } from '../hardware/named'
import type { Sparsity } from '../hardware/per-tensor'
import type { ResolvedHardware } from '../hardware/resolve'
import { mostTensors } from '../internal/limits'
import { entriesOf, maskOf, reportListedOutputs } from './tensor-names'

const expectedTime: Warning = {
  _tag: 'ExpectedTime',
  path: 'hardware.sparse.skip',
  message:
    'The time is the average of the units with skipping. The true mean is mostly longer, because the slowest unit decides.',
}

/** Whether the time is that of all data: at most one tensor skips, with the same number of nonzeros in every tile. */
const isCertain = (skipped: readonly KnownDensity[]): boolean =>
  skipped.length === 0 || (skipped.length === 1 && skipped[0]!.block !== null && skipped[0]!.isAligned)

/** The shares of the MACs that take energy and time; null where no density counts. */
export const sparsityFor = (
  { named }: ResolvedHardware,
  { tensors, density }: Elements,
  warnings: Warning[],
  report: Report,
): Sparsity | null => {
  const sparse = named?.sparse ?? null
  if (sparse === null) return null
  const { gate, skip, format } = sparse
  reportListedOutputs(gate, tensors, canBeGated, report)
  reportListedOutputs(skip, tensors, canBeSkipped, report)
  for (const tensor of tensors)
    if (tensor.role === 'output' && entriesOf(format, tensor).own !== undefined)
      report.push(notOfOutputs(`${format.path}.${tensor.name}`, tensor.name, haveFormats))
  if (density === null) return null
  const skips = maskOf(skip, tensors)
  const saves = skips | maskOf(gate, tensors)
  const isLookedAt = new Uint8Array(mostTensors)
  const skipped: KnownDensity[] = []
  let [effective, executed, isAny] = [1, 1, false]
  density.forEach((of, t) => {
    if (of === null || ((saves >> t) & 1) === 0) return
    isAny = true
    effective *= of.share
    if (((skips >> t) & 1) === 0) isLookedAt[t] = 1
    else {
      executed *= of.share
      if (of.share < 1) skipped.push(of)
    }
  })
  if (!isAny) return null
  if (!isCertain(skipped)) warnings.push(expectedTime)
  return { effective, executed, isLookedAt }
}
