/** The kinds of box of all layers with their costs, or what stands in the way of some. */
import type { EstimateError, Report } from '../error/error'
import type { CostedKind } from './border'
import { type ChainLayer, placedInChain } from './read-request'
import type { CostOf } from './run-cost'
import type { Steps } from './steps'

const boxText = ({ problem }: ChainLayer, lengths: readonly number[]): string =>
  problem.dimensions.map((name, d) => `${name} ${lengths[d]}`).join(', ')

/** A fault of a run, at its place in the request, with the layer and the box where it occurs. */
const placedOnBox =
  (i: number, layer: ChainLayer, lengths: readonly number[]) =>
  (error: EstimateError): EstimateError => {
    if (error.path.startsWith('hardware')) return error
    const placed = placedInChain(i, layer.place)(error)
    const where = `chain.layers[${i}] on a box of ${boxText(layer, lengths)}`
    return {
      ...placed,
      given: `${placed.given}, in ${where}`,
      message: `${placed.message.replace(/\.$/, '')} (${where}).`,
    }
  }

/** Costs every kind of box once; of each layer, only the first box with faults is reported. */
export const costKinds = (
  layers: readonly ChainLayer[],
  { kinds }: Pick<Steps, 'kinds'>,
  costOf: CostOf,
  report: Report,
): readonly (readonly CostedKind[])[] | undefined => {
  const before = report.length
  const costed = layers.map((layer, i) => {
    const ofLayer: CostedKind[] = []
    for (const { lengths, times } of kinds[i]!) {
      const faults: EstimateError[] = []
      const cost = costOf(layer, lengths, faults)
      if (cost === undefined) {
        const known = new Set(report.map(({ path, message }) => `${path} ${message}`))
        const placed = faults.map(placedOnBox(i, layer, lengths))
        report.push(...placed.filter(({ path, message }) => !known.has(`${path} ${message}`)))
        break
      }
      ofLayer.push({ lengths, times, cost })
    }
    return ofLayer
  })
  return report.length > before ? undefined : costed
}
