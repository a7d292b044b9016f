/** The runtime that no dataflow can beat on this hardware (cost model, section 5). */
import type { ResolvedHardware } from '../hardware/resolve'
import type { Counts } from './counts'

const cyclesAt = (elements: number, bandwidth: number): number =>
  bandwidth === Infinity ? 0 : Math.ceil(elements / bandwidth)

export const offchipTime = (elements: number, { offchipBandwidth }: ResolvedHardware): number =>
  cyclesAt(elements, offchipBandwidth)

export const floorOf = ({ tensors, macs, isInput, used }: Counts, hardware: ResolvedHardware): number => {
  let inputs = 0
  let outputs = 0
  for (let t = 0; t < tensors; t++) {
    if (isInput[t] === 1) inputs += used[t]!
    else outputs += used[t]!
  }
  const { bandwidth, latency } = hardware.networks[0]!
  const compute = Math.ceil(macs / (hardware.pes * hardware.simd))
  const offchip = offchipTime(inputs + outputs, hardware)
  // Without latency, a first element could arrive in the cycle that uses it.
  if (latency < 1) return Math.max(compute, offchip)
  return Math.max(compute, offchip, cyclesAt(inputs, bandwidth), cyclesAt(outputs, bandwidth))
}
