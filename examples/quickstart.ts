/**
 * VGG16 and ResNet-50 under the paper's five dataflows on 256 PEs with a network of 32 elements per cycle: the totals, and
 * what choosing the fastest dataflow for each layer saves. `--layers` also prints every layer.
 */
import {
  accelerator,
  type Estimate,
  estimateNetwork,
  type Layer,
  type NetworkEstimate,
  type NetworkTotals,
  orThrow,
} from 'maestro-dataflow'
import { paperDataflows, resnet50, vgg16 } from 'maestro-dataflow/catalog'
import { energyBasis } from 'maestro-dataflow/report'
import { percent, short, table } from './table'

const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 } })

const bound = ({ bound: { by, level } }: Estimate): string => (level === null ? by : `${by}, level ${level}`)

const layerRow = (
  name: string,
  result: NetworkEstimate['layers'][number],
  best: string | null,
): readonly string[] => {
  if (result.result._tag === 'Left') return [name, result.dataflow ?? '-', result.result.left[0].message]
  const e = result.result.right
  return [
    name,
    e.dataflow === best ? `${e.dataflow} *` : e.dataflow,
    short(e.runtime),
    short(e.floor),
    percent(e.utilization),
    short(e.energy.total),
    short(e.buffers.l1.required.total),
    short(e.buffers.l2.required.total),
    short(e.buffers.l2.minimum),
    bound(e),
  ]
}

const printLayers = (
  layers: readonly Layer[],
  perDataflow: readonly NetworkEstimate[],
  best: NetworkEstimate,
): void => {
  const rows = layers.flatMap((layer, i) =>
    perDataflow.map(({ layers: estimates }, d) =>
      layerRow(d === 0 ? layer.name : '', estimates[i]!, best.layers[i]!.dataflow),
    ),
  )
  const head = [
    'layer',
    'dataflow',
    'runtime',
    'floor',
    'utilization',
    'energy',
    'L1 need',
    'L2 need',
    'L2 least',
    'bottleneck',
  ]
  console.log(table(head, rows, 2))
}

const totalsRow = (name: string, network: NetworkEstimate, best: NetworkTotals): readonly string[] => {
  if (!network.complete) return [name, '-', '-', '-']
  const { runtime, energy } = network.totals
  return [name, short(runtime), short(energy.total), percent(1 - best.runtime / runtime)]
}

const printTotals = (name: string, perDataflow: readonly NetworkEstimate[], best: NetworkEstimate): void => {
  if (!best.complete) throw new Error(`${name} has a layer that none of the dataflows can run.`)
  const rows = perDataflow.map((network, i) => totalsRow(paperDataflows[i]!.name, network, best.totals))
  console.log(
    `\n${name} on 256 PEs with 32 elements/cycle, ${short(best.totals.macs)} MACs; runtime in cycles, energy in ${energyBasis(best.totals.energy)}\n`,
  )
  console.log(
    table(
      ['dataflow', 'runtime', 'energy', 'saved by the fastest per layer'],
      [...rows, totalsRow('fastest per layer', best, best.totals)],
    ),
  )
}

/** The layers that prefer each dataflow; the most popular one gets "all others". */
const printChoices = ({ layers }: NetworkEstimate): void => {
  const choices = paperDataflows
    .map(({ name }) => ({
      name,
      of: layers.filter(({ dataflow }) => dataflow === name).map(({ layer }) => layer),
    }))
    .filter(({ of }) => of.length > 0)
    .sort((a, b) => a.of.length - b.of.length)
  choices.forEach(({ name, of }, i) => {
    const others = i > 0 && i === choices.length - 1
    console.log(`  ${name.padEnd(5)} for ${others ? `the other ${of.length} layers` : of.join(', ')}`)
  })
}

const printed = process.argv.includes('--layers')

for (const [name, layers] of [
  ['VGG16', vgg16],
  ['ResNet-50', resnet50],
] as const) {
  const perDataflow = paperDataflows.map((dataflow) => orThrow(estimateNetwork(layers, dataflow, hardware)))
  const best = orThrow(estimateNetwork(layers, paperDataflows, hardware, { objective: 'runtime' }))
  printTotals(name, perDataflow, best)
  console.log('\nfastest dataflow of each layer')
  printChoices(best)
  if (!printed) continue
  console.log(
    `\n${name}, every layer (cycles; energy in ${best.complete ? energyBasis(best.totals.energy) : 'no total'}; buffer needs in elements;\n* marks the fastest; level 0 feeds clusters or PEs from the shared buffer L2, level 1 feeds the PEs of a cluster)\n`,
  )
  printLayers(layers, perDataflow, best)
}

if (!printed) console.log('\nEvery layer: npm run quickstart -- --layers')
