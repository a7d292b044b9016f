/** From ZigZag's files to layers and an accelerator. */
import type { Either } from 'fp-ts/Either'
import type { Accelerator } from '../../hardware/accelerator'
import type { Layer } from '../../operator/layer'
import type { FormatErrors, FormatNote } from '../source/format-error'
import {
  answerOf,
  fileNameOf,
  notesOf,
  propertiesOf,
  type Source,
  sourceOf,
  unreadable,
} from '../source/source'
import type { Yaml } from '../yaml/node'
import { readYaml } from '../yaml/read-yaml'
import { readAccelerator } from './accelerator'
import { readWorkload } from './workload'

/**
 * The texts of ZigZag's files: a workload, an accelerator, or both.
 *
 * @since 0.2.0
 * @category formats
 */
export type ZigzagTexts = {
  /** The text of the workload. */
  readonly workload?: string
  /** The text of the accelerator. */
  readonly accelerator?: string
  /** Names of the files, for the places in errors. */
  readonly files?: {
    /** The name of the workload's file. */
    readonly workload?: string
    /** The name of the accelerator's file. */
    readonly accelerator?: string
  }
}

/**
 * The contents of ZigZag's files; the accelerator is null where there was no file for it.
 *
 * @since 0.2.0
 * @category formats
 */
export type FromZigzag = {
  /** The layers of the workload, in its order. */
  readonly layers: readonly Layer[]
  /** The accelerator; null where there was no file for it. */
  readonly accelerator: Accelerator | null
  /** Parts of the files that are left aside or read with a changed meaning. */
  readonly notes: readonly FormatNote[]
}

/**
 * Reads ZigZag's workloads and accelerators in YAML (version 3). The equation determines the kind of a layer: a convolution, a pool, a
 * matrix product or a sum of operands, and anything else an operator of its own, with the bits of its operands. An accelerator
 * is the array with its memories: those of the units are L1, those of the whole array the shared buffer, and the outermost one,
 * which has all operands, is off-chip. Energies are in pJ, of an element of the inputs' width.
 *
 * @param texts - The texts of the files, and their names for errors.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { fromZigzag } from 'maestro-dataflow/formats'
 *
 * const workload = `
 * - id: 0
 *   operator_type: Conv
 *   equation: O[b][k][oy][ox]+=W[k][c][fy][fx]*I[b][c][iy][ix]
 *   dimension_relations: [ix=1*ox+1*fx, iy=2*oy+1*fy]
 *   loop_dims: [B, K, C, OY, OX, FY, FX]
 *   loop_sizes: [1, 64, 16, 28, 28, 3, 3]`
 * const { layers } = orThrow(fromZigzag({ workload }))
 * layers[0]?.kind // => 'conv2d'
 * layers[0]?.sizes // => { N: 1, K: 64, C: 16, "Y'": 28, "X'": 28, R: 3, S: 3 }
 * ```
 * @since 0.2.0
 * @category formats
 */
export const fromZigzag = (texts: ZigzagTexts): Either<FormatErrors, FromZigzag> => {
  const given = propertiesOf(texts, ['workload', 'accelerator', 'files'])
  const files = given === undefined ? undefined : propertiesOf(given.files, ['workload', 'accelerator'])
  if (given === undefined || files === undefined) return unreadable()
  const sources: Source[] = []
  const readPart = <A>(
    part: 'workload' | 'accelerator',
    read: (source: Source, value: Yaml) => A,
  ): A | undefined => {
    if (given[part] === undefined) return undefined
    const source = sourceOf(given[part], fileNameOf(files[part]), part)
    sources.push(source)
    const value = readYaml(source)
    return value === undefined ? undefined : read(source, value)
  }
  const layers = readPart('workload', readWorkload) ?? []
  const accelerator = readPart('accelerator', readAccelerator) ?? null
  if (sources.length === 0) return answerOf<FromZigzag>(sources, undefined)
  return answerOf(sources, { layers, accelerator, notes: notesOf(sources) })
}
