/** Why no way to cut a network into groups is left: a dataflow is illegal, or a layer fits in no way. */
import { roomOf } from '../cost/residency'
import { type EstimateError, fault, type Report } from '../error/error'
import { othersOf } from './border'
import { innerBuffersOf } from './chain-costs'
import { leastRoom } from './choose'
import { bitsOf, type Costed } from './costed-chain'
import { costKinds } from './costed-kinds'
import { estimateChain } from './estimate-chain'
import { nestsOf } from './group-tiles'
import type { Fullest } from './occupancy'
import { chainLayers, inNetwork, type Parts } from './read-network'
import type { ChainLayer } from './read-request'
import { type Searched, stepGroup } from './search-groups'

/** The first layer that no groups that fit lead beyond. */
export const layerInTheWay = (layers: number, groups: readonly Searched[]): number => {
  const isReached = [true]
  for (let count = 0; count < layers; count++)
    if (isReached[count])
      for (const { first, last, costs } of groups)
        if (first === count && costs.length > 0) isReached[last + 1] = true
  return Math.min(layers - 1, isReached.lastIndexOf(true))
}

/** A buffer that is too small, and the least that would do, in bits. */
type Misfit = { readonly place: string; readonly capacity: number | null; readonly least: number }

/** The buffers that are too small, the shared one first. */
const misfitsOf = (costed: Costed, { most }: Fullest): readonly Misfit[] => {
  const { layers, steps, kinds, weighing } = costed
  const { hardware } = layers[0]!
  const room = leastRoom(othersOf(weighing, layers, steps, kinds).choosing, most)
  const { clusters, l1 } = innerBuffersOf(kinds)
  const inner = [
    ...clusters.map((buffer, i) => ({ place: `hardware.clusters[${i}]`, buffer })),
    { place: 'hardware.l1', buffer: l1 },
  ]
  const isTooSmall = room > roomOf(hardware.l2, hardware, weighing.areWords)
  return [
    ...(isTooSmall ? [{ place: 'hardware.l2', capacity: hardware.l2, least: bitsOf(costed, room) }] : []),
    ...inner.flatMap(({ place, buffer: { fits, required, capacity } }) =>
      fits ? [] : [{ place, capacity: capacity === null ? null : capacity / 8, least: required.bits }],
    ),
  ]
}

/** What a layer by itself misses under each nest of tiles that is allowed. */
const misfitsAlone = (parts: Parts, layers: readonly ChainLayer[]): readonly (readonly Misfit[])[] => {
  const { halo, objective, search, mostLayers, ...limits } = parts.options
  return nestsOf(layers[0]!, limits).flatMap((tiles) => {
    const stepped = stepGroup(layers, tiles, halo)
    const kinds = stepped && costKinds(layers, stepped.steps, parts.runs.costOf, [])
    return stepped === undefined || kinds === undefined
      ? []
      : [misfitsOf({ ...stepped, kinds }, stepped.fullest)]
  })
}

/** The nest with the fewest buffers that are too small; of these, the one that needs least of the first. */
const nearest = (all: readonly (readonly Misfit[])[]): readonly Misfit[] =>
  [...all].sort((a, b) => a.length - b.length || (a[0]?.least ?? 0) - (b[0]?.least ?? 0))[0] ?? []

const needs = ({ place, capacity, least }: Misfit): string =>
  `${least / 8} bytes of ${place}, which holds ${capacity ?? 0}`

const nothingFits = (at: number, misfits: readonly Misfit[]): EstimateError => {
  const needed = misfits.map(needs).join(' and ')
  return fault('NothingFits', `layers[${at}]`, {
    expected: 'a group that the layer is part of, and tiles of it, which fit the buffers',
    given: needed === '' ? 'none that fits' : `none: by itself it needs at least ${needed}`,
    hint: `Enlarge ${misfits[0]?.place ?? 'the buffers'}, allow more tiles, or give another dataflow.`,
    message: `layers[${at}] fits the buffers neither by itself nor fused, with any of the tiles that were tried.`,
  })
}

/** Reports why a layer is in no group. */
export const reportMisfit = (parts: Parts, at: number, report: Report): void => {
  const faults: EstimateError[] = []
  const layers = chainLayers(parts, at, at, faults)
  if (layers !== undefined) estimateChain({ layers, loops: [], warnings: [] }, parts.runs.costOf, faults)
  if (faults.length > 0) report.push(...faults.map(inNetwork(parts, at)))
  else if (layers !== undefined) report.push(nothingFits(at, nearest(misfitsAlone(parts, layers))))
}
