/** The widths that a layer gives its tensors (docs/spec.md, section 10), checked on untrusted data. */
import { fault, type Report } from '../error/error'
import { show } from '../error/show'
import { isRecord, readRecord } from '../internal/read'
import type { Tensor } from './problem'
import { hasOwnName, inputsName, roleNameOf, roleNames } from './roles'
import {
  earlierOf,
  finalAbovePartial,
  firstOf,
  type GivenWidths,
  type Giver,
  readWidths,
  splitInput,
  type Widths,
} from './widths'

const path = 'layer.precision'

const readEntry = (
  value: unknown,
  name: string,
  giver: Giver,
  isInput: boolean,
  report: Report,
): GivenWidths | undefined => {
  if (value === undefined) return undefined
  const place = `${path}.${name}`
  const widths = readWidths(value, place, giver, report)
  if (isInput && widths.isSplit) report.push(splitInput(giver, place))
  return widths
}

/** Reports complete sums that are wider than partial ones where name and role give one each: no accelerator mends that. */
const reportWiderFinal = ({ role }: Tensor, { partial, final }: Widths, report: Report): void => {
  if (role === 'input' || partial === null || final === null || partial.giver === final.giver) return
  const { giver, path } = earlierOf(partial, final) ?? partial
  if (final.bits > partial.bits) report.push(finalAbovePartial(giver, path, final.bits, partial.bits))
}

/** Per tensor the widths that a layer gives, of its own name before those of its role; null where it gives none. */
export const readPrecision = (
  value: unknown,
  tensors: readonly Tensor[],
  report: Report,
): readonly Widths[] | null => {
  if (!isRecord(value)) {
    if (typeof value !== 'number') {
      const expected = 'bits for every tensor, or an object with bits by tensor'
      const hint = 'Write precision: 8, or precision: { inputs: 8, outputs: { partial: 32, final: 8 } }.'
      report.push(fault('Malformed', path, { expected, given: show(value), hint }))
      return null
    }
    const all = readWidths(value, path, 'layer by role', report)
    return tensors.map(() => all)
  }
  const named = tensors.filter(hasOwnName)
  const record = readRecord(
    value,
    path,
    [...named.map(({ name }) => name), ...roleNames],
    'Malformed',
    report,
  )
  if (record === undefined) return null
  const ofRoles = new Map(
    roleNames.map((role) => [
      role,
      readEntry(record[role], role, 'layer by role', role === inputsName, report),
    ]),
  )
  const widths = tensors.map((tensor) => {
    const { name, role } = tensor
    const own = hasOwnName(tensor)
      ? readEntry(record[name], name, 'layer by name', role === 'input', report)
      : undefined
    const given = firstOf(own, ofRoles.get(roleNameOf(tensor)))
    reportWiderFinal(tensor, given, report)
    return given
  })
  return widths.some(({ partial, final }) => partial !== null || final !== null) ? widths : null
}
