/** Buffers and what is off-chip: capacities, widths of inputs, and what bypasses the shared buffer (docs/spec.md, sections 6, 10, 14 and 17). */
import type { Report } from '../error/error'
import { isNonNegativeInteger } from '../internal/arithmetic'
import type { UnknownRecord } from '../internal/read'
import type { Read } from '../internal/readers'
import {
  areContiguous,
  type NamedFlags,
  type NamedWidths,
  readInputFlags,
  readInputWidths,
  readTensorList,
  type TensorList,
} from './named'
import { bandwidth } from './network'
import { reader, readKnown } from './readers'

const bytes = /* @__PURE__ */ reader(
  isNonNegativeInteger,
  0,
  'a non-negative integer',
  'Give a whole number of bytes, or omit it for an unlimited buffer.',
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

const unitKeys = ['capacity', 'precision', 'keep']

/** The buffer of a unit, and the inputs of which it keeps something. */
export type ResolvedUnitBuffer = ResolvedBuffer & { readonly keep: NamedFlags | null }

export const noUnitBuffer: ResolvedUnitBuffer = { ...noBuffer, keep: null }

export const readUnitBuffer: Read<ResolvedUnitBuffer> = (value, path, key, report) => {
  const place = path + key
  const record = readKnown(value, place, unitKeys, report)
  if (record === undefined) return noUnitBuffer
  const { keep } = record
  const { capacity, precision } = bufferOf(record, place, report)
  return {
    capacity,
    precision,
    keep: keep === undefined ? null : readInputFlags(keep, `${place}.keep`, report),
  }
}

const sharedKeys = ['capacity', 'precision', 'bypass', 'contiguous']

export type ResolvedShared = ResolvedBuffer & {
  readonly bypass: TensorList | null
  readonly contiguous: TensorList | null
}

export const noShared: ResolvedShared = { ...noBuffer, bypass: null, contiguous: null }

export const readShared = (value: unknown, place: string, report: Report): ResolvedShared => {
  const record = readKnown(value, place, sharedKeys, report)
  if (record === undefined) return noShared
  const { bypass, contiguous } = record
  const { capacity, precision } = bufferOf(record, place, report)
  return {
    capacity,
    precision,
    bypass: bypass === undefined ? null : readTensorList(bypass, `${place}.bypass`, report),
    contiguous:
      contiguous === undefined
        ? null
        : readTensorList(contiguous, `${place}.contiguous`, report, { inputsOnly: areContiguous }),
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
