/** What every layer of a network moves across the border of the chip. */
import type { NetworkEstimate } from '../../network/network-estimate'
import { estimateOf, layerNames } from '../comparison'
import { misfitNote, networkName } from '../network'
import { short } from '../numbers'
import { numberExpression } from './log-axis'
import { type JsonObject, palette, picture, type VegaLiteSpec } from './vega-lite'

type Crossing = {
  readonly layer: string
  readonly tensor: string
  readonly way: 'reads' | 'writes'
  readonly elements: number
}

const crossingsOf = (network: NetworkEstimate, names: readonly string[]): readonly Crossing[] =>
  names.flatMap((layer, i) => {
    const estimate = estimateOf({ name: '', network }, i)
    return Object.entries(estimate?.offchip.tensors ?? {}).flatMap(([tensor, { reads, writes }]) => [
      { layer, tensor, way: 'reads' as const, elements: reads },
      { layer, tensor, way: 'writes' as const, elements: writes },
    ])
  })

const sumOf = (crossings: readonly Crossing[], way: Crossing['way']): number =>
  crossings.reduce((sum, each) => (each.way === way ? sum + each.elements : sum), 0)

const rowHeight = 18

/** The off-chip traffic of a network, a bar for each layer; a layer without an estimate has none. */
export const networkTrafficSpec = (network: NetworkEstimate): VegaLiteSpec => {
  const names = layerNames([{ name: '', network }])
  const crossings = crossingsOf(network, names)
  const tensors = [...new Set(crossings.map(({ tensor }) => tensor))]
  const encoding: JsonObject = {
    y: {
      field: 'layer',
      type: 'nominal',
      scale: { domain: names },
      title: null,
      axis: { ticks: false, domain: false },
    },
    x: {
      field: 'elements',
      type: 'quantitative',
      title: 'elements across the border of the chip',
      axis: { labelExpr: numberExpression, tickCount: 6 },
    },
    color: {
      field: 'tensor',
      type: 'nominal',
      title: 'tensor',
      scale: { domain: tensors, range: tensors.map((_, i) => palette[i % palette.length]!) },
    },
    tooltip: [
      { field: 'layer', type: 'nominal' },
      { field: 'tensor', type: 'nominal' },
      { field: 'way', type: 'nominal', title: 'read or written' },
      { field: 'elements', type: 'quantitative', format: ',' },
    ],
  }
  return picture(
    `Off-chip traffic of ${networkName(network)}`,
    [
      `${short(sumOf(crossings, 'reads'))} elements read, ${short(sumOf(crossings, 'writes'))} written`,
      misfitNote(network),
    ],
    {
      data: { values: crossings.filter(({ elements }) => elements > 0) },
      mark: { type: 'bar', height: { band: 0.75 } },
      encoding,
      width: 520,
      height: rowHeight * Math.max(1, names.length),
    },
  )
}
