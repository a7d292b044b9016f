/** The mapping searches of a network: one for each distinct layer. */
import { type Either, isLeft, left, right } from 'fp-ts/Either'
import { attempt } from '../error/attempt'
import { type EstimateErrors, fault } from '../error/error'
import type { Accelerator } from '../hardware/accelerator'
import { mostLayers } from '../internal/limits'
import { readList } from '../internal/read'
import { snapshot } from '../internal/snapshot'
import { type NetworkLayers, readCounts } from '../network/repeated'
import type { Layer } from '../operator/layer'
import type { MapLimits, MapObjective, MapOptions, MapRequest, MapRestrictions } from './request'

/**
 * The choice of the mappings of a network. For `edp`, which is the default, the mappings together have the least Σ energies · Σ
 * runtimes.
 *
 * @since 0.2.0
 * @category mapping
 */
export type MapNetworkOptions = Omit<MapOptions, 'shard' | 'top' | 'below'> & {
  /** The figure that the mappings of the network minimize: `'edp'` (the default), `'runtime'` or `'energy'`. */
  readonly objective?: Exclude<MapObjective, 'pareto'>
  /** Restrictions of the mappings of every layer; none by default. */
  readonly space?: MapRestrictions
  /** The limits of each layer by itself. */
  readonly limits?: MapLimits
}

/** A search, and the first of the layers that it is for. */
export type LayerSearch = { readonly key: string; readonly index: number; readonly request: MapRequest }

/** What is searched for a network; layers with equal keys have one search. */
export type NetworkSearch = {
  readonly layers: readonly Layer[]
  readonly counts: readonly number[]
  readonly keys: readonly string[]
  readonly hardware: Accelerator
  readonly objective: 'runtime' | 'energy' | 'edp'
  readonly requests: readonly LayerSearch[]
  readonly options: Omit<MapOptions, 'shard' | 'top' | 'below'>
}

/** What tells layers apart: everything but their names. */
export const keyOfLayer = (layer: unknown): string => {
  const copy = snapshot(layer)
  return JSON.stringify(typeof copy === 'object' && copy !== null ? { ...copy, name: '' } : copy)
}

/** The errors of a layer's search, at the layer's place in the network. */
export const placedAtLayer = (errors: EstimateErrors, index: number): EstimateErrors => {
  const [first, ...others] = errors
  const at = (error: EstimateErrors[0]): EstimateErrors[0] =>
    error.path === 'layer' || error.path.startsWith('layer.')
      ? fault(error._tag, error.path.replace('layer', `layers[${index}]`), {
          ...error,
          message: error.message.replace('layer.', `layers[${index}].`),
        })
      : error
  return [at(first), ...others.map(at)]
}

const readOptions = (layers: unknown, hardware: unknown, options: MapNetworkOptions) =>
  attempt((report) => {
    const list = readList(layers, 'layers', mostLayers, 'Malformed', report)
    if (list?.length === 0)
      report.push(
        fault('Malformed', 'layers', {
          expected: 'a list of at least one layer',
          given: 'an empty list',
          hint: 'Give the layers of the network, in their order.',
        }),
      )
    const { objective = 'edp', space, limits, ...rest } = options
    const counted = readCounts(list ?? [], report)
    return list && { ...counted, objective, space, limits, rest, given: snapshot(hardware) }
  })

const keysOf = (layers: readonly unknown[]): Either<EstimateErrors, readonly string[]> => {
  const keys: string[] = []
  for (const [index, layer] of layers.entries()) {
    const key = attempt(() => keyOfLayer(layer))
    if (isLeft(key)) return left(placedAtLayer(key.left, index))
    keys.push(key.right)
  }
  return right(keys)
}

/** What has to be searched; each search checks its own request. */
export const readNetworkSearch = (
  layers: NetworkLayers,
  hardware: Accelerator,
  options: MapNetworkOptions,
): Either<EstimateErrors, NetworkSearch> => {
  const read = readOptions(layers, hardware, options)
  if (isLeft(read)) return read
  const { counts, objective, space, limits, rest } = read.right
  // What was read is checked by each search: the types are those of the caller.
  const given = read.right.given as Accelerator
  const list = read.right.layers as readonly Layer[]
  const keys = keysOf(list)
  if (isLeft(keys)) return keys
  const searched = objective === 'edp' ? 'pareto' : objective
  const seen = new Set<string>()
  const requests = keys.right.flatMap((key, index): readonly LayerSearch[] => {
    if (seen.has(key)) return []
    seen.add(key)
    const request = {
      layer: list[index]!,
      hardware: given,
      objective: searched,
      ...(space === undefined ? {} : { space }),
      ...(limits === undefined ? {} : { limits }),
    } as const
    return [{ key, index, request }]
  })
  return right({
    layers: list,
    counts,
    keys: keys.right,
    hardware: given,
    objective,
    requests,
    options: rest,
  })
}
