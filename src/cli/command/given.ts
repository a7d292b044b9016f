/** What every command is given, and what it makes of it. */
import type { DescribedError } from '../../error/error'
import type { Answer } from '../answer'
import { type Faults, rejectAll } from '../faults'
import type { Files } from '../input/files'
import type { Hardware } from '../input/hardware'
import { readOtherFormats } from '../input/other-formats'
import { readDataflows } from '../input/read-dataflows'
import { readHardware } from '../input/read-hardware'
import { readWorkload } from '../input/read-workload'
import type { Entry, Flow, Workload } from '../input/workload'
import type { Invocation } from '../invocation/option'
import { isSet } from '../invocation/values'
import type { Job } from '../search/job'

export type Given = { readonly invocation: Invocation; readonly files: Files }

/** An answer, or a long search that leads to one. */
export type Outcome =
  | { readonly _tag: 'Answer'; readonly answer: Answer }
  | { readonly _tag: 'Job'; readonly job: Job }

export const answered = (answer: Answer): Outcome => ({ _tag: 'Answer', answer })

/** A command: undefined where there are faults. */
export type Run = (given: Given, faults: Faults) => Promise<Outcome | undefined>

export type Inputs = {
  readonly workload: Workload
  readonly hardware: Hardware
  readonly flows: readonly Flow[]
}

const nothing: Pick<Workload, 'name' | 'hardware' | 'locate'> = {
  name: '',
  hardware: null,
  locate: (errors) => errors,
}

/** The workload, the accelerator and the dataflows of a command; the faults of all of them are reported together. */
export const readInputs = async (given: Given, faults: Faults): Promise<Inputs | undefined> => {
  const others = await readOtherFormats(given, faults)
  const workload = await readWorkload({ ...given, others }, faults)
  const flows = await readDataflows({ ...given, others }, faults)
  // A workload that cannot be read may have an accelerator: none is missing then.
  if (workload === undefined && !isSet(given.invocation.options, 'on')) return undefined
  const hardware = await readHardware({ ...given, others }, workload ?? nothing, faults)
  if (workload === undefined || hardware === undefined) return undefined
  return { workload: { ...workload, notes: [...workload.notes, ...others.notes] }, hardware, flows }
}

const candidate = /^dataflow\[(\d+)\]/

/** The errors of a candidate are those of the dataflow that it is. */
const locateOne = (
  { workload, hardware, flows }: Inputs,
  entry: Entry | undefined,
  error: DescribedError,
): readonly DescribedError[] => {
  const { path } = error
  if (path.startsWith('hardware')) return hardware.locate([error])
  if (!path.startsWith('dataflow')) return workload.locate([error], entry)
  const index = candidate.exec(path)?.[1]
  if (index === undefined && flows.length === 0) return workload.locate([error], entry)
  const flow = flows[Number(index ?? 0)]
  const located = flow?.locate([{ ...error, path: path.replace(candidate, 'dataflow') }]) ?? [error]
  return located.map((each) => ({ ...each, path }))
}

/** Where errors of an estimate or a search come from, and of which layer, if there are several. */
export const locatedErrors = (
  inputs: Inputs,
  entry: Entry | undefined,
  errors: readonly DescribedError[],
): readonly DescribedError[] => {
  const isOne = inputs.workload.entries.length === 1 || entry === undefined
  return errors
    .flatMap((error) => locateOne(inputs, entry, error))
    .map((error) => (isOne ? error : { ...error, path: `${entry.layer.name}: ${error.path}` }))
}

/** Reports the errors of an answer, with their places. */
export const rejectLocated = (
  faults: Faults,
  inputs: Inputs,
  entry: Entry | undefined,
  errors: readonly DescribedError[],
): undefined => {
  rejectAll(faults, locatedErrors(inputs, entry, errors))
  return undefined
}
