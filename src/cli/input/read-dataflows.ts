/** From `--dataflow` to dataflows. */
import { attentionDataflows } from '../../catalog/attention-dataflows'
import { paperDataflows } from '../../catalog/dataflows'
import { matrixDataflows, tensorCoreProduct } from '../../catalog/matrix-dataflows'
import { mkPartitioned, toolDataflows } from '../../catalog/tool-dataflows'
import type { Dataflow } from '../../dataflow/directive'
import type { Faults } from '../faults'
import type { Invocation } from '../invocation/option'
import { listOf } from '../invocation/values'
import { catalogEntry, type Named } from './catalog-names'
import { endingOf, type Files, isFileName, textOf } from './files'
import { dataflowsFromNotation } from './notation-file'
import { type OtherFormats, unknownFormat } from './other-formats'
import { isToolFile } from './other-formats/tool-file'
import { type Flow, flow } from './workload'

const single: readonly Dataflow[] = [
  ...paperDataflows,
  ...toolDataflows,
  ...matrixDataflows,
  ...attentionDataflows,
  mkPartitioned,
  tensorCoreProduct,
]

/** Dataflows and families of them, by name. */
export const dataflowNames: Named<readonly Dataflow[]> = {
  ...Object.fromEntries(single.map((dataflow) => [dataflow.name, [dataflow]])),
  paper: paperDataflows,
  tool: toolDataflows,
  matrix: matrixDataflows,
  attention: attentionDataflows,
}

/** What layers choose among where nothing is said. */
export const defaultDataflows: readonly Dataflow[] = single

type Given = { readonly invocation: Invocation; readonly files: Files; readonly others: OtherFormats }

const fromFile = async (file: string, files: Files, faults: Faults): Promise<readonly Flow[]> => {
  const ending = endingOf(file)
  if (ending !== '.m' && ending !== '.json') {
    unknownFormat(file, 'dataflow', faults)
    return []
  }
  const text = textOf(files, file, faults)
  if (text === undefined) return []
  if (ending === '.m') return dataflowsFromNotation({ file, text }, faults)
  const { dataflowsFromJson } = await import('./document')
  return dataflowsFromJson({ file, text }, faults)
}

/** The dataflows of `--dataflow`, in the order given; none where it is absent. */
export const readDataflows = async (
  { invocation, files, others }: Given,
  faults: Faults,
): Promise<readonly Flow[]> => {
  const found = await Promise.all(
    listOf(invocation.options, 'dataflow').map(async (word) => {
      if (isToolFile(word)) return others.flows
      if (isFileName(word)) return fromFile(word, files, faults)
      const hint = 'Give names with commas between them, or a file such as ./dataflow.m.'
      return (catalogEntry(dataflowNames, word, { what: 'dataflow', hint }, faults) ?? []).map(flow)
    }),
  )
  return found.flat()
}
