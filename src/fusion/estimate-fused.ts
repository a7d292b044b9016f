/** Estimates of fused chains (docs/spec.md, section 16). */
import type { Either } from 'fp-ts/Either'
import type { Dataflow } from '../dataflow/directive'
import { attempt } from '../error/attempt'
import type { EstimateError, EstimateErrors, Report } from '../error/error'
import type { Warning } from '../error/warning'
import type { Accelerator } from '../hardware/accelerator'
import { snapshot } from '../internal/snapshot'
import type { Layer } from '../operator/layer'
import { layerByLayer, leastBitsAlone } from './alone'
import type { Chain } from './chain'
import { estimateChain } from './estimate-chain'
import type { FusedComparison, FusedEstimate, LayerByLayer } from './fused-estimate'
import { readRequest } from './read-request'
import { runCostOf } from './run-cost'

/**
 * The dataflow of each layer: one for all, a list with one for each, or a function from layers to dataflows.
 *
 * @since 0.2.0
 * @category fusion
 */
export type ChainDataflow = Dataflow | readonly Dataflow[] | ((layer: Layer) => Dataflow)

const doesNotPay = (fused: FusedEstimate, alone: LayerByLayer): readonly Warning[] =>
  fused.runtime >= alone.runtime &&
  fused.offchip.bits >= alone.bits &&
  fused.energy.total >= alone.energy * (1 - 1e-9)
    ? [
        {
          _tag: 'FusionDoesNotPay',
          path: 'chain',
          message: `The layers one by one take no more: ${alone.runtime} cycles (fused ${fused.runtime}), ${alone.bits} bits off-chip (fused ${fused.offchip.bits}), energy ${alone.energy} (fused ${fused.energy.total}).`,
        },
      ]
    : []

const compare = (
  chain: unknown,
  dataflow: unknown,
  given: unknown,
  report: Report,
  ofAlone: Report | null,
): { readonly fused: FusedEstimate; readonly alone: LayerByLayer | undefined } | undefined => {
  const hardware = snapshot(given)
  const request = readRequest(chain, dataflow, hardware, report)
  const fused = request && estimateChain(request, runCostOf, report)
  if (request === undefined || fused === undefined) return undefined
  // Whoever does not ask for the layers one by one only needs them where fusing might not pay.
  if (ofAlone === null && fused.offchip.bits < leastBitsAlone(request.layers))
    return { fused, alone: undefined }
  const alone = layerByLayer(request.layers, hardware as Accelerator, ofAlone ?? []) // it is checked
  if (alone === undefined) return { fused, alone }
  return { fused: { ...fused, warnings: [...fused.warnings, ...doesNotPay(fused, alone)] }, alone }
}

/**
 * Runtime, energy, buffers and traffic of a chain of layers that are fused: in each step of the outer nest, every layer
 * computes the elements that the last one needs, and the intermediate tensors stay on the chip. Faults of the three inputs are
 * reported together; a dataflow that is illegal on some box is rejected with the layer and the box.
 *
 * @param chain - The layers and their tiles, as {@link fuse} makes them.
 * @param dataflow - One dataflow for all layers, one for each, or a function of the layer.
 * @param hardware - The accelerator that the chain runs on.
 *
 * @example
 * ```ts
 * import { accelerator, conv2d, dataflow, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 * import { estimateFused, fuse } from 'maestro-dataflow/fusion'
 *
 * const first = conv2d({ K: 16, C: 8, R: 3, S: 3, Y: 34, X: 34 })
 * const second = conv2d({ K: 8, C: 16, R: 3, S: 3, Y: 32, X: 32 })
 * const rows = dataflow('rows', [temporalMap("Y'"), spatialMap("X'")])
 * const fused = orThrow(
 *   estimateFused(fuse([first, second], { tile: { "Y'": 6 } }), rows, accelerator({ pes: 32 })),
 * )
 * fused.offchip.tensors.map(({ choice, reads, writes }) => [choice, reads + writes])
 * // => [['fetched', 9248], ['kept', 1152], ['kept', 1152], ['written', 7200]]
 * ```
 * @since 0.2.0
 * @category fusion
 */
export const estimateFused = (
  chain: Chain,
  dataflow: ChainDataflow,
  hardware: Accelerator,
): Either<EstimateErrors, FusedEstimate> =>
  attempt((report) => compare(chain, dataflow, hardware, report, null)?.fused)

/**
 * A chain fused and layer by layer. The result is a Left where the chain has no estimate, or one of its layers by itself.
 *
 * @param chain - The layers and their tiles, as {@link fuse} makes them.
 * @param dataflow - One dataflow for all layers, one for each, or a function of the layer.
 * @param hardware - The accelerator that the chain and each of its layers run on.
 *
 * @example
 * ```ts
 * import { accelerator, conv2d, dataflow, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 * import { compareFused, fuse } from 'maestro-dataflow/fusion'
 *
 * const first = conv2d({ K: 16, C: 8, R: 3, S: 3, Y: 34, X: 34 })
 * const second = conv2d({ K: 8, C: 16, R: 3, S: 3, Y: 32, X: 32 })
 * const rows = dataflow('rows', [temporalMap("Y'"), spatialMap("X'")])
 * const chain = fuse([first, second], { tile: { "Y'": 6 } })
 * const { fused, alone } = orThrow(compareFused(chain, rows, accelerator({ pes: 32 })))
 * fused.offchip.bits < alone.bits // => true
 * ```
 * @since 0.2.0
 * @category fusion
 */
export const compareFused = (
  chain: Chain,
  dataflow: ChainDataflow,
  hardware: Accelerator,
): Either<EstimateErrors, FusedComparison> =>
  attempt((report) => {
    const ofAlone: EstimateError[] = []
    const compared = compare(chain, dataflow, hardware, report, ofAlone)
    report.push(...ofAlone)
    return compared?.alone === undefined ? undefined : { fused: compared.fused, alone: compared.alone }
  })
