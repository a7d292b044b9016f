/** Sums over the layers of a network. */
import type { Either } from 'fp-ts/Either'
import type { Estimate } from '../cost/estimate-type'
import { type EstimateError, type EstimateErrors, fault } from '../error/error'
import type { UncountedPart } from '../hardware/energy'
import { largestCount } from '../internal/arithmetic'
import { isRight, left } from '../internal/either'
import type { Work } from '../operator/work'
import type { Chosen } from './choose'
import type { NetworkEnergy, NetworkEstimate, NetworkLayer, NetworkTotals } from './network-estimate'

const noEnergy: NetworkEnergy = {
  total: 0,
  mac: 0,
  network: 0,
  static: 0,
  offchip: 0,
  l2: 0,
  clusters: 0,
  l1: 0,
  unit: 'MAC',
  uncounted: [],
}

/** The order in which an energy lists what it does not count. */
const parts: readonly UncountedPart[] = ['mac', 'l1', 'clusters', 'l2', 'network', 'offchip']

const eitherOf = (a: readonly UncountedPart[], b: readonly UncountedPart[]): readonly UncountedPart[] =>
  parts.filter((part) => a.includes(part) || b.includes(part))

const nothing: NetworkTotals = {
  macs: 0,
  effective: { macs: 0 },
  operations: 0,
  runtime: 0,
  energy: noEnergy,
  edp: 0,
  offchip: { reads: 0, writes: 0, bits: 0 },
}

export const unknownTotals: { readonly [F in keyof NetworkTotals]: null } = {
  macs: null,
  effective: null,
  operations: null,
  runtime: null,
  energy: null,
  edp: null,
  offchip: null,
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

const withEnergy = (sum: NetworkEnergy, { energy }: Estimate, count: number): NetworkEnergy => ({
  total: sum.total + count * energy.total,
  mac: sum.mac + count * energy.mac,
  network: sum.network + count * energy.network,
  static: sum.static + count * energy.static,
  offchip: sum.offchip + count * energy.offchip.total,
  l2: sum.l2 + count * energy.l2.total,
  clusters: sum.clusters + count * sumOf(energy.clusters.map(({ total }) => total)),
  l1: sum.l1 + count * energy.l1.total,
  unit: energy.unit, // of the one accelerator that all layers run on
  uncounted: eitherOf(sum.uncounted, energy.uncounted),
})

const withLayer = (
  totals: NetworkTotals,
  estimate: Estimate,
  { work, count }: Pick<Chosen, 'work' | 'count'>,
): NetworkTotals => {
  const runtime = totals.runtime + count * estimate.runtime
  const energy = withEnergy(totals.energy, estimate, count)
  const points = (of: Work, each: number): number => (work === of ? count * each : 0)
  const crossings = Object.values(estimate.offchip.tensors)
  return {
    macs: totals.macs + points('macs', estimate.macs),
    effective: { macs: totals.effective.macs + points('macs', estimate.effective.macs) },
    operations: totals.operations + points('operations', estimate.macs),
    runtime,
    energy,
    edp: energy.total * runtime,
    offchip: {
      reads: totals.offchip.reads + count * sumOf(crossings.map(({ reads }) => reads)),
      writes: totals.offchip.writes + count * sumOf(crossings.map(({ writes }) => writes)),
      bits: totals.offchip.bits + count * estimate.offchip.bits,
    },
  }
}

const isExact = ({ macs, operations, runtime, edp, offchip: { reads, writes } }: NetworkTotals): boolean =>
  [macs, operations, runtime, reads, writes].every((count) => count <= largestCount) && Number.isFinite(edp)

const overflowingTotals: EstimateError = /* @__PURE__ */ fault('CountOverflow', 'layer', {
  expected: 'a network whose totals are at most 2^53 − 1, with finite energies',
  given: 'more, with this layer',
  hint: 'Estimate the network in parts.',
  message: 'With this layer the totals of the network would not be exact.',
})

const asLayer = (
  { layer, count, refused }: Chosen,
  result: Either<EstimateErrors, Estimate>,
): NetworkLayer => ({
  layer,
  count,
  dataflow: isRight(result) ? result.right.dataflow : null,
  result,
  refused,
})

/** Adds up the layers that have an estimate; one that would make the totals inexact fails. */
export const summedUp = (chosen: readonly Chosen[]): NetworkEstimate => {
  let totals = nothing
  const layers = chosen.map((each): NetworkLayer => {
    if (!isRight(each.result)) return asLayer(each, each.result)
    const sum = withLayer(totals, each.result.right, each)
    if (!isExact(sum)) return asLayer(each, left([overflowingTotals]))
    totals = sum
    return asLayer(each, each.result)
  })
  const fits = layers.every(({ result }) => isRight(result) && result.right.buffers.fits)
  return layers.every(({ result }) => isRight(result))
    ? { layers, totals, complete: true, fits }
    : { layers, totals: unknownTotals, complete: false, fits }
}
