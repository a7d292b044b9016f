/** What a roofline sets against compute: the traffic of estimates, and the bandwidth that it shares. */
import type { Estimate } from '../../cost/estimate-type'
import { offchipElements } from '../../figures/figures'
import type { Accelerator, Interconnect } from '../../hardware/accelerator'
import { mixesWidths, offchipWords } from '../widths'

/**
 * The traffic that a roofline compares with compute: `offchip`, across the chip's border, or `network`, across the network of
 * level 0 in its busier direction.
 *
 * @since 0.1.0
 * @category pictures
 */
export type RooflineOf = 'offchip' | 'network'

const networkElements = ({ levels }: Estimate): number => {
  const tensors = Object.values(levels[0]?.tensors ?? {})
  const sum = (of: (typeof tensors)[number], key: 'ingress' | 'egress') => of[key] ?? 0
  return Math.max(
    tensors.reduce((all, tensor) => all + sum(tensor, 'ingress'), 0),
    tensors.reduce((all, tensor) => all + sum(tensor, 'egress'), 0),
  )
}

/** Words that the steps demand of level 0's network, each in its busier direction. */
const networkWords = ({ levels: [first] }: Estimate): number =>
  first === undefined ? 0 : first.bandwidth.average * first.delay.compute.average * first.steps

/** Whether a tensor of some estimate rides on what lists it, or on what nothing else lists. */
const carries = (estimates: readonly Estimate[], listed: (name: string, role: string) => boolean): boolean =>
  estimates.length === 0 ||
  estimates.some(({ levels }) =>
    Object.entries(levels[0]?.tensors ?? {}).some(([name, { ingress }]) =>
      listed(name, ingress === undefined ? 'outputs' : 'inputs'),
    ),
  )

/** Of a network and its channels together, as far as they carry anything; undefined where one of these has no limit. */
const networkBandwidth = (
  { bandwidth, channels = [] }: Interconnect,
  estimates: readonly Estimate[],
): number | undefined => {
  const isOn = (tensors: readonly string[]) => (name: string, role: string) =>
    tensors.includes(name) || tensors.includes(role)
  const listed = isOn(channels.flatMap(({ tensors }) => tensors))
  const carrying = [
    ...(carries(estimates, (name, role) => !listed(name, role)) ? [bandwidth] : []),
    ...channels.flatMap((channel) => (carries(estimates, isOn(channel.tensors)) ? [channel.bandwidth] : [])),
  ]
  return carrying.reduce<number | undefined>(
    (sum, each) => (sum === undefined || each === undefined ? undefined : sum + each),
    0,
  )
}

/** Undefined: unlimited. */
export const bandwidthOf = (
  { offchip, noc }: Accelerator,
  of: RooflineOf,
  estimates: readonly Estimate[],
): number | undefined => {
  if (of === 'offchip') return offchip?.bandwidth
  const networks: readonly Interconnect[] = noc === undefined ? [] : [noc].flat()
  return networkBandwidth(networks[0] ?? {}, estimates)
}

/** Whether words are not elements. */
export const hasWidths =
  ({ elementBytes = 1 }: Accelerator) =>
  (estimate: Estimate): boolean => {
    const elements = offchipElements(estimate)
    return mixesWidths(estimate) || offchipWords(estimate, elements, elementBytes) !== elements
  }

/** Elements, or words where elements have widths. */
export const trafficOf = (estimate: Estimate, of: RooflineOf, hardware: Accelerator): number => {
  if (of === 'offchip') return offchipWords(estimate, offchipElements(estimate), hardware.elementBytes ?? 1)
  return hasWidths(hardware)(estimate) ? networkWords(estimate) : networkElements(estimate)
}
