/** From SCALE-Sim's files to layers, and the array that runs them. */
import type { Either } from 'fp-ts/Either'
import { scaleSimArray } from '../../catalog/scale-sim'
import type { Dataflow } from '../../dataflow/directive'
import type { Accelerator } from '../../hardware/accelerator'
import type { RepeatedLayer } from '../../network/repeated'
import type { Layer } from '../../operator/layer'
import type { FormatErrors, FormatNote } from '../source/format-error'
import {
  answerOf,
  fileNameOf,
  isSound,
  notesOf,
  propertiesOf,
  type Source,
  sourceOf,
  unreadable,
} from '../source/source'
import { readConfig, type ScaleSimConfig } from './config'
import { readTopology } from './topology'

/**
 * The texts of SCALE-Sim's files: a topology, a configuration, or both.
 *
 * @since 0.2.0
 * @category formats
 */
export type ScaleSimTexts = {
  /** The text of the topology. */
  readonly topology?: string
  /** The text of the configuration. */
  readonly config?: string
  /** Names of the files, for the places in errors. */
  readonly files?: {
    /** The name of the topology's file. */
    readonly topology?: string
    /** The name of the configuration's file. */
    readonly config?: string
  }
}

/**
 * The contents of SCALE-Sim's files. `layers` are those of the topology; `products` are the matrix products that SCALE-Sim
 * makes of them, which `dataflow` is for: a depthwise layer is one for each channel. Without a configuration, `dataflow` and
 * `accelerator` are null.
 *
 * @since 0.2.0
 * @category formats
 */
export type FromScaleSim = {
  /** The layers of the topology. */
  readonly layers: readonly Layer[]
  /** The matrix products that SCALE-Sim makes of the layers, with how often each runs. */
  readonly products: readonly RepeatedLayer[]
  /** The dataflow of the array, for `products`; null without a configuration. */
  readonly dataflow: Dataflow | null
  /** The array; null without a configuration. */
  readonly accelerator: Accelerator | null
  /** Parts of the files that are left aside or read with a changed meaning. */
  readonly notes: readonly FormatNote[]
}

const acceleratorOf = ({ capacity, bandwidth }: ScaleSimConfig, array: Accelerator): Accelerator => ({
  ...array,
  ...(capacity === null ? {} : { l2: { capacity } }),
  ...(bandwidth === null ? {} : { offchip: { bandwidth } }),
})

/**
 * Reads SCALE-Sim's topologies (convolutions, or products in `M,N,K`) and configurations (versions 2 and 3). The array is
 * `scaleSimArray` of the catalog, so that without a bandwidth runtimes are those of SCALE-Sim's formula, with the shared buffer
 * that the three memories are together. Sparse topologies are read as dense if a configuration leaves `SparsitySupport` off;
 * otherwise, they are rejected.
 *
 * @param texts - The texts of the files, and their names for errors.
 *
 * @example
 * ```ts
 * import { estimateNetwork, orThrow } from 'maestro-dataflow'
 * import { fromScaleSim } from 'maestro-dataflow/formats'
 *
 * const topology = `Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides,
 * first, 16, 16, 3, 3, 8, 32, 1,`
 * const config = `[architecture_presets]
 * ArrayHeight : 8
 * ArrayWidth : 16
 * Dataflow : ws`
 * const { layers, products, dataflow, accelerator } = orThrow(fromScaleSim({ topology, config }))
 * layers[0]?.kind // => 'conv2d'
 * products[0]?.layer.sizes // => { M: 196, N: 32, K: 72 }
 * const { totals } = orThrow(estimateNetwork(products, dataflow!, accelerator!))
 * totals.runtime // => 9 * 2 * (2 * 8 + 16 + 196 - 2)
 * ```
 * @since 0.2.0
 * @category formats
 */
export const fromScaleSim = (texts: ScaleSimTexts): Either<FormatErrors, FromScaleSim> => {
  const given = propertiesOf(texts, ['topology', 'config', 'files'])
  const files = given === undefined ? undefined : propertiesOf(given.files, ['topology', 'config'])
  if (given === undefined || files === undefined) return unreadable()
  const source = (part: 'topology' | 'config'): Source | undefined =>
    given[part] === undefined ? undefined : sourceOf(given[part], fileNameOf(files[part]), part)
  const [topology, configuration] = [source('topology'), source('config')]
  const sources = [topology, configuration].flatMap((each) => each ?? [])
  const config = configuration && isSound(configuration) ? readConfig(configuration) : undefined
  const layers =
    topology && isSound(topology)
      ? readTopology(topology, config?.isSparse ?? configuration === undefined)
      : []
  const array = config && scaleSimArray(config)
  if (sources.length === 0) return answerOf<FromScaleSim>(sources, undefined)
  return answerOf(sources, {
    layers: layers.map(({ layer }) => layer),
    products: layers.map(({ product }) => product),
    dataflow: array?.dataflow ?? null,
    accelerator: array && config ? acceleratorOf(config, array.accelerator) : null,
    notes: notesOf(sources),
  })
}
