/** Which dataflows the layers of a workload run under. */
import type { Dataflow } from '../../dataflow/directive'
import type { DataflowChoice } from '../../network/network-estimate'
import { badFile, type Faults } from '../faults'
import { defaultDataflows } from '../input/read-dataflows'
import type { Entry, Workload } from '../input/workload'
import type { Inputs } from './given'

export type Chosen = {
  readonly choice: DataflowChoice
  /** How layers get their dataflows, in words. */
  readonly words: string
  /** Whether nobody has said which. */
  readonly isUsual?: true
}

const names = (dataflows: readonly Dataflow[]): string => dataflows.map(({ name }) => name).join(', ')

const among = (dataflows: readonly Dataflow[]): Chosen => {
  const [first, ...others] = dataflows
  return first !== undefined && others.length === 0
    ? { choice: first, words: `under ${first.name || 'the dataflow given'}` }
    : { choice: dataflows, words: `each layer under the best of ${names(dataflows)}` }
}

const withoutDataflow = ({ name, entries }: Workload, faults: Faults): void => {
  const missing = entries.filter(({ dataflow }) => dataflow === null).map(({ layer }) => layer.name)
  badFile(faults, name, {
    expected: 'a dataflow for every layer',
    given: `none for ${missing.join(', ')}`,
    hint: 'Write a Dataflow into these layers, or give --dataflow for all of them.',
    message: `Some layers of ${name} have a dataflow, and these have none: ${missing.join(', ')}.`,
  })
}

const own = (entries: readonly Entry[]): Chosen | undefined => {
  const flows = new Map(entries.map(({ layer, dataflow }) => [layer, dataflow]))
  const [first] = entries
  if (first === undefined || first.dataflow === null) return undefined
  const fallback = first.dataflow
  return {
    choice: (layer) => flows.get(layer) ?? fallback,
    words: 'each layer under its own dataflow',
  }
}

/** The dataflows of the command line; else those of the document or of the layers; else the best of the catalog. */
export const chooseDataflows = ({ workload, flows }: Inputs, faults: Faults): Chosen | undefined => {
  if (flows.length > 0) return among(flows.map(({ dataflow }) => dataflow))
  if (workload.dataflows.length > 0) return among(workload.dataflows)
  const missing = workload.entries.filter(({ dataflow }) => dataflow === null).length
  if (missing === 0) return own(workload.entries)
  if (missing < workload.entries.length) {
    withoutDataflow(workload, faults)
    return undefined
  }
  if (workload.flowOf !== null)
    return { choice: workload.flowOf, words: 'each layer under the dataflow of its kind' }
  return {
    choice: defaultDataflows,
    words: 'each layer under the best dataflow of the catalog',
    isUsual: true,
  }
}
