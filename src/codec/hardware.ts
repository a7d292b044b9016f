/** Codecs of accelerators and their tables. */
import * as t from 'io-ts'
import type {
  Accelerator,
  Interconnect,
  NetworkChannel,
  SharedBuffer,
  UnitBuffer,
} from '../hardware/accelerator'
import type { AreaPower, AreaTable } from '../hardware/area'
import type { AccessEnergy, EnergyTable, ReadWrite, StaticEnergy } from '../hardware/energy'
import type { BufferFormats, SparseFormat, SparseSupport } from '../hardware/sparse'
import { dictionary, eitherObject, exact, list, optional, tuple } from './collections'
import { guarded } from './guarded'
import { precisionCodec } from './layer'
import { cases, number } from './primitives'
import type { Codec } from './shape'

type HopLatency = Exclude<Interconnect['latency'], number | undefined>
type EnergyPoints = Exclude<AccessEnergy, number>

const pointCodec = tuple<readonly [capacity: number, energy: number]>(
  'a pair [capacity in bytes, energy]',
  number,
  number,
)

const accessCodec: t.Type<AccessEnergy> = cases({
  number,
  object: exact<EnergyPoints>('energy', { points: list(pointCodec) }),
})

const readWriteCodec = exact<ReadWrite>('energy', { read: accessCodec, write: accessCodec })

const energyParts = {
  unit: optional(t.keyof({ MAC: null, pJ: null })),
  mac: number,
  hop: number,
  l1: readWriteCodec,
  clusters: cases({ object: readWriteCodec, list: list(readWriteCodec) }),
  l2: readWriteCodec,
  offchip: exact<EnergyTable['offchip']>('energy', { read: number, write: number }),
  static: optional(
    exact<StaticEnergy>('energy', {
      pe: optional(number),
      l1: optional(number),
      clusters: optional(cases({ number, list: list(number) })),
      l2: optional(number),
    }),
  ),
}

/**
 * A whole energy table. (An accelerator's may lack parts.)
 *
 * @example
 * ```ts
 * import { maestroEnergy, orThrow } from 'maestro-dataflow'
 * import { energyTableCodec, parseJson } from 'maestro-dataflow/codec'
 *
 * orThrow(parseJson(energyTableCodec)(JSON.stringify(maestroEnergy))) // => maestroEnergy
 * ```
 * @since 0.1.0
 * @category input codecs
 */
export const energyTableCodec: Codec<EnergyTable> = guarded(
  exact<EnergyTable>('energy', energyParts, 'InvalidHardware'),
)

const areaPowerCodec = exact<AreaPower>('area', { area: number, power: number })

const busCodec = exact<AreaTable['bus']>('area', {
  area: number,
  power: number,
  scale: tuple<readonly [c1: number, c0: number]>('a list of 2 numbers', number, number),
})

const arbiterCodec = exact<AreaTable['arbiter']>('area', {
  area: number,
  power: number,
  scale: tuple<readonly [c2: number, c1: number, c0: number]>('a list of 3 numbers', number, number, number),
})

/**
 * An area table.
 *
 * @example
 * ```ts
 * import { areaTableCodec, decode } from 'maestro-dataflow/codec'
 *
 * const result = decode(areaTableCodec)({ mac: { area: 282, powr: 0.1 } })
 * const errors = result._tag === 'Left' ? result.left : []
 * errors[0]?.hint // => 'Did you mean power? Rename or remove "powr".'
 * ```
 * @since 0.1.0
 * @category input codecs
 */
export const areaTableCodec: Codec<AreaTable> = guarded(
  exact<AreaTable>(
    'area',
    { mac: areaPowerCodec, sram: areaPowerCodec, bus: busCodec, arbiter: arbiterCodec },
    'InvalidHardware',
  ),
)

const latencyCodec = cases({
  number,
  object: exact<HopLatency>('latency', { hops: number, hopLatency: number }),
})

const portCodec = t.keyof({ separate: null, shared: null })
const namesCodec = list(t.string)

const channelCodec = exact<NetworkChannel>('channel', {
  tensors: namesCodec,
  bandwidth: optional(number),
  latency: optional(latencyCodec),
  port: optional(portCodec),
})

const networkCodec = exact<Interconnect>('noc', {
  bandwidth: optional(number),
  latency: optional(latencyCodec),
  multicast: optional(t.boolean),
  reduction: optional(t.boolean),
  port: optional(portCodec),
  channels: optional(list(channelCodec)),
  skew: optional(number),
})

const inputWidthsCodec = cases({ number, object: dictionary(number, 'bits, one entry for each input') })

const bufferParts = { capacity: optional(number), precision: optional(inputWidthsCodec) }
const keepCodec = cases({ flag: t.boolean, object: dictionary(t.boolean, 'flags, one entry for each input') })
const unitBufferCodec = exact<UnitBuffer>('buffer', { ...bufferParts, keep: optional(keepCodec) })
const sharedCodec = exact<SharedBuffer>('buffer', {
  ...bufferParts,
  bypass: optional(namesCodec),
  contiguous: optional(namesCodec),
})

const coordinateCodec = exact<Exclude<SparseFormat, string>>('format', { coordinate: number })
const formatWord = t.keyof({ bitmask: null, structured: null })
const formatCodec = optional(cases({ text: formatWord, object: coordinateCodec }))
const formatsCodec = exact<BufferFormats>('format', {
  offchip: formatCodec,
  l2: formatCodec,
  clusters: formatCodec,
  l1: formatCodec,
})

const sparseCodec = exact<SparseSupport>('sparse', {
  gate: optional(namesCodec),
  skip: optional(namesCodec),
  format: optional(
    dictionary(
      cases({ text: formatWord, object: eitherObject(coordinateCodec, formatsCodec) }),
      'formats, one for each input',
    ),
  ),
})

const partialEnergyCodec = exact<Partial<EnergyTable>>('energy', {
  unit: energyParts.unit,
  mac: optional(energyParts.mac),
  hop: optional(energyParts.hop),
  l1: optional(energyParts.l1),
  clusters: optional(energyParts.clusters),
  l2: optional(energyParts.l2),
  offchip: optional(energyParts.offchip),
  static: energyParts.static,
})

type Offchip = NonNullable<Accelerator['offchip']>

/**
 * A hardware description in numbers. `estimate` checks whether they make sense; `datasheet` of the units entry
 * reads texts with units.
 *
 * @example
 * ```ts
 * import { acceleratorCodec, decode } from 'maestro-dataflow/codec'
 *
 * const result = decode(acceleratorCodec)({ pes: 256, noc: [{ bandwith: 32 }], l2: { capacity: '110592' } })
 * const errors = result._tag === 'Left' ? result.left : []
 * errors.map(({ path }) => path) // => ['hardware.l2.capacity', 'hardware.noc[0].bandwith']
 * errors.map(({ hint }) => hint) // => ['Write 110592 without quotes.', 'Did you mean bandwidth? Rename or remove "bandwith".']
 * ```
 * @since 0.1.0
 * @category input codecs
 */
export const acceleratorCodec: Codec<Accelerator> = guarded(
  exact<Accelerator>(
    'hardware',
    {
      pes: number,
      simd: optional(number),
      l1: optional(unitBufferCodec),
      clusters: optional(cases({ object: unitBufferCodec, list: list(unitBufferCodec) })),
      l2: optional(sharedCodec),
      elementBytes: optional(number),
      precision: optional(precisionCodec),
      noc: optional(cases({ object: networkCodec, list: list(networkCodec) })),
      offchip: optional(
        exact<Offchip>('offchip', { bandwidth: optional(number), precision: optional(inputWidthsCodec) }),
      ),
      overlap: optional(t.keyof({ 'within-runs': null, 'across-runs': null, none: null })),
      clock: optional(number),
      energy: optional(partialEnergyCodec),
      area: optional(areaTableCodec),
      sparse: optional(sparseCodec),
    },
    'InvalidHardware',
  ),
)
