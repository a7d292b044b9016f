/** `explain`: a layer in words. */
import { isLeft, isRight } from 'fp-ts/Either'
import type { Dataflow } from '../../dataflow/directive'
import { objectives } from '../../figures/objectives'
import { estimateNetwork } from '../../network/estimate-network'
import type { DataflowChoice, NetworkEstimate } from '../../network/network-estimate'
import { printDataflow } from '../../notation/print-dataflow'
import { explain } from '../../report/explain/explain'
import { percent } from '../../report/numbers'
import { trafficSpec } from '../../report/spec/traffic'
import { columnsOf } from '../../report/table/table'
import { answer } from '../answer'
import { asLayers, type Entry, groupsOf } from '../input/workload'
import { wordOf } from '../invocation/values'
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

/** Layers that are alike are explained once. */
const withGroups = (inputs: Inputs): Inputs => {
  const entries = groupsOf(inputs.workload.entries).map(({ entry, count }) => ({ ...entry, count }))
  return { ...inputs, workload: { ...inputs.workload, entries } }
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
  const explained = explain(subject)
  if (isLeft(explained)) return rejectLocated(faults, inputs, entry, explained.left)
  const total = cycles.reduce((sum, each) => sum + each, 0)
  const share =
    workload.entries.length === 1
      ? ''
      : `, which takes ${percent((cycles[index] ?? 0) / total)} of all cycles`
  const { text, findings } = explained.right
  return answered(
    answer({
      blocks: [
        `${entry.layer.name || workload.name} on ${hardware.name}, under ${dataflow.name}${share}`,
        printDataflow(dataflow).trimEnd(),
        text,
      ],
      table: {
        columns: columnsOf([
          ['finding', 'text'],
          ['sentence', 'text'],
        ]),
        rows: findings.map(({ _tag, sentence }) => [_tag, sentence]),
      },
      json: explained.right,
      picture: trafficSpec(subject),
      reading: workload.notes,
    }),
  )
}
