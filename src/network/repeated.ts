/** Layers that a network has several times. */
import { fault, type Report } from '../error/error'
import { show } from '../error/show'
import { isPositiveInteger } from '../internal/arithmetic'
import { isRecord, own, type UnknownRecord } from '../internal/read'
import type { Layer } from '../operator/layer'

/**
 * A layer that a network has `count` times, such as one of each block of a language model. It is estimated, or searched, once,
 * and is multiplied by this count in all totals. Other properties are left alone, so that entries may say more of the layer.
 *
 * @since 0.2.0
 * @category networks
 */
export type RepeatedLayer = {
  /** The layer. */
  readonly layer: Layer
  /** The number of times that the network has the layer: a positive integer. */
  readonly count: number
}

/**
 * The layers of a network, in their order, each of which may have a count.
 *
 * @since 0.2.0
 * @category networks
 */
export type NetworkLayers = readonly (Layer | RepeatedLayer)[]

/** Layers have a kind; what has a layer and no kind of its own repeats it. */
const isRepeated = (value: unknown): value is UnknownRecord =>
  isRecord(value) && own(value, 'layer') !== undefined && own(value, 'kind') === undefined

const readCount = (value: unknown, path: string, report: Report): number => {
  if (isPositiveInteger(value)) return value
  report.push(
    fault('Malformed', path, {
      expected: 'a positive integer',
      given: show(value),
      hint: 'Write how many times the network has the layer, or give the layer itself.',
    }),
  )
  return 1
}

/** Layers, and how often the network has each. */
export type Counted = { readonly layers: readonly unknown[]; readonly counts: readonly number[] }

/** The layers of a list that was read, each with its count; what is no layer is left for its own check. */
export const readCounts = (entries: readonly unknown[], report: Report): Counted => {
  const counts: number[] = []
  const layers = entries.map((entry, i) => {
    if (!isRepeated(entry)) {
      counts.push(1)
      return entry
    }
    counts.push(readCount(own(entry, 'count'), `layers[${i}].count`, report))
    return own(entry, 'layer')
  })
  return { layers, counts }
}
