/** What is said of channels and ports, of skew, and of zeros. */
import type { Estimate } from '../../cost/estimate-type'
import { isListed } from '../../cost/tensor-names'
import { listed } from '../../error/show'
import type { Overlap } from '../../hardware/accelerator'
import type { RiddenChannel } from '../../hardware/per-tensor'
import type { ResolvedHardware } from '../../hardware/resolve'
import type { Problem } from '../../operator/problem'
import { count, percent, plural } from '../numbers'
import type { FindingOf } from './finding'
import { type Riding, ridingAt } from './on-hardware'
import { sentence, unitsAt } from './words'

/** The layer that is explained, and the accelerator for its tensors. */
type Place = { readonly estimate: Estimate; readonly problem: Problem; readonly hardware: ResolvedHardware }

const capability = ({ bandwidth, sharedPort }: RiddenChannel): string => {
  const rate = bandwidth === Infinity ? 'unlimited bandwidth' : `${plural(bandwidth, 'word')}/cycle`
  return sharedPort ? `${rate}, inputs and outputs in turns` : rate
}

const riding = ({ channel, names, isNetwork }: Riding): string => {
  const isOne = names.length === 1
  const how = isNetwork
    ? `${isOne ? 'uses' : 'use'} the network itself`
    : isOne
      ? 'has a channel of its own'
      : 'share a channel'
  return `${listed(names)} ${how} (${capability(channel)})`
}

const channelsIn = ({ problem, hardware }: Place, level: number): readonly FindingOf<'Channels'>[] => {
  const ridden = ridingAt(hardware, problem, level)
  if (ridden.every(({ channel, isNetwork }) => isNetwork && !channel.sharedPort)) return []
  return [
    {
      _tag: 'Channels',
      level,
      sentence: sentence(`at level ${level}, ${ridden.map(riding).join('; ')}`),
      numbers: Object.fromEntries(
        ridden.flatMap(({ channel: { bandwidth }, names }) =>
          bandwidth === Infinity ? [] : names.map((name) => [name, bandwidth]),
        ),
      ),
    },
  ]
}

/** Which tensor rides on what, level by level, where there are channels or shared ports. */
export const channelFindings = (place: Place): readonly FindingOf<'Channels'>[] =>
  place.estimate.levels.flatMap((_, level) => channelsIn(place, level))

const skewIn = (
  { estimate, hardware }: Place,
  level: number,
  overlap: Overlap,
): readonly FindingOf<'Skew'>[] => {
  const { units } = estimate.levels[level]!
  const { skew } = hardware.networks[level]!
  const cycles = (units - 1) * skew
  if (cycles === 0) return []
  const when = overlap === 'across-runs' ? 'once, at the end' : 'in every run'
  return [
    {
      _tag: 'Skew',
      level,
      sentence: sentence(
        `at level ${level}, operands and sums pass through the ${count(units)} ${unitsAt(estimate, level)} at ${plural(skew, 'cycle')} each: ${plural(cycles, 'cycle')} more ${when}`,
      ),
      numbers: { skew, units, cycles },
    },
  ]
}

export const skewFindings = (place: Place, overlap: Overlap): readonly FindingOf<'Skew'>[] =>
  place.estimate.levels.flatMap((_, level) => skewIn(place, level, overlap))

/** Inputs with zeros, by what becomes of these. */
const sparseInputs = ({ problem, hardware }: Place) => {
  const { gate = { path: '', names: [] }, skip = { path: '', names: [] } } = hardware.named?.sparse ?? {}
  const sparse = problem.tensors.filter((_, t) => (problem.density?.[t]?.share ?? 1) < 1)
  const skipped = sparse.filter((tensor) => isListed(skip, tensor))
  const gated = sparse.filter((tensor) => !isListed(skip, tensor) && isListed(gate, tensor))
  const names = (tensors: typeof sparse) => listed(tensors.map(({ name }) => name))
  return { sparse: names(sparse), isSparse: sparse.length > 0, gated, skipped, names }
}

const shareOf = (part: number, macs: number): string => `${count(part)} (${percent(part / macs)})`

/** What zeros save: of the energy and of the time. */
export const sparsityFindings = (place: Place): readonly FindingOf<'Sparsity'>[] => {
  const { sparse, isSparse, gated, skipped, names } = sparseInputs(place)
  if (!isSparse) return []
  const { macs, effective } = place.estimate
  const executed = macs * (place.hardware.perTensor?.sparsity?.executed ?? 1)
  const what = [
    ...(skipped.length === 0 ? [] : [`those of ${names(skipped)} are skipped`]),
    ...(gated.length === 0 ? [] : [`those of ${names(gated)} are gated`]),
  ]
  const time = skipped.length === 0 ? 'all take time' : `${shareOf(executed, macs)} take time`
  return [
    {
      _tag: 'Sparsity',
      sentence: sentence(
        what.length === 0
          ? `${sparse} ${sparse.includes(' and ') ? 'have' : 'has'} zeros, but this accelerator neither gates nor skips them: every MAC takes energy and time`
          : `of the zeros, ${what.join(' and ')}: of ${count(macs)} MACs, ${shareOf(effective.macs, macs)} take energy, and ${time}`,
      ),
      numbers: { macs, effective: effective.macs, executed },
    },
  ]
}
