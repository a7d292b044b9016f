/** `explain`: a layer in words. */
import { isLeft, isRight } from 'fp-ts/Either'
import type { Dataflow } from '../../dataflow/directive'
import { objectives } from '../../figures/objectives'
import { map } from '../../map/map'
import type { Mapping } from '../../map/mapping-type'
import type { MapRequest } from '../../map/request'
import { estimateNetwork } from '../../network/estimate-network'
import type { DataflowChoice, NetworkEstimate } from '../../network/network-estimate'
import { printDataflow } from '../../notation/print-dataflow'
import { explain } from '../../report/explain/explain'
import { percent, plural } from '../../report/numbers'
import { trafficSpec } from '../../report/spec/traffic'
import { columnsOf } from '../../report/table/table'
import { answer } from '../answer'
import { asLayers, type Entry, groupsOf } from '../input/workload'
import { isSet, wordOf } from '../invocation/values'
import { chooseDataflows } from './choose-dataflows'
import { errorsIn } from './estimate'
import { answered, type Inputs, type Run, readInputs, rejectLocated } from './given'

const cyclesOf = ({ layers }: NetworkEstimate): readonly number[] =>
  layers.map(({ result, count }) => (isRight(result) ? count * result.right.runtime : 0))

/** The dataflow that a layer was estimated under. */
const takenFlow = (choice: DataflowChoice, { layer }: Entry, name: string | null): Dataflow | undefined => {
  if (typeof choice === 'function') return choice(layer)
  // A list of dataflows is no dataflow, which TypeScript does not tell apart by itself.
  const candidates = 'directives' in choice ? [choice] : choice
  return candidates.find((candidate) => candidate.name === name)
}

/** The share of all cycles that a layer takes, with the layers that are alike. */
const shareWords = (count: number, share: number): string =>
  count === 1
    ? `: the layer takes ${percent(share)} of all cycles`
    : `: ${plural(count, 'equal layer')}, which take ${percent(share)} of all cycles`

/** Layers that are alike are explained once. */
const withGroups = (inputs: Inputs): Inputs => {
  const entries = groupsOf(inputs.workload.entries).map(({ entry, count }) => ({ ...entry, count }))
  return { ...inputs, workload: { ...inputs.workload, entries } }
}

/** Boxes of mappings that are searched for the best one: a second or two. */
const nodes = 1000

/** What a short search finds; nothing where the search does not serve the layer or the accelerator. */
const searchOf = ({ layer, hardware, objective }: MapRequest): { readonly mapping?: Mapping } => {
  const found = map({ layer, hardware, ...(objective && { objective }) }, { nodes })
  return isRight(found) ? { mapping: found.right } : {}
}

export const explainCommand: Run = async (given, faults) => {
  const objective = wordOf(given.invocation.options, 'objective', objectives, faults) ?? 'runtime'
  const read = await readInputs(given, faults)
  const inputs = read && withGroups(read)
  const chosen = inputs && chooseDataflows(inputs, faults)
  if (inputs === undefined || chosen === undefined) return undefined
  const { workload, hardware } = inputs
  const result = estimateNetwork(asLayers(workload.entries), chosen.choice, hardware.accelerator, {
    objective,
  })
  if (isLeft(result)) return rejectLocated(faults, inputs, undefined, result.left)
  const cycles = cyclesOf(result.right)
  const index = cycles.indexOf(Math.max(...cycles))
  const entry = workload.entries[index]
  const taken = result.right.layers[index]
  const dataflow = entry && taken && takenFlow(chosen.choice, entry, taken.dataflow)
  if (entry === undefined || dataflow === undefined || (cycles[index] ?? 0) === 0) {
    faults.rejected.push(...errorsIn(inputs, result.right))
    return undefined
  }
  const subject = { layer: entry.layer, dataflow, hardware: hardware.accelerator, objective }
  const explained = explain({ ...subject, ...searchOf(subject) })
  if (isLeft(explained)) return rejectLocated(faults, inputs, entry, explained.left)
  const total = cycles.reduce((sum, each) => sum + each, 0)
  const share = workload.entries.length === 1 ? '' : shareWords(entry.count, (cycles[index] ?? 0) / total)
  const { summary, text, findings } = explained.right
  const isAll = isSet(given.invocation.options, 'all')
  const where = `${entry.layer.name || workload.name} on ${hardware.name}`
  const title = dataflow.name === '' ? where : `${where}, under ${dataflow.name}`
  return answered(
    answer({
      blocks: [
        `${title}${share}`,
        printDataflow(dataflow).trimEnd(),
        summary.join('\n'),
        isAll
          ? `In detail:\n\n${text}`
          : '--all prints more: reuse, off-chip traffic, buffers, energy and other changes.',
      ],
      table: {
        columns: columnsOf([
          ['finding', 'text'],
          ['sentence', 'text'],
        ]),
        rows: findings.map(({ _tag, sentence }) => [_tag, sentence]),
      },
      json: explained.right,
      picture: trafficSpec(subject, { title: `Traffic of ${title}` }),
      reading: workload.notes,
    }),
  )
}
