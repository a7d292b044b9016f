/** Whether hardware that was read is an accelerator: by the rules of the estimate, each fault at its place. */
import type { EstimateError } from '../error/error'
import { readHardware, readUnits, resolveHardware } from '../hardware/resolve'
import type { PlacesByPath } from './directives'
import { placeOfPart } from './locate-path'
import { notationError } from './notation-error'
import { peek, type Reader, report } from './reader'

const faultsOf = (hardware: unknown): readonly EstimateError[] => {
  const faults: EstimateError[] = []
  const record = readHardware(hardware, faults)
  if (record !== undefined) resolveHardware(record, readUnits(record, faults), 1, faults)
  return faults
}

/** Reports what no estimate would take; the reader stands at the end of the text. */
export const checkHardware = (reader: Reader, hardware: unknown, places: PlacesByPath): void => {
  for (const fault of faultsOf(hardware)) {
    const place = placeOfPart((path) => places.get(path), fault.path)
    if (place !== undefined)
      reader.errors.push(notationError('InvalidHardware', reader.lines, place, reader.file, fault))
    // Of all that must be there, only the PEs belong to no other part.
    else
      report(reader, 'MissingEntry', peek(reader), { ...fault, hint: 'Write, for instance, num_pes: 256.' })
  }
}
