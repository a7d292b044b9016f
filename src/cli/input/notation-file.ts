/** Files in MAESTRO's notation. */
import { type Either, isLeft } from 'fp-ts/Either'
import type { DescribedError, EstimateError } from '../../error/error'
import type { Accelerator } from '../../hardware/accelerator'
import { parseDataflows } from '../../notation/dataflow-text'
import { parseAccelerators } from '../../notation/hardware'
import { locateErrors } from '../../notation/locate'
import { parseNetworks } from '../../notation/network'
import type { NotationErrors, NotationWarning } from '../../notation/notation-error'
import type { TextPlaces } from '../../notation/places'
import { badFile, type Faults, rejectAll } from '../faults'
import { type Entry, type Flow, type Workload, workload } from './workload'

export type Source = { readonly file: string; readonly text: string }

const opened = <A>(read: Either<NotationErrors, A>, faults: Faults): A | undefined => {
  if (!isLeft(read)) return read.right
  rejectAll(faults, read.left)
  return undefined
}

const warningText = ({ path, message }: NotationWarning): string => `${path}: ${message}`

const nothingIn = ({ file }: Source, what: string, faults: Faults): void =>
  badFile(faults, file, {
    expected: what,
    given: 'none',
    hint: `Write ${what} into the file.`,
    message: `${file} has no ${what}.`,
  })

/** The layers of all networks of a file. */
export const workloadFromNotation = (source: Source, faults: Faults): Workload | undefined => {
  const networks = opened(parseNetworks(source.text, { file: source.file }), faults)
  if (networks === undefined) return undefined
  const placesOf = new Map<Entry['layer'], TextPlaces>()
  const entries = networks.flatMap(({ layers }) =>
    layers.map(({ layer, dataflow, places }): Entry => {
      placesOf.set(layer, places)
      return { layer, count: 1, dataflow }
    }),
  )
  if (entries.length === 0) nothingIn(source, 'Layer', faults)
  return workload({
    name: networks.map(({ name }) => name).find((name) => name !== '') ?? source.file,
    entries,
    notes: networks.flatMap(({ warnings }) => warnings.map(warningText)),
    locate: (errors, entry) =>
      entry === undefined ? errors : located(errors, source, placesOf.get(entry.layer)),
  })
}

/** Errors with the lines of a text. */
const located = (
  errors: readonly DescribedError[],
  { file, text }: Source,
  places: TextPlaces | undefined,
): readonly DescribedError[] =>
  // What is located is an error of an estimate; of any other nothing but its path is read.
  locateErrors(errors as readonly EstimateError[], text, places, { file })

export const locateInNotation = (errors: readonly DescribedError[], source: Source) =>
  located(errors, source, undefined)

/** The first accelerator of a file. */
export const acceleratorFromNotation = (source: Source, faults: Faults): Accelerator | undefined => {
  const found = opened(parseAccelerators(source.text, { file: source.file }), faults)
  if (found === undefined) return undefined
  const [first, ...others] = found
  if (first === undefined) nothingIn(source, 'accelerator', faults)
  if (others.length > 0)
    badFile(faults, source.file, {
      expected: 'one Accelerator',
      given: `${found.length}`,
      hint: 'Write each into a file of its own.',
      message: `${source.file} has ${found.length} accelerators: ${found.map(({ name }) => name).join(', ')}.`,
    })
  return first?.hardware
}

/** The dataflows of a file. */
export const dataflowsFromNotation = (source: Source, faults: Faults): readonly Flow[] => {
  const found = opened(parseDataflows(source.text, { file: source.file }), faults) ?? []
  return found.map(({ dataflow, places }, i) => ({
    dataflow: { ...dataflow, name: dataflow.name || (found.length === 1 ? source.file : `${i + 1}`) },
    locate: (errors) => located(errors, source, places),
  }))
}
