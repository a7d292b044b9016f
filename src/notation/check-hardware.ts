/** Whether hardware that was read is an accelerator: by the rules of the estimate, each fault at its place. */
import type { EstimateError } from '../error/error'
import { show } from '../error/show'
import { readHardware, readUnits, resolveHardware } from '../hardware/resolve'
import { placeOfPart } from './locate-path'
import { notationError } from './notation-error'
import { type Places, placeIn } from './places'
import { type Reader, report } from './reader'
import type { Token } from './scan'

const faultsOf = (hardware: unknown): readonly EstimateError[] => {
  const faults: EstimateError[] = []
  const record = readHardware(hardware, faults)
  if (record !== undefined) resolveHardware(record, readUnits(record, faults), 1, faults)
  return faults
}

/** Hardware as it was read; `whole` is where it stands, `isRead` whether all of its text could be read. */
type Checked = {
  readonly hardware: unknown
  readonly places: Places
  readonly whole: Token
  readonly isRead: boolean
}

/** Reports what no estimate would take. Where something could not be read, what is missing may have been there. */
export const checkHardware = (reader: Reader, { hardware, places, whole, isRead }: Checked): void => {
  for (const fault of faultsOf(hardware)) {
    if (!isRead && fault.given === show(undefined)) continue
    const place = placeOfPart((path) => placeIn(places, path), fault.path)
    if (place !== undefined)
      reader.errors.push(notationError('InvalidHardware', reader.lines, place, reader.file, fault))
    // Of all that must be there, only the PEs belong to no other part.
    else report(reader, 'MissingEntry', whole, { ...fault, hint: 'Write, for instance, num_pes: 256.' })
  }
}
