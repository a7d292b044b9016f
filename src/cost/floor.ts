/** The runtime that no dataflow can beat on this hardware (cost model, section 5). */
import type { Analysed } from '../analysis/analysis'
import type { ResolvedHardware } from '../hardware/resolve'

const cyclesAt = (elements: number, bandwidth: number): number =>
  bandwidth === Number.POSITIVE_INFINITY ? 0 : Math.ceil(elements / bandwidth)

export const offchipTime = (elements: number, { offchipBandwidth }: ResolvedHardware): number =>
  cyclesAt(elements, offchipBandwidth)

export const floorOf = ({ macs, tensors }: Analysed, hardware: ResolvedHardware): number => {
  const used = (role: 'input' | 'output'): number =>
    tensors.reduce((sum, tensor) => sum + (tensor.role === role ? tensor.used : 0), 0)
  const { bandwidth, latency } = hardware.networks[0]!
  const compute = Math.ceil(macs / (hardware.pes * hardware.simd))
  const offchip = offchipTime(used('input') + used('output'), hardware)
  // Without latency, a first element could arrive in the cycle that uses it.
  if (latency < 1) return Math.max(compute, offchip)
  return Math.max(compute, offchip, cyclesAt(used('input'), bandwidth), cyclesAt(used('output'), bandwidth))
}
