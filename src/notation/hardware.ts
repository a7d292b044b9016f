/** Hardware descriptions as text: a property on each line. */
import type { Either } from 'fp-ts/Either'
import type { Accelerator } from '../hardware/accelerator'
import { checkHardware } from './check-hardware'
import { readText, type TextOptions } from './input'
import type { NotationErrors } from './notation-error'
import type { Places } from './places'
import { type ReadAccelerator, readAccelerators } from './read-hardware'
import { peek, type Reader } from './reader'
import { onlyOne } from './repeated'

/** Accelerators, each checked. */
const checked = (reader: Reader, found: readonly ReadAccelerator[]): readonly NotatedAccelerator[] => {
  const isRead = reader.errors.length === 0
  for (const { hardware, places, opened, isBlock } of found)
    checkHardware(reader, { hardware, places, whole: isBlock ? opened : peek(reader), isRead })
  const { file } = reader
  return found.map(({ name, hardware, places }) => ({
    name,
    // The check has found nothing, or this counts for nothing.
    hardware: hardware as Accelerator,
    places: { hardware: places, ...(file === undefined ? {} : { file }) },
  }))
}

/**
 * An accelerator of a text that holds several: with its name, and its places, for {@link locateErrors}.
 *
 * @since 0.2.0
 * @category notation
 */
export type NotatedAccelerator = {
  /** The name of the accelerator; `''` if it has none. */
  readonly name: string
  /** The accelerator. */
  readonly hardware: Accelerator
  /** The place of the accelerator in the text, for {@link locateErrors}. */
  readonly places: {
    /** The place of each part of the accelerator. */
    readonly hardware: Places
    /** The name of the file, if it was given. */
    readonly file?: string
  }
}

const noHardware: Accelerator = { pes: 1 }

/**
 * Reads a hardware description: `num_pes`, `l1_size_cstr`, `l2_size_cstr`, `noc_bw_cstr` and `offchip_bw_cstr` as in the
 * public tool's files, everything else by its path in an {@link Accelerator} (`noc[1].latency: 2`,
 * `energy.l1.read: 1.68`, `noc[0].channels[1].tensors: [filter]`, `precision.inputs: 8`, `sparse.format.filter.offchip: bitmask`).
 * Sizes are in bytes, widths in bits, bandwidths in elements per cycle; a bare number is a capacity or bandwidth, as in `l1: 512`. Also reads the tool's `Accelerator { … }` blocks, and the names of XRBench's (`top_noc_bw` and `col_noc_bw` of
 * levels 0 and 1, `global_shared_memory`, `PE_local_memory`). The hardware is checked as `estimate` would, and each fault has
 * its line. A text of several accelerators is rejected: {@link parseAccelerators} reads it.
 *
 * @param text - The text of the hardware description.
 * @param options - The name of the file, for the places in errors.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { parseHardware } from 'maestro-dataflow/notation'
 *
 * const text = `num_pes: 256
 * l1_size_cstr: 512
 * noc_bw_cstr: 32
 * overlap: across-runs`
 * orThrow(parseHardware(text)) // => { pes: 256, l1: { capacity: 512 }, noc: { bandwidth: 32 }, overlap: 'across-runs' }
 * ```
 * @since 0.1.0
 * @category notation
 */
export const parseHardware = (text: string, options: TextOptions = {}): Either<NotationErrors, Accelerator> =>
  readText(text, options, (reader) => {
    const accelerators = readAccelerators(reader)
    onlyOne(reader, accelerators, 'Accelerator', { one: 'parseHardware', all: 'parseAccelerators' })
    return checked(reader, accelerators.slice(0, 1))[0]?.hardware ?? noHardware
  })

/**
 * Reads every accelerator of a text, as {@link parseHardware} reads one: each Accelerator block by itself, and properties outside
 * of all blocks as an accelerator without a name.
 *
 * @param text - The text of the accelerators.
 * @param options - The name of the file, for the places in errors.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { parseAccelerators } from 'maestro-dataflow/notation'
 *
 * const text = `Accelerator big { num_pes: 8192 top_noc_bw: 256 col_noc_bw: 64 }
 * Accelerator small { num_pes: 1024 }`
 * const [big, small] = orThrow(parseAccelerators(text))
 * big?.hardware // => { pes: 8192, noc: [{ bandwidth: 256 }, { bandwidth: 64 }] }
 * small?.name // => 'small'
 * ```
 * @since 0.2.0
 * @category notation
 */
export const parseAccelerators = (
  text: string,
  options: TextOptions = {},
): Either<NotationErrors, readonly NotatedAccelerator[]> =>
  readText(text, options, (reader) => checked(reader, readAccelerators(reader)))
