/** What is wrong with a command: faults of the command line, and faults of what it names. */
import { type DescribedError, described, type FaultDetails } from '../error/error'
import { didYouMean } from '../error/nearest'
import { listed } from '../error/show'

/** Collects the faults of one command. */
export type Faults = { readonly usage: DescribedError[]; readonly rejected: DescribedError[] }

export const noFaults = (): Faults => ({ usage: [], rejected: [] })

export const hasFaults = ({ usage, rejected }: Faults): boolean => usage.length + rejected.length > 0

export type UsageTag =
  | 'UnknownCommand'
  | 'UnknownOption'
  | 'UnknownName'
  | 'MissingArgument'
  | 'InvalidOption'

/** A fault of the command line; `path` is the word or the option. */
export const misuse = (faults: Faults, tag: UsageTag, path: string, details: FaultDetails): void => {
  faults.usage.push(described(tag, path, details))
}

/** A fault of a file as a whole. */
export const badFile = (faults: Faults, file: string, details: FaultDetails): void => {
  faults.rejected.push(described('UnreadableFile', file, details))
}

export const rejectAll = (faults: Faults, errors: readonly DescribedError[]): void => {
  faults.rejected.push(...errors)
}

type UnknownName = {
  readonly what: string
  readonly names: readonly string[]
  /** Other forms of the names. */
  readonly also?: readonly string[]
  readonly hint: string
}

/** A name that is none of those there are. */
export const unknownName = (
  faults: Faults,
  name: string,
  { what, names, also = [], hint }: UnknownName,
): void =>
  misuse(faults, 'UnknownName', name, {
    expected: `one of ${listed(names)}`,
    given: name,
    hint: `${didYouMean(name, [...names, ...also])}${hint}`,
    message: `There is no ${what} ${name}.`,
  })
