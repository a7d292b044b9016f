/** `estimate`: what layers cost under a dataflow. */
import { isLeft, isRight } from 'fp-ts/Either'
import type { Estimate } from '../../cost/estimate-type'
import type { DescribedError } from '../../error/error'
import { objectives } from '../../figures/objectives'
import { estimateNetwork } from '../../network/estimate-network'
import type { NetworkEstimate } from '../../network/network-estimate'
import { commonBasis, energyBasis } from '../../report/energy-words'
import { boundName } from '../../report/estimate-words'
import { estimatesIn } from '../../report/network'
import { energySpec } from '../../report/spec/energy'
import { estimateTable } from '../../report/table/estimate-tables'
import { type Cell, columnsOf, type Table } from '../../report/table/table'
import { answer } from '../answer'
import { exitCodes } from '../exit-codes'
import { asLayers, type Entry, groupNames, groupsOf } from '../input/workload'
import { isSet, wordOf } from '../invocation/values'
import { chooseDataflows } from './choose-dataflows'
import { answered, type Inputs, locatedErrors, type Run, readInputs, rejectLocated } from './given'
import { warningNotes } from './notes'

const rowOf = (estimate: Estimate): readonly Cell[] => [
  estimate.runtime,
  estimate.utilization,
  estimate.energy.total,
  boundName(estimate),
  estimate.buffers.fits,
]

const noRow: readonly Cell[] = [null, null, null, null, null]

const energyTitle = (estimates: readonly Estimate[]): string => {
  const { unit, uncounted } = commonBasis(estimates.map(({ energy }) => energy))
  return unit === null ? 'energy' : `energy (${energyBasis({ unit, uncounted })})`
}

/** A row for layers that are alike and have one dataflow; what could not be estimated is absent. */
const layerTable = (entries: readonly Entry[], network: NetworkEstimate): Table => {
  const groups = groupsOf(entries, (index) => network.layers[index]?.dataflow)
  const names = groupNames(groups)
  return {
    columns: columnsOf([
      ['layer', 'text'],
      ['dataflow', 'text'],
      ['cycles', 'count'],
      ['utilization', 'percent'],
      [energyTitle(estimatesIn(network)), 'short'],
      ['bottleneck', 'text'],
      ['fits', 'text'],
    ]),
    rows: groups.map(({ indices }, i) => {
      const { dataflow = null, result } = network.layers[indices[0] ?? 0] ?? {}
      return [
        names[i] ?? '',
        dataflow,
        ...(result !== undefined && isRight(result) ? rowOf(result.right) : noRow),
      ]
    }),
  }
}

/** The hint of the library names an option of a function. */
const inWords = (error: DescribedError): DescribedError => ({
  ...error,
  hint: error.hint.replace("{ misfits: 'allow' }", '--misfits'),
})

export const errorsIn = (inputs: Inputs, { layers }: NetworkEstimate): readonly DescribedError[] =>
  layers.flatMap(({ result }, i) =>
    isLeft(result) ? locatedErrors(inputs, inputs.workload.entries[i], result.left).map(inWords) : [],
  )

const title = ({ workload, hardware }: Inputs, words: string): string =>
  `${workload.name} on ${hardware.name}, ${words}`

export const estimateCommand: Run = async (given, faults) => {
  const { options } = given.invocation
  const objective = wordOf(options, 'objective', objectives, faults) ?? 'runtime'
  const inputs = await readInputs(given, faults)
  const chosen = inputs && chooseDataflows(inputs, faults)
  if (inputs === undefined || chosen === undefined) return undefined
  const { workload, hardware } = inputs
  const result = estimateNetwork(asLayers(workload.entries), chosen.choice, hardware.accelerator, {
    objective,
    ...(isSet(options, 'misfits') ? { misfits: 'allow' as const } : {}),
  })
  if (isLeft(result)) return rejectLocated(faults, inputs, undefined, result.left)
  const network = result.right
  const estimates = estimatesIn(network)
  const errors = errorsIn(inputs, network)
  const [only] = estimates
  if (only === undefined) {
    faults.rejected.push(...errors)
    return undefined
  }
  const isOne = network.layers.length === 1 && network.layers[0]?.count === 1
  const of = isOne ? only : network
  const table = isOne ? estimateTable(only) : layerTable(workload.entries, network)
  return answered(
    answer({
      blocks: [title(inputs, chosen.words), table, ...(isOne ? [] : [estimateTable(network)])],
      table,
      json: of,
      picture: energySpec(of, { title: `Energy of ${title(inputs, chosen.words)}` }),
      errors,
      reading: workload.notes,
      notes: warningNotes(estimates),
      code: errors.length > 0 ? exitCodes.rejected : exitCodes.answered,
    }),
  )
}
