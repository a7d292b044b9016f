/** Whole networks: layer by layer, with one dataflow, the best of several, or one chosen by a function. */
import type { Either } from 'fp-ts/Either'
import { attempt } from '../error/attempt'
import type { EstimateErrors } from '../error/error'
import type { Accelerator } from '../hardware/accelerator'
import { isRight, right } from '../internal/either'
import { decide, narrow } from './choose'
import { compete } from './compete'
import type { DataflowChoice, NetworkEstimate, NetworkOptions } from './network-estimate'
import type { NetworkLayers } from './repeated'
import { readRequest } from './request'
import { summedUp } from './totals'

/**
 * Estimates the layers of a network, one after the other, and adds them up. The result is a Left if the request itself is
 * invalid: no layers, invalid hardware, an invalid dataflow, or unknown options. A layer that fails has a Left of its own and
 * does not stop the others, but then there are no totals.
 *
 * - With candidates, each layer takes the best of those that fit the buffers; `refused` has the reason why each other
 *   one did not compete, and a layer that none fits fails with `NothingFits`. `{ misfits: 'allow' }` lets those that do not fit
 *   compete; then `fits` says whether all that were taken do.
 * - One dataflow, or the one that a function gives for a layer, is taken as it is; `fits` says whether it fits.
 * - A layer that the network has several times may be given as `{ layer, count }`: it is estimated once.
 * - `objective`: the least `'runtime'` (default) or `'energy'` of each layer, or `'edp'`: of all choices for the network,
 *   the one with the least Σ energies · Σ runtimes, exactly. Ties: the first candidate.
 *
 * @param layers - The layers of the network, in order, each by itself or as `{ layer, count }`.
 * @param dataflow - One dataflow for all layers, a list of candidates, or a function that chooses one for each layer.
 * @param hardware - The accelerator that all layers run on.
 * @param options - The choice among candidates: the objective (`'runtime'` by default), and whether candidates that do not fit
 *   compete.
 *
 * @example
 * ```ts
 * import { accelerator, estimateNetwork, orThrow } from 'maestro-dataflow'
 * import { paperDataflows, vgg16 } from 'maestro-dataflow/catalog'
 *
 * const hardware = accelerator({ pes: 256, noc: { bandwidth: 32 }, l1: { capacity: 2048 } })
 * const { totals, complete, fits } = orThrow(estimateNetwork(vgg16, paperDataflows, hardware))
 * complete && fits // => true
 * totals.macs // => 15470264320
 * ```
 * @since 0.1.0
 * @category networks
 */
export const estimateNetwork = (
  layers: NetworkLayers,
  dataflow: DataflowChoice,
  hardware: Accelerator,
  options: NetworkOptions = {},
): Either<EstimateErrors, NetworkEstimate> => {
  const request = attempt((report) => readRequest(layers, dataflow, hardware, options, report))
  if (!isRight(request)) return request
  const { layers: given, counts, choice, hardware: accelerator, objective } = request.right
  const contests = given.map((layer, i) => narrow(compete(layer, counts[i]!, choice, accelerator), objective))
  return right(summedUp(decide(contests)))
}
