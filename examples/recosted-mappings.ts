/**
 * Mappings that others published, costed by this model beside the best of this library's space on the same accelerator: those
 * of the public MAESTRO tool's validation (`validation/alexnet_rs_validation.m`) for AlexNet on Eyeriss, with the tool's
 * network of 14 elements per cycle. These are figures of this model, not of the tool. The published mappings follow the
 * chip's row-stationary dataflow; the search is free to leave it.
 */
import { estimate, type Layer, orThrow } from 'maestro-dataflow'
import { eyeriss, maestroEyerissAlexnet } from 'maestro-dataflow/catalog'
import { type Mapping, map } from 'maestro-dataflow/map'
import { percent, table } from './table'

const nodes = 1000
const hardware = { ...eyeriss, noc: { bandwidth: 14, latency: 1 } }

const searched = (layer: Layer, objective: 'runtime' | 'edp'): Mapping =>
  orThrow(map({ layer, hardware, objective }, { nodes }))

/** `1.53` times the best found, which is at most so much above the optimum. */
const cellsOf = (theirs: number, { objective, best, lower, gap }: Mapping): readonly string[] => {
  const ours = best?.[objective === 'runtime' ? 'runtime' : 'edp'] ?? Number.NaN
  const least = typeof lower === 'number' ? lower : Number.NaN
  return [(theirs / ours).toFixed(2), (theirs / least).toFixed(2), percent(gap ?? Number.NaN)]
}

const rows = maestroEyerissAlexnet.map(({ layer, dataflow }) => {
  const theirs = orThrow(estimate(layer, dataflow, hardware))
  return [
    layer.name,
    theirs.runtime.toLocaleString('en-US'),
    ...cellsOf(theirs.runtime, searched(layer, 'runtime')),
    ...cellsOf(theirs.edp, searched(layer, 'edp')),
    theirs.buffers.fits ? '' : 'no',
  ]
})

console.log(
  `AlexNet on Eyeriss: published mappings, times the best found in ${nodes} nodes and times the bound that no mapping beats\n`,
)
console.log(
  table(['layer', 'cycles', '/ best', '/ bound', 'gap', 'EDP / best', '/ bound', 'gap', 'fits'], rows),
)
