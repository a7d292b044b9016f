/** What is said of time: the runtime, what bounds it, units that idle, and what double buffering saves. */
import type { BufferNeed, Estimate, LevelEstimate } from '../../cost/estimate-type'
import { listed } from '../../error/show'
import type { Accelerator } from '../../hardware/accelerator'
import { count, mean, percent, plural, times } from '../numbers'
import { mixesWidths } from '../widths'
import type { AnnotatedLevel, AnnotatedLoop, AnnotatedSchedule } from './annotated-schedule'
import type { FindingOf } from './finding'
import { networksOf } from './propose-network'
import { sentence, unitsAt } from './words'

/** Whether the time depends on where zeros are. */
const isExpected = ({ warnings }: Estimate): boolean => warnings.some(({ _tag }) => _tag === 'ExpectedTime')

export const runtimeFinding = (estimate: Estimate, hardware: Accelerator): FindingOf<'Runtime'> => {
  const { layer, dataflow, runtime, floor, utilization, activePes } = estimate
  const beside =
    runtime === floor
      ? 'the least that any dataflow needs on this hardware'
      : `${times(runtime / floor)} times the ${count(floor)} that no dataflow can beat on this hardware`
  const subject = `${layer === '' ? 'the layer' : layer} under ${dataflow === '' ? 'this dataflow' : dataflow}`
  return {
    _tag: 'Runtime',
    sentence: `${layer === '' ? sentence(subject).slice(0, -1) : subject} ${isExpected(estimate) ? 'is expected to take' : 'takes'} ${plural(runtime, 'cycle')} on ${plural(hardware.pes, 'PE')}, ${beside}; PE utilization is ${percent(utilization)}.`,
    numbers: { runtime, floor, utilization, activePes, pes: hardware.pes },
  }
}

const withoutLimit = (runtime: number, without: number): string =>
  without === runtime
    ? 'though with unlimited bandwidth there the runtime would be the same'
    : `with unlimited bandwidth there the runtime would be ${plural(without, 'cycle')}, ${percent(1 - without / runtime)} less`

/** What starts a run and nothing hides: its first inputs, and the way through units that pass operands on. */
const startOfRuns = ({ levels }: Estimate, hardware: Accelerator): string =>
  networksOf(hardware, levels.length).some(({ skew = 0 }) => skew > 0)
    ? 'the first inputs of runs and the skew from unit to unit'
    : 'the first inputs of runs'

const boundSentence = (estimate: Estimate, without: number | null, hardware: Accelerator): string => {
  const { bound, runtime, levels, offChipTime, onChipRuntime } = estimate
  const left = without === null ? '' : withoutLimit(runtime, without)
  if (bound.by === 'offchip')
    return sentence(
      `the bottleneck is off-chip traffic: it takes ${count(offChipTime)} cycles, everything on the chip ${count(onChipRuntime)}, ${percent(1 - onChipRuntime / offChipTime)} less`,
    )
  const level = bound.level ?? 0
  const units = unitsAt(estimate, level)
  const share = `${percent(bound.cycles[bound.by] / runtime)} of the cycles`
  if (bound.by === 'compute')
    return sentence(
      `the bottleneck is compute in the ${units} of level ${level}: it takes ${share}; with unlimited bandwidth everywhere the runtime would still be ${plural(without ?? runtime, 'cycle')}`,
    )
  const there = `${levels.length === 1 ? '' : ', the largest part of these'} on the network of level ${level}`
  if (bound.by === 'fill')
    return sentence(
      `the bottleneck is the start of runs: ${startOfRuns(estimate, hardware)}, which no work can hide, take ${share}${there};`,
      left,
    )
  const { delay } = levels[level]!
  const [what, way, transfer] =
    bound.by === 'ingress'
      ? (['inputs', `to the ${units}`, delay.ingress] as const)
      : (['outputs', `from the ${units}`, delay.egress] as const)
  return sentence(
    `the bottleneck is the transfer of ${what}: it takes ${share}${there}; in an average step, the transfer ${way} takes ${mean(transfer.average)} cycles and the computation ${mean(delay.compute.average)};`,
    left,
  )
}

/** What is never the bound, because nobody gave it a limit. */
const unlimited = ({ offchip }: Accelerator): readonly string[] =>
  offchip?.bandwidth === undefined ? ['The off-chip bandwidth is unlimited.'] : []

/** `without`: the runtime with what bounds it out of the way; for compute, with every network out of the way. */
export const boundFinding = (
  estimate: Estimate,
  without: number | null,
  hardware: Accelerator,
): FindingOf<'Bound'> => ({
  _tag: 'Bound',
  by: estimate.bound.by,
  level: estimate.bound.level,
  sentence: [boundSentence(estimate, without, hardware), ...unlimited(hardware)].join(' '),
  numbers: {
    runtime: estimate.runtime,
    charged: estimate.bound.cycles[estimate.bound.by],
    without,
  },
})

const shortRuns = ({ directive, tiles, tile, boxes }: AnnotatedLoop): string => {
  const fewer = [...new Set(boxes.map((length) => Math.ceil(length / tile)))].filter((each) => each < tiles)
  return fewer.length === 0
    ? `${directive.text} has less to spread in short runs at the edges`
    : `${directive.text} has ${plural(tiles, 'tile')} in full runs, but only ${listed(fewer.map(count), 'or')} in the last, short ones`
}

const whyIdle = ({ units }: LevelEstimate, spatial: AnnotatedLoop | undefined): string => {
  if (spatial === undefined) return 'no SpatialMap spreads work over them'
  const { directive, tiles, steps } = spatial
  if (tiles < units) return `${directive.text} has ${plural(tiles, 'tile')} for ${units} units`
  const last = tiles - (steps - 1) * units
  return last === units
    ? shortRuns(spatial)
    : `${plural(tiles, 'tile')} of ${directive.text} make ${steps} rounds of ${units}, the last of only ${last}`
}

const idleAt = (
  estimate: Estimate,
  level: number,
  { loops }: AnnotatedLevel,
): readonly FindingOf<'IdleUnits'>[] => {
  const figures = estimate.levels[level]!
  const active = figures.activeUnitSteps / figures.steps
  if (active >= figures.units) return []
  const spatial = loops.find((loop) => loop.spatial)
  const units = unitsAt(estimate, level)
  const where =
    level === 0 ? `${count(figures.units)} ${units}` : `${count(figures.units)} ${units} of a cluster`
  return [
    {
      _tag: 'IdleUnits',
      level,
      directive: spatial?.directive ?? null,
      sentence: sentence(
        `at level ${level}, ${mean(active)} of the ${where} work in an average step: ${whyIdle(figures, spatial)}`,
      ),
      numbers: { units: figures.units, active, tiles: spatial?.tiles ?? null },
    },
  ]
}

export const idleFindings = (
  estimate: Estimate,
  { levels }: AnnotatedSchedule,
): readonly FindingOf<'IdleUnits'>[] => levels.flatMap((level, depth) => idleAt(estimate, depth, level))

/** `L2 of 16,980 instead of 17,032 elements, L1 of 19 instead of 38`: those that differ, in bits where widths do. */
const sizesInstead = (single: Estimate['buffers'], present: Estimate['buffers'], inBits: boolean): string => {
  const sizeOf = ({ required, bits }: BufferNeed): number => (inBits ? bits.required : required.total)
  const sizes = [
    { name: 'L2', least: single.l2, now: present.l2 },
    ...single.clusters.map((least, level) => ({
      name: `cluster buffers of level ${level}`,
      least,
      now: present.clusters[level] ?? least,
    })),
    { name: 'L1', least: single.l1, now: present.l1 },
  ].filter(({ least, now }) => sizeOf(least) !== sizeOf(now))
  const said = sizes.map(
    ({ name, least, now }, i) =>
      `${name} of ${count(sizeOf(least))} instead of ${count(sizeOf(now))}${i === 0 ? ` ${inBits ? 'bits' : 'elements'}` : ''}`,
  )
  return said.length === 0 ? '' : ` (${said.join(', ')})`
}

/** `single`: the estimate with single buffers. */
export const bufferingFinding = (present: Estimate, single: Estimate): FindingOf<'Buffering'> => {
  const { runtime, buffers } = present
  const sizes = sizesInstead(single.buffers, buffers, mixesWidths(present, single))
  return {
    _tag: 'Buffering',
    sentence: sentence(
      single.runtime === runtime
        ? `double buffering saves nothing here: single buffers${sizes} would do`
        : `double buffering saves ${plural(single.runtime - runtime, 'cycle')}: single buffers${sizes} would take ${times(single.runtime / runtime)} times as long`,
    ),
    numbers: { single: single.runtime, double: runtime },
  }
}
