/** Buffers and what is off-chip: capacities, widths of inputs, and what bypasses the shared buffer (docs/spec.md, sections 6, 10 and 14). */
import type { Report } from '../error/error'
import { isNonNegativeInteger } from '../internal/arithmetic'
import type { UnknownRecord } from '../internal/read'
import type { Read } from '../internal/readers'
import { type NamedWidths, readInputWidths, readTensorList, type TensorList } from './named'
import { bandwidth } from './network'
import { reader, readKnown } from './readers'

const bytes = /* @__PURE__ */ reader(
  isNonNegativeInteger,
  0,
  'a non-negative integer',
  'Give whole bytes, or leave it out: absent is unlimited.',
  null,
)

/** A buffer: its capacity in bytes, or null, and the widths of inputs in it. */
export type ResolvedBuffer = { readonly capacity: number | null; readonly precision: NamedWidths | null }

export const noBuffer: ResolvedBuffer = { capacity: null, precision: null }

/** Most buffers give no widths: their path is not even put together. */
const inputWidths = (value: unknown, place: string, report: Report): NamedWidths | null =>
  value === undefined ? null : readInputWidths(value, `${place}.precision`, report)

const bufferOf = (record: UnknownRecord | undefined, place: string, report: Report): ResolvedBuffer =>
  record === undefined
    ? noBuffer
    : {
        capacity: bytes(record['capacity'], place, '.capacity', report),
        precision: inputWidths(record['precision'], place, report),
      }

const bufferKeys = ['capacity', 'precision']

export const readBuffer: Read<ResolvedBuffer> = (value, path, key, report) => {
  const place = path + key
  return bufferOf(readKnown(value, place, bufferKeys, report), place, report)
}

const sharedKeys = ['capacity', 'precision', 'bypass']

export type ResolvedShared = ResolvedBuffer & { readonly bypass: TensorList | null }

export const noShared: ResolvedShared = { ...noBuffer, bypass: null }

export const readShared = (value: unknown, place: string, report: Report): ResolvedShared => {
  const record = readKnown(value, place, sharedKeys, report)
  if (record === undefined) return noShared
  const { bypass } = record
  const { capacity, precision } = bufferOf(record, place, report)
  return {
    capacity,
    precision,
    bypass: bypass === undefined ? null : readTensorList(bypass, `${place}.bypass`, report),
  }
}

export type ResolvedOutside = { readonly bandwidth: number; readonly precision: NamedWidths | null }

export const noOutside: ResolvedOutside = { bandwidth: Infinity, precision: null }

const outsideKeys = ['bandwidth', 'precision']

export const readOutside = (value: unknown, place: string, report: Report): ResolvedOutside => {
  const record = readKnown(value, place, outsideKeys, report) ?? {}
  return {
    bandwidth: bandwidth(record['bandwidth'], place, '.bandwidth', report),
    precision: inputWidths(record['precision'], place, report),
  }
}
