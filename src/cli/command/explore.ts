/** `explore`: every design of a space of accelerators. */
import { isLeft, isRight } from 'fp-ts/Either'
import { estimate } from '../../cost/evaluate'
import type { Dataflow } from '../../dataflow/directive'
import { attempt } from '../../error/attempt'
import { didYouMean } from '../../error/nearest'
import { listed } from '../../error/show'
import { emptyExploration, mergeAllExplorations } from '../../explore/exploration'
import { readSpace } from '../../explore/read-space'
import { type Exploration, reasons } from '../../explore/space'
import { designObjectives } from '../../figures/objectives'
import type { Accelerator } from '../../hardware/accelerator'
import { usedParameters } from '../../notation/print-dataflow'
import { count, plural } from '../../report/numbers'
import { paretoSpec } from '../../report/spec/pareto'
import { paretoTable } from '../../report/table/comparison-table'
import type { Cell, Table } from '../../report/table/table'
import { type Answer, answer } from '../answer'
import { exitCodes } from '../exit-codes'
import { type Faults, misuse } from '../faults'
import { catalogEntry } from '../input/catalog-names'
import { areaTables } from '../input/read-hardware'
import { type Entry, groupsOf } from '../input/workload'
import type { Invocation } from '../invocation/option'
import { axisOf, numberOf, optionOf, parameterAxes, wordsOf } from '../invocation/values'
import { isExploration, type Job } from '../search/job'
import { dataflowAxis, type SpaceData, spaceOf } from '../search/task'
import { type Chosen, chooseDataflows } from './choose-dataflows'
import { type Inputs, locatedErrors, type Run, readInputs, rejectLocated } from './given'
import { usualAxes } from './usual-axes'

/** The number of parts that a space is cut into, as far as it has as many designs: enough for any number of cores. */
const mostParts = 64

const oneLayer = ({ name, entries }: Inputs['workload'], faults: Faults): Entry | undefined => {
  const groups = groupsOf(entries)
  const [group, ...others] = groups
  if (others.length > 0)
    misuse(faults, 'MissingArgument', '--layer', {
      expected: 'the name of a layer',
      given: 'none',
      hint: `Write --layer ${group?.entry.layer.name ?? '1'}.`,
      message: `${name} has ${groups.length} different layers, and a space is of one layer.`,
    })
  return others.length > 0 ? undefined : group?.entry
}

/** The dataflows of the space. Of those of the catalog that nobody has named, it has the ones that the layer can run under. */
const flowsOf = (
  { hardware }: Inputs,
  { layer }: Entry,
  { choice, isUsual }: Chosen,
): readonly Dataflow[] => {
  if (typeof choice === 'function') return [choice(layer)]
  const flows = 'directives' in choice ? [choice] : choice
  const able = isUsual ? flows.filter((flow) => isRight(estimate(layer, flow, hardware.accelerator))) : flows
  return able.length === 0 ? flows : able
}

const withArea = (hardware: Accelerator, { options }: Invocation, faults: Faults): Accelerator => {
  const name = optionOf(options, 'area')
  if (name === undefined) return hardware
  const hint = 'Give one of these names.'
  const area = catalogEntry(areaTables, name, { what: 'table of areas', hint }, faults)
  return area === undefined ? hardware : { ...hardware, area }
}

const axes = ['pes', 'simd', 'bandwidth', 'l1', 'l2'] as const

const axesOf = ({ options }: Invocation, faults: Faults): SpaceData['axes'] =>
  Object.fromEntries(
    axes.flatMap((name) => {
      const values = axisOf(options, name, faults)
      return values === undefined ? [] : [[name, values] as const]
    }),
  )

const budgetOf = ({ options }: Invocation, faults: Faults): SpaceData['budget'] => {
  const area = numberOf(options, 'max-area', faults)
  const power = numberOf(options, 'max-power', faults)
  return { ...(area === undefined ? {} : { area }), ...(power === undefined ? {} : { power }) }
}

/** Dataflows by their names, where they are an axis. */
const named = (table: Table, { dataflows }: SpaceData): Table => {
  const column = table.columns.findIndex(({ name }) => name === dataflowAxis)
  if (column < 0 || dataflows.length < 2) return table
  const nameOf = (cell: Cell): Cell => (typeof cell === 'number' ? (dataflows[cell]?.name ?? cell) : cell)
  return {
    columns: table.columns.map((each, i) => (i === column ? { ...each, format: 'text' } : each)),
    rows: table.rows.map((row) => row.map((cell, i) => (i === column ? nameOf(cell) : cell))),
  }
}

const countsText = ({ designs, front }: Exploration): string => {
  const { total, valid, invalid } = designs
  const words = reasons
    .filter((reason) => invalid[reason] > 0)
    .map((reason) => `${count(invalid[reason])} by ${reason}`)
  const refused = words.length === 0 ? '' : `; the others are excluded: ${words.join(', ')}`
  return `${count(valid)} of ${count(total)} designs are valid${refused}. The front has ${plural(front.length, 'design')}.`
}

const exploreAnswer = (
  { workload, hardware }: Inputs,
  entry: Entry,
  space: SpaceData,
  exploration: Exploration,
): Answer => {
  const table = named(paretoTable(exploration), space)
  const isAny = exploration.designs.valid > 0
  const title = `${entry.layer.name || workload.name} on accelerators like ${hardware.name}`
  return answer({
    blocks: [
      `${title}: the front of ${space.objectives.join(' and ')}`,
      ...(isAny ? [table] : []),
      countsText(exploration),
    ],
    table,
    json: exploration,
    picture: isAny ? paretoSpec(exploration, { title }) : null,
    reading: workload.notes,
    code: isAny ? exitCodes.answered : exitCodes.infeasible,
  })
}

const jobOf = (inputs: Inputs, entry: Entry, space: SpaceData, designs: number): Job => {
  const parts = Math.max(1, Math.min(mostParts, designs))
  return {
    tasks: Array.from({ length: parts }, (_, index) => ({
      _tag: 'Explore' as const,
      space,
      shard: { index, count: parts },
    })),
    answer: (known) =>
      exploreAnswer(
        inputs,
        entry,
        space,
        mergeAllExplorations([
          emptyExploration(spaceOf(space)),
          ...known.flatMap((each) => (each !== undefined && isExploration(each.result) ? [each.result] : [])),
        ]),
      ),
    reject: (_, errors) => locatedErrors(inputs, entry, errors),
  }
}

/** An axis of a parameter that no size uses would change nothing. */
const checkParameters = (names: readonly string[], flows: readonly Dataflow[], faults: Faults): void => {
  const used = [...new Set(flows.flatMap((flow) => [...usedParameters(flow)]))]
  for (const name of names.filter((each) => !used.includes(each)))
    misuse(faults, 'UnknownName', name, {
      expected: used.length === 0 ? 'a dataflow with a parameter' : `one of ${listed(used)}`,
      given: name,
      hint: `${didYouMean(name, used)}Declare it with Constant in the file of the dataflow, and use it in a size.`,
      message: `No dataflow uses a parameter ${name}.`,
    })
}

export const exploreCommand: Run = async (given, faults) => {
  const { invocation } = given
  const objectives = wordsOf(invocation.options, 'objective', designObjectives, faults)
  const parameters = parameterAxes(invocation.options, 'parameter', faults)
  const [swept, budget] = [axesOf(invocation, faults), budgetOf(invocation, faults)]
  const inputs = await readInputs(given, faults)
  const entry = inputs && oneLayer(inputs.workload, faults)
  const chosen = inputs && chooseDataflows(inputs, faults)
  if (inputs === undefined || entry === undefined || chosen === undefined) return undefined
  const flows = flowsOf(inputs, entry, chosen)
  checkParameters(Object.keys(parameters), flows, faults)
  const isNamed = [swept, parameters].some((each) => Object.keys(each).length > 0)
  const isOfFlows = !chosen.isUsual && flows.length > 1
  const space: SpaceData = {
    layer: entry.layer,
    hardware: withArea(inputs.hardware.accelerator, invocation, faults),
    dataflows: flows,
    parameters,
    axes: isNamed || isOfFlows ? swept : usualAxes(inputs.hardware.accelerator),
    budget,
    objectives: objectives.length === 0 ? ['runtime', 'energy'] : objectives,
  }
  const plan = attempt((report) => readSpace(spaceOf(space), [], report))
  if (isLeft(plan)) return rejectLocated(faults, inputs, entry, plan.left)
  return { _tag: 'Job', job: jobOf(inputs, entry, space, plan.right.total) }
}
