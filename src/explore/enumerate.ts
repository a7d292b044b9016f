/**
 * Looks at every design of a box by itself: where a count or a figure may be too large to be exact, and what the rules of
 * pruning are held against. Only what is the same for all designs with a bandwidth, or with capacities, is worked out once.
 */
import { type AreaSum, baseOf, termsAt } from '../cost/area'
import { averagePower, hasAveragePower } from '../cost/average-power'
import { totalEnergy } from '../cost/energy'
import { staticOver } from '../cost/static-energy'
import { longerOf } from '../cost/time'
import { energyDelay } from '../cost/totals'
import { largestCount } from '../internal/arithmetic'
import { type Archive, offerPoint } from './archive'
import { countBelow } from './axis'
import { groupAt } from './buffers'
import type { Box } from './cell'
import { setPoint } from './point'
import { timeCurve } from './profile'
import type { Tally } from './tally'

const none = /* @__PURE__ */ new Float64Array(1)

/** The groups of capacities, by place in the lists of ranks. */
const byPlace = ({ profile: { buffers }, l1Ranks, l2Ranks }: Box) => ({
  ofPes: Float64Array.from(l1Ranks, (rank) => groupAt(buffers.l1, rank).energy),
  besides: Float64Array.from(l2Ranks, (rank) => groupAt(buffers.l2, rank).energy),
  offChip: Float64Array.from(l2Ranks, (rank) => groupAt(buffers.l2, rank).offChip),
  isExact: Uint8Array.from(l2Ranks, (rank) => (groupAt(buffers.l2, rank).isExact ? 1 : 0)),
  leastL1: countBelow(l1Ranks, buffers.leastL1),
  leastL2: countBelow(l2Ranks, buffers.leastL2),
})

/** Static energy of one cycle, by place in the lists of ranks, L2 the faster; null without any. */
const staticsOf = ({ profile: { buffers }, perCycle, l1Ranks, l2Ranks }: Box): Float64Array | null => {
  if (perCycle === null) return null
  const statics = new Float64Array(l1Ranks.length * l2Ranks.length)
  let at = 0
  for (const l1 of l1Ranks)
    for (const l2 of l2Ranks)
      statics[at++] = staticOver(1, perCycle, buffers.l1Bytes[l1]!, buffers.l2Bytes[l2]!)
  return statics
}

/** What a sum of area or power has before any network: by place in the lists of ranks, L2 the faster. */
const basesOf = (sum: AreaSum | undefined, { profile, l1Ranks, l2Ranks }: Box): Float64Array => {
  const bases = new Float64Array(l1Ranks.length * l2Ranks.length)
  if (sum === undefined) return bases
  let at = 0
  for (const l1 of l1Ranks)
    for (const l2 of l2Ranks)
      bases[at++] = baseOf(sum, profile.buffers.l1Bytes[l1]!, profile.buffers.l2Bytes[l2]!)
  return bases
}

/**
 * Counts every design and offers every valid one to the archive. One long function: it is all that a design costs.
 *
 * `matched…` are the figures of the last design of the box that was offered or turned away: what is no better in any of
 * them is matched by the archive, too.
 */
const enumerateRows = (
  archive: Archive | null,
  tally: Tally,
  box: Box,
  onChip: Float64Array,
  isSound: boolean,
): void => {
  const { plan, profile, silicon, bandwidthRanks, l1Ranks, l2Ranks } = box
  const { clustersFit } = profile
  const { ofPes, besides, offChip, isExact, leastL1, leastL2 } = byPlace(box)
  const { comparesSilicon, hardware } = plan
  const { area: mostArea, power: mostPower, averagePower: mostAverage } = plan.limits
  const clock = hardware.clock ?? Number.POSITIVE_INFINITY
  const hasAverage = hasAveragePower(hardware)
  const areaBases = basesOf(silicon?.area, box)
  const powerBases = basesOf(silicon?.power, box)
  const statics = staticsOf(box)
  const rows = l1Ranks.length
  const columns = l2Ranks.length
  let { valid, dataflow, l1: tooSmallL1, clusters, l2: tooSmallL2, area: overArea, power: overPower } = tally
  let overAverage = tally.averagePower
  let matchedRuntime = Number.POSITIVE_INFINITY
  let matchedEnergy = Number.POSITIVE_INFINITY
  let matchedArea = Number.POSITIVE_INFINITY
  let matchedPower = Number.POSITIVE_INFINITY
  for (let k = 0; k < bandwidthRanks.length; k++) {
    const bandwidth = bandwidthRanks[k]!
    const cycles = onChip[bandwidth]!
    const bus = plan.busBandwidths[bandwidth]!
    const areaTerms = silicon === null ? none : termsAt(silicon.area, bus)
    const powerTerms = silicon === null ? none : termsAt(silicon.power, bus)
    // Two levels have three terms; what there is no term for adds 0, which changes nothing.
    const area0 = areaTerms[0]!
    const area1 = areaTerms[1] ?? 0
    const area2 = areaTerms[2] ?? 0
    const power0 = powerTerms[0]!
    const power1 = powerTerms[1] ?? 0
    const power2 = powerTerms[2] ?? 0
    let at = 0
    for (let i = 0; i < rows; i++) {
      const inPes = ofPes[i]!
      for (let j = 0; j < columns; j++, at++) {
        const runtime = longerOf(cycles, offChip[j]!)
        const moving = totalEnergy(besides[j]!, inPes)
        const energy = statics === null ? moving : moving + runtime * statics[at]!
        let area = areaBases[at]! + area0 + area1 + area2
        let power = powerBases[at]! + power0 + power1 + power2
        for (let term = 3; term < areaTerms.length; term++) {
          area += areaTerms[term]!
          power += powerTerms[term]!
        }
        const average = hasAverage ? averagePower(energy, runtime / clock) : 0
        if (!isSound) {
          const sum = energyDelay(energy, runtime) + area + power + runtime / clock + average
          if (isExact[j] === 0 || !(runtime <= largestCount) || !Number.isFinite(sum)) {
            dataflow++
            continue
          }
        }
        if (i < leastL1) tooSmallL1++
        else if (!clustersFit) clusters++
        else if (j < leastL2) tooSmallL2++
        else if (area > mostArea) overArea++
        else if (power > mostPower) overPower++
        else if (average > mostAverage) overAverage++
        else {
          valid++
          if (archive === null) continue
          if (
            runtime >= matchedRuntime &&
            energy >= matchedEnergy &&
            (!comparesSilicon || (area >= matchedArea && power >= matchedPower))
          )
            continue
          setPoint(archive.point, plan, box.place, runtime, energy, area, power)
          offerPoint(archive, box.place)
          matchedRuntime = runtime
          matchedEnergy = energy
          matchedArea = area
          matchedPower = power
        }
      }
    }
  }
  tally.valid = valid
  tally.dataflow = dataflow
  tally.l1 = tooSmallL1
  tally.clusters = clusters
  tally.l2 = tooSmallL2
  tally.area = overArea
  tally.power = overPower
  tally.averagePower = overAverage
}

/** Looks at every design of a box; `isSound`: all of them have exact estimates. */
export const enumerateBox = (archive: Archive | null, tally: Tally, box: Box, isSound: boolean): void => {
  const { plan, profile, bandwidthRanks } = box
  const onChip = timeCurve(plan, profile, bandwidthRanks[0]!, bandwidthRanks[bandwidthRanks.length - 1]!)
  enumerateRows(archive, tally, box, onChip, isSound)
}
