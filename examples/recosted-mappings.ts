/**
 * Mappings that others published, costed by this model beside the best of this library's space on the same accelerator. These
 * are figures of this model, not of the tools that found them:
 * - the public MAESTRO tool's validation (`validation/alexnet_rs_validation.m`) for AlexNet on Eyeriss, with the tool's network
 *   of 14 elements per cycle. They follow the chip's row-stationary dataflow; the search is free to leave it.
 * - what GAMMA logged for the first layers of VGG16;
 * - what Timeloop, FactorFlow and CoSA found for products of BERT-large on an array like Eyeriss.
 */
import { type Accelerator, estimate, orThrow } from 'maestro-dataflow'
import { eyeriss, maestroEyerissAlexnet } from 'maestro-dataflow/catalog'
import { type Mapping, type MapRestrictions, map } from 'maestro-dataflow/map'
import {
  bertHardware,
  bertMappings,
  gammaHardware,
  gammaMappings,
  type PublishedMapping,
  roomFor,
} from './published-mappings'
import { percent, table } from './table'

const nodes = 1000

type Objective = 'runtime' | 'edp'

/** A published mapping, where it is costed, and what is searched beside it. */
type Case = {
  readonly published: PublishedMapping
  readonly hardware: Accelerator
  readonly space: MapRestrictions
}

const searched = new Map<string, Mapping>()

/** Several mappings are of one layer: it is searched once. */
const search = ({ published: { layer }, hardware, space }: Case, objective: Objective): Mapping => {
  const key = JSON.stringify([layer, hardware, space, objective])
  const found = searched.get(key) ?? orThrow(map({ layer, hardware, space, objective }, { nodes }))
  searched.set(key, found)
  return found
}

/** `1.53` times the best found, which is at most so much above the optimum. */
const cellsOf = (theirs: number, { best, lower, gap }: Mapping, objective: Objective): readonly string[] => {
  const least = typeof lower === 'number' ? lower : Number.NaN
  return [
    (theirs / (best?.[objective] ?? Number.NaN)).toFixed(2),
    (theirs / least).toFixed(2),
    percent(gap ?? Number.NaN),
  ]
}

const rowOf = (each: Case): readonly string[] => {
  const { layer, dataflow } = each.published
  const theirs = orThrow(estimate(layer, dataflow, each.hardware))
  return [
    each.published.name,
    layer.name,
    theirs.runtime.toLocaleString('en-US'),
    ...cellsOf(theirs.runtime, search(each, 'runtime'), 'runtime'),
    ...cellsOf(theirs.edp, search(each, 'edp'), 'edp'),
    theirs.buffers.fits ? '' : 'no',
  ]
}

const head = [
  'mapping',
  'layer',
  'cycles',
  '/ best',
  '/ bound',
  'gap',
  'EDP / best',
  '/ bound',
  'gap',
  'fits',
]

const print = (title: string, cases: readonly Case[]): void => {
  console.log(`${title}\n\n${table(head, cases.map(rowOf), 2)}\n`)
}

console.log(
  `Costs of published mappings, over the best found in ${nodes.toLocaleString('en')} nodes and over the bound that no mapping beats\n`,
)

print(
  'AlexNet on Eyeriss',
  maestroEyerissAlexnet.map(({ layer, dataflow }) => ({
    published: { name: 'MAESTRO', layer, dataflow },
    hardware: { ...eyeriss, noc: { bandwidth: 14, latency: 1 } },
    space: {},
  })),
)

print(
  'VGG16 on 168 PEs',
  gammaMappings.map((published) => ({ published, hardware: gammaHardware, space: {} })),
)

// One global buffer: nothing is spread over several of them.
const oneBuffer: MapRestrictions = { levels: [2], spatial: [[null], ['M', 'N', 'K', null]] }

print(
  'BERT-large on an array like Eyeriss',
  bertMappings.map((published) => ({
    published,
    hardware: bertHardware(roomFor(published)),
    space: oneBuffer,
  })),
)
