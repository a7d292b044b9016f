/**
 * The paper's exploration: every combination of 1 to 1024 PEs, 1 to 256 elements per cycle, 64 pairs of tiles, 16
 * capacities of L1 and 16 of L2, for two layers of VGG16 under two dataflows, within 16 mm² and 450 mW. Energies grow with
 * the capacity of a buffer (Eyeriss' table). How long it takes goes to stderr: the rest is the same on every machine.
 */
import { orThrow } from 'maestro-dataflow'
import { eyerissEnergy } from 'maestro-dataflow/catalog'
import { type Design, type Exploration, explore } from 'maestro-dataflow/explore'
import { hardware, spaces } from './explore-spaces'
import { percent, short, table } from './table'

const head = [
  '',
  'PEs',
  'bandwidth',
  'L1',
  'L2',
  'tile K',
  'tile C',
  'cycles',
  'energy',
  'util.',
  'mm²',
  'mW',
]

const kib = (bytes: number | null): string => (bytes === null ? '' : `${bytes / 1024} KiB`)

const row = (what: string, design: Design | null | undefined): readonly string[] =>
  design
    ? [
        what,
        `${design.pes}`,
        `${design.bandwidth}`,
        `${design.l1} B`,
        kib(design.l2),
        `${design.parameters['tileK']}`,
        `${design.parameters['tileC']}`,
        short(design.runtime),
        short(design.energy),
        percent(design.utilization),
        ((design.area ?? 0) / 1e6).toFixed(2),
        (design.power ?? 0).toFixed(0),
      ]
    : [what, 'no valid design']

const count = (designs: number): string => designs.toLocaleString('en-US')

const shown = ({ designs, best, front }: Exploration): string => {
  const { total, valid, invalid } = designs
  const byRuntime = front.toSorted((a, b) => a.runtime - b.runtime)
  return [
    `${count(total)} designs, ${count(valid)} valid. Of the others, the dataflow is impossible in ${count(invalid.dataflow)};`,
    `L1 is too small in ${count(invalid.l1)}, L2 in ${count(invalid.l2)}; area is over budget in ${count(invalid.area)}, power in ${count(invalid.power)}.`,
    '',
    table(head, [
      row('throughput-optimal', best.runtime),
      row('energy-optimal', best.energy),
      row('best product', best.edp),
      ...byRuntime.map((design) => row('Pareto-optimal', design)),
    ]),
  ].join('\n')
}

for (const [name, given] of spaces) {
  const space = {
    ...given,
    hardware: { ...hardware, energy: eyerissEnergy },
    objectives: ['runtime', 'energy', 'edp'],
  } as const
  const start = performance.now()
  const answer = orThrow(explore(space))
  const seconds = (performance.now() - start) / 1000
  console.log(`\n${name}\n${'='.repeat(name.length)}\n${shown(answer)}`)
  console.error(
    `${name}: ${seconds.toFixed(2)} s, ${short(answer.designs.total / seconds)} designs a second on one core`,
  )
}
