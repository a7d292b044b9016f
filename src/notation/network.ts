/** Networks as text: model files, and mapping files, whose layers have dataflows. */
import type { Either } from 'fp-ts/Either'
import type { Dataflow } from '../dataflow/directive'
import { placeBefore } from '../error/place'
import { readText, type TextOptions } from './input'
import type { TypedLayer } from './layer-types'
import type { NotationErrors, NotationWarning } from './notation-error'
import type { Places } from './places'
import type { ReadLayer } from './read-layer'
import { type ReadNetwork, readNetworks } from './read-networks'
import { placeOf, type Reader, report } from './reader'
import { onlyOne } from './repeated'

/**
 * A layer of a network as text: with its dataflow, its own or that of the layer before, or null; and the places of both,
 * with the name of the file if it was given.
 *
 * @since 0.1.0
 * @category notation
 */
export type NotatedLayer = {
  /** The layer. */
  readonly layer: TypedLayer
  /** The dataflow of the layer, its own or that of the layer before; null without one. */
  readonly dataflow: Dataflow | null
  /** The places of the layer and its dataflow in the text, for {@link locateErrors}. */
  readonly places: {
    /** The place of each part of the layer. */
    readonly layer: Places
    /** The place of each part of the dataflow. */
    readonly dataflow: Places
    /** The name of the file, if it was given. */
    readonly file?: string
  }
}

/**
 * A network as text.
 *
 * @since 0.1.0
 * @category notation
 */
export type NotatedNetwork = {
  /** The name of the network; `''` if it has none. */
  readonly name: string
  /** The layers, in the order of the text. */
  readonly layers: readonly NotatedLayer[]
  /** Warnings about parts that may not mean what the author intends or the public tool computes. */
  readonly warnings: readonly NotationWarning[]
}

const notatedLayers = (layers: readonly ReadLayer[], file: string | undefined): readonly NotatedLayer[] =>
  layers.map(({ layer, dataflow, layerPlaces, dataflowPlaces = {} }) => ({
    layer,
    dataflow,
    places: { layer: layerPlaces, dataflow: dataflowPlaces, ...(file === undefined ? {} : { file }) },
  }))

/** A warning belongs to the last network that starts before it; one before all networks to the first. */
const warningsOf = (
  reader: Reader,
  networks: readonly ReadNetwork[],
  i: number,
): readonly NotationWarning[] => {
  const starts = networks.map(({ opened }) => placeOf(reader, opened))
  const ownerOf = (warning: NotationWarning): number =>
    Math.max(
      0,
      starts.findLastIndex((start) => !placeBefore(warning, start)),
    )
  return reader.warnings
    .filter((warning) => ownerOf(warning) === i)
    .toSorted((a, b) => (placeBefore(a, b) ? -1 : Number(placeBefore(b, a))))
}

const notated = (reader: Reader, networks: readonly ReadNetwork[]): readonly NotatedNetwork[] =>
  networks.map(({ name, layers }, i) => ({
    name,
    layers: notatedLayers(layers, reader.file),
    warnings: warningsOf(reader, networks, i),
  }))

/** A text of one network that has no layer; among several, one without layers does no harm. */
const reportNoLayers = (reader: Reader, networks: readonly ReadNetwork[]): void => {
  const [network] = networks
  if (network === undefined || network.layers.length > 0 || reader.errors.length > 0) return
  report(reader, 'MissingEntry', network.opened, {
    expected: 'at least one Layer',
    given: 'none',
    hint: 'Write Network { Layer { … } }.',
    message: 'The Network has no Layer.',
  })
}

const noNetwork: NotatedNetwork = { name: '', layers: [], warnings: [] }

/**
 * Reads a network in MAESTRO's notation, with or without dataflows; all faults are reported together, each with its line.
 * Sizes may be expressions, constants become parameters of the dataflows that use them, a layer without a dataflow gets
 * that of the layer before, and types of layer are the true operators: `warnings` say where the public tool computes
 * something else. A text of several networks is rejected: {@link parseNetworks} reads it.
 *
 * @param text - The text of the network.
 * @param options - The name of the file, for the places in errors.
 *
 * @example
 * ```ts
 * import { estimate, orThrow } from 'maestro-dataflow'
 * import { parseNetwork } from 'maestro-dataflow/notation'
 *
 * const text = `Network tiny {
 *   Layer CONV1 {
 *     Type: CONV
 *     Dimensions { K: 8, C: 4, R: 3, S: 3, Y: 10, X: 10 }
 *     Dataflow { SpatialMap(1,1) K; TemporalMap(Sz(R),1) Y; Cluster(4, P); SpatialMap(1,1) C; }
 *   }
 * }`
 * const [first] = orThrow(parseNetwork(text)).layers
 * first?.layer.name // => 'CONV1'
 * orThrow(estimate(first!.layer, first!.dataflow!, { pes: 16 })).macs // => 18432
 * ```
 * @since 0.1.0
 * @category notation
 */
export const parseNetwork = (
  text: string,
  options: TextOptions = {},
): Either<NotationErrors, NotatedNetwork> =>
  readText(text, options, (reader) => {
    const networks = readNetworks(reader)
    onlyOne(reader, networks, 'Network', { one: 'parseNetwork', all: 'parseNetworks' })
    reportNoLayers(reader, networks)
    return notated(reader, networks)[0] ?? noNetwork
  })

/**
 * Reads every network of a text, as {@link parseNetwork} reads one: each Network block by itself, and the Layers outside of
 * all blocks as a network without a name. Constants and dataflows before the blocks hold in all of them; the
 * declarations of a block hold in no other.
 *
 * @param text - The text of the networks.
 * @param options - The name of the file, for the places in errors.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { parseNetworks } from 'maestro-dataflow/notation'
 *
 * const text = `Network eye { Layer A { Type: GEMM Dimensions { M: 8, N: 8, K: 8 } } }
 * Network hand { Layer B { Type: GEMM Dimensions { M: 4, N: 4, K: 4 } } }`
 * orThrow(parseNetworks(text)).map(({ name, layers }) => `${name} ${layers.length}`) // => ['eye 1', 'hand 1']
 * ```
 * @since 0.2.0
 * @category notation
 */
export const parseNetworks = (
  text: string,
  options: TextOptions = {},
): Either<NotationErrors, readonly NotatedNetwork[]> =>
  readText(text, options, (reader) => notated(reader, readNetworks(reader)))
