/** What every layer of a network moves across the border of the chip. */
import type { NetworkEstimate } from '../../network/network-estimate'
import { estimateOf, layerNames } from '../comparison'
import { estimatesIn, misfitNote, networkName } from '../network'
import { short } from '../numbers'
import { mixesWidths } from '../widths'
import { numberExpression } from './log-axis'
import { type JsonObject, palette, picture, type VegaLiteSpec } from './vega-lite'

type Crossing = {
  readonly layer: string
  readonly tensor: string
  readonly way: 'reads' | 'writes'
  readonly elements: number
  readonly bits: number
}

const crossingsOf = (network: NetworkEstimate, names: readonly string[]): readonly Crossing[] =>
  names.flatMap((layer, i) => {
    const estimate = estimateOf({ name: '', network }, i)
    const count = network.layers[i]?.count ?? 1
    return Object.entries(estimate?.offchip.tensors ?? {}).flatMap(([tensor, { reads, writes, bits }]) => [
      { layer, tensor, way: 'reads' as const, elements: count * reads, bits: count * bits.reads },
      { layer, tensor, way: 'writes' as const, elements: count * writes, bits: count * bits.writes },
    ])
  })

/** Elements; bits where they have different widths, in one layer or from layer to layer. */
type Unit = 'elements' | 'bits'

const unitOf = (network: NetworkEstimate): Unit =>
  mixesWidths(...estimatesIn(network)) ? 'bits' : 'elements'

const sumOf = (crossings: readonly Crossing[], way: Crossing['way'], unit: Unit): number =>
  crossings.reduce((sum, each) => (each.way === way ? sum + each[unit] : sum), 0)

const rowHeight = 18

/** The off-chip traffic of a network, a bar for each layer; a layer without an estimate has none. */
export const networkTrafficSpec = (network: NetworkEstimate, title?: string): VegaLiteSpec => {
  const names = layerNames([{ name: '', network }])
  const crossings = crossingsOf(network, names)
  const tensors = [...new Set(crossings.map(({ tensor }) => tensor))]
  const unit = unitOf(network)
  const encoding: JsonObject = {
    y: {
      field: 'layer',
      type: 'nominal',
      scale: { domain: names },
      title: null,
      axis: { ticks: false, domain: false },
    },
    x: {
      field: unit,
      type: 'quantitative',
      title: `${unit} across the border of the chip`,
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
      { field: unit, type: 'quantitative', format: ',' },
    ],
  }
  return picture(
    title ?? `Off-chip traffic of ${networkName(network)}`,
    [
      `${short(sumOf(crossings, 'reads', unit))} ${unit} read, ${short(sumOf(crossings, 'writes', unit))} written`,
      misfitNote(network),
    ],
    {
      data: {
        values: crossings
          .filter(({ elements }) => elements > 0)
          .map(({ layer, tensor, way, ...sizes }) => ({ layer, tensor, way, [unit]: sizes[unit] })),
      },
      mark: { type: 'bar', height: { band: 0.75 } },
      encoding,
      width: 520,
      height: rowHeight * Math.max(1, names.length),
    },
  )
}
