/** One hardware value over a range, everything else as it is: what the runtime and the energy become. */
import { type Accelerator, type Estimate, estimate, type Interconnect } from 'maestro-dataflow'
import type { Answer } from './answer'
import type { SweepField } from './state'

type Swept = {
  readonly label: string
  readonly unit: string
  readonly from: number
  readonly to: number
}

export const swept: Readonly<Record<SweepField, Swept>> = {
  pes: { label: 'PEs', unit: 'PEs', from: 4, to: 16384 },
  simd: { label: 'MACs per PE', unit: 'MACs per PE and cycle', from: 1, to: 64 },
  bandwidth: { label: 'Network bandwidth', unit: 'elements/cycle', from: 1, to: 4096 },
  latency: { label: 'Network latency', unit: 'cycles', from: 1, to: 256 },
  offchip: { label: 'Off-chip bandwidth', unit: 'elements/cycle', from: 0.25, to: 1024 },
  l1: { label: 'L1 of a PE', unit: 'bytes', from: 16, to: 65536 },
  l2: { label: 'Shared L2', unit: 'bytes', from: 1024, to: 67108864 },
}

/** Powers of two, and the values half way between them where these are whole. */
export const gridOf = (field: SweepField): readonly number[] => {
  const { from, to } = swept[field]
  const powers = Array.from({ length: Math.round(Math.log2(to / from)) + 1 }, (_, i) => from * 2 ** i)
  return powers.flatMap((power) =>
    power < to && Number.isInteger(1.5 * power) ? [power, 1.5 * power] : [power],
  )
}

const networkOf = ({ noc }: Accelerator): Interconnect | undefined =>
  noc === undefined ? undefined : [noc].flat()[0]

/** The value of the hardware; null where it has no limit, or more than one number. */
export const valueIn = (hardware: Accelerator, field: SweepField): number | null => {
  const { pes, simd = 1, l1, l2, offchip } = hardware
  const network = networkOf(hardware)
  const latency = network?.latency ?? 1
  const values: Readonly<Record<SweepField, number | undefined>> = {
    pes,
    simd,
    bandwidth: network?.bandwidth,
    latency: typeof latency === 'number' ? latency : undefined,
    offchip: offchip?.bandwidth,
    l1: l1?.capacity,
    l2: l2?.capacity,
  }
  return values[field] ?? null
}

/** The hardware with another value; a network's, at every level. */
export const withValue = (hardware: Accelerator, field: SweepField, value: number): Accelerator => {
  const { noc, offchip, l1, l2 } = hardware
  switch (field) {
    case 'pes':
    case 'simd':
      return { ...hardware, [field]: value }
    case 'bandwidth':
    case 'latency': {
      const changed = (each: Interconnect): Interconnect => ({ ...each, [field]: value })
      const networks = [noc ?? {}].flat().map(changed)
      return { ...hardware, noc: networks.length > 1 ? networks : (networks[0] ?? {}) }
    }
    case 'offchip':
      return { ...hardware, offchip: { ...offchip, bandwidth: value } }
    case 'l1':
      return { ...hardware, l1: { ...l1, capacity: value } }
    case 'l2':
      return { ...hardware, l2: { ...l2, capacity: value } }
  }
}

/** A value with its costs; null where the dataflow is not legal on that hardware. */
export type SweptPoint = {
  readonly value: number
  readonly costs: Costs | null
}

type Costs = { readonly runtime: number; readonly energy: number; readonly fits: boolean }

export type Sweep = {
  readonly field: SweepField
  readonly points: readonly SweptPoint[]
  readonly unit: Estimate['energy']['unit']
  /** Of the hardware as it is; its value is null where there is no limit. */
  readonly now: { readonly value: number | null; readonly costs: Costs }
}

const costsOf = ({ runtime, energy, buffers }: Estimate): Costs => ({
  runtime,
  energy: energy.total,
  fits: buffers.fits,
})

export const sweepOf = ({ layer, dataflow, hardware, estimate: now }: Answer, field: SweepField): Sweep => ({
  field,
  points: gridOf(field).map((value) => {
    const result = estimate(layer, dataflow, withValue(hardware, field, value))
    return { value, costs: result._tag === 'Right' ? costsOf(result.right) : null }
  }),
  unit: now.energy.unit,
  now: { value: valueIn(hardware, field), costs: costsOf(now) },
})

/** The place of the value in the grid that is nearest to it; the end where there is no limit. */
export const placeOf = ({ points, now: { value } }: Sweep): number => {
  if (value === null || value <= 0) return points.length - 1
  const distances = points.map((point) => Math.abs(Math.log(point.value / value)))
  return distances.indexOf(Math.min(...distances))
}
