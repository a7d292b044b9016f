/**
 * What an accelerator says of tensors by their names or roles (docs/spec.md, sections 10, 11, 14 and 15), read without
 * knowing the layer. Which tensors are meant is known once there is a layer: see `cost/for-tensors.ts`.
 */
import { type EstimateError, fault, type Report } from '../error/error'
import { mostTensors } from '../internal/limits'
import { isRecord, isUnopened, own, readList } from '../internal/read'
import { isFull, type Read, shownName } from '../internal/readers'
import { isName } from '../operator/check-operator'
import { inputsName, outputsName, roleNames } from '../operator/roles'
import { type GivenWidths, isWidth, readWidths, splitInput } from '../operator/widths'
import { invalid, readKnown } from './readers'
import type { SparseFormat } from './sparse'

/** Names in a record, or in all lists of a place: no operator has more tensors, but an accelerator may serve several operators. */
export const mostNames = 16 * mostTensors

/** Tensors that are named at a place. */
export type TensorList = { readonly path: string; readonly names: readonly string[] }

/** Entries by the names of tensors, at a place. */
export type ByTensor<A> = { readonly path: string; readonly entries: ReadonlyMap<string, A> }

/** Widths for every tensor, or by name. */
export type NamedWidths = ByTensor<GivenWidths> & { readonly all: GivenWidths | null }

/** Yes or no for every tensor, or by name. */
export type NamedFlags = ByTensor<boolean> & { readonly all: boolean | null }

const noName = (path: string, value: unknown): EstimateError =>
  invalid(
    path,
    'the name of a tensor, or a role: inputs or outputs',
    value,
    "Write a name such as 'filter', or 'inputs' or 'outputs'.",
  )

const repeatedName = (path: string, name: string): EstimateError =>
  fault('InvalidHardware', path, {
    expected: 'each tensor at most once',
    given: `${shownName(name)} again`,
    hint: `Remove ${shownName(name)} here or at its first place.`,
    message: `${path} names ${shownName(name)} again, but each tensor may be named once.`,
  })

/** The fault of what is said of an output where only inputs count; `what` is what inputs have, in words. */
export const notOfOutputs = (path: string, name: string, what: string): EstimateError =>
  fault('InvalidHardware', path, {
    expected: 'the name of an input, or inputs',
    given: shownName(name),
    hint: `Remove ${shownName(name)} here.`,
    message: `${path} is for ${name === outputsName ? 'outputs' : `${shownName(name)}, which is an output`}, but only inputs ${what}.`,
  })

const noNames: ReadonlySet<string> = /* @__PURE__ */ new Set<string>()

/** The fault of what is no list: of a name alone, or of something else. */
const noList = (path: string, value: unknown): EstimateError =>
  invalid(
    path,
    'a list of names or roles of tensors',
    value,
    `Write a list, such as ["${typeof value === 'string' && isName(value) ? shownName(value) : 'filter'}"].`,
  )

/** What a list of tensors is held to besides: names that other lists have taken, and what only inputs have, in words. */
type ListRules = { readonly before?: ReadonlySet<string>; readonly inputsOnly?: string }

/** A list of tensors; undefined stands for none. */
export const readTensorList = (
  value: unknown,
  path: string,
  report: Report,
  { before = noNames, inputsOnly }: ListRules = {},
): TensorList => {
  if (value === undefined) return { path, names: [] }
  if (!Array.isArray(value) && !isUnopened(value)) {
    report.push(noList(path, value))
    return { path, names: [] }
  }
  const entries = readList(value, path, mostNames - before.size, 'InvalidHardware', report) ?? []
  const names = new Set<string>()
  for (const [i, entry] of entries.entries()) {
    if (isFull(report)) break
    if (typeof entry !== 'string' || !isName(entry)) report.push(noName(`${path}[${i}]`, entry))
    else if (names.has(entry) || before.has(entry)) report.push(repeatedName(`${path}[${i}]`, entry))
    else {
      names.add(entry)
      if (entry === outputsName && inputsOnly !== undefined)
        report.push(notOfOutputs(`${path}[${i}]`, entry, inputsOnly))
    }
  }
  return { path, names: [...names] }
}

/** An object by the names of tensors. */
const readByTensor = <A>(
  value: unknown,
  path: string,
  read: (value: unknown, place: string, name: string) => A,
  report: Report,
): ByTensor<A> => {
  const entries = new Map<string, A>()
  if (!isRecord(value)) {
    report.push(
      invalid(path, 'an object by the names or roles of tensors', value, `Write ${path} as an object.`),
    )
    return { path, entries }
  }
  const names = Object.keys(value)
  if (names.length > mostNames) {
    report.push(invalid(path, `at most ${mostNames} names`, value, 'Name roles in place of tensors.'))
    return { path, entries }
  }
  for (const name of names) {
    if (isFull(report)) break
    const entry = own(value, name)
    if (entry === undefined) continue
    if (isName(name)) entries.set(name, read(entry, `${path}.${name}`, name))
    else report.push(noName(`${path}.${shownName(name)}`, name))
  }
  return { path, entries }
}

const noEntries: ReadonlyMap<string, never> = /* @__PURE__ */ new Map<string, never>()

/** Widths of tensors: a number, or an object by name. */
export const readNamedWidths = (value: unknown, path: string, report: Report): NamedWidths | null => {
  if (value === undefined) return null
  if (!isRecord(value))
    return { path, entries: noEntries, all: readWidths(value, path, 'accelerator by role', report) }
  const byName = readByTensor(
    value,
    path,
    (entry, place, name) => {
      const giver = roleNames.includes(name) ? 'accelerator by role' : 'accelerator by name'
      const widths = readWidths(entry, place, giver, report)
      if (name === inputsName && widths.isSplit) report.push(splitInput(giver, place))
      return widths
    },
    report,
  )
  return { ...byName, all: null }
}

/** What inputs have where outputs have none. */
export const inBuffers = 'have a width of their own in a buffer'
export const canBeGated = 'can be gated'
export const canBeSkipped = 'can be skipped'
export const haveFormats = 'have formats'
export const areContiguous = 'travel in whole intervals'
export const areReloaded = 'can be acquired anew in every step'

/** Widths of inputs in a buffer. */
export const readInputWidths = (value: unknown, path: string, report: Report): NamedWidths | null => {
  const widths = readNamedWidths(value, path, report)
  if (widths === null) return null
  for (const [name, { isSplit }] of widths.entries) {
    if (name === outputsName) report.push(notOfOutputs(`${path}.${name}`, name, inBuffers))
    else if (isSplit && name !== inputsName) report.push(splitInput('accelerator by name', `${path}.${name}`))
  }
  if (widths.all?.isSplit === true) report.push(splitInput('accelerator by role', path))
  return widths
}

const readFlag = (value: unknown, place: string, report: Report): boolean => {
  if (typeof value === 'boolean') return value
  report.push(invalid(place, 'true or false', value, 'Write true or false, without quotes.'))
  return true
}

/** What is true or false of inputs: of all, or by name. */
export const readInputFlags = (value: unknown, path: string, report: Report): NamedFlags => {
  if (!isRecord(value)) return { path, entries: noEntries, all: readFlag(value, path, report) }
  const flags = readByTensor(value, path, (entry, place) => readFlag(entry, place, report), report)
  if (flags.entries.has(outputsName))
    report.push(notOfOutputs(`${path}.${outputsName}`, outputsName, areReloaded))
  return { ...flags, all: null }
}

/** The format in each buffer; null: dense. */
export type ResolvedFormats = {
  readonly offchip: SparseFormat | null
  readonly l2: SparseFormat | null
  readonly clusters: SparseFormat | null
  readonly l1: SparseFormat | null
}

export const formatBuffers = ['offchip', 'l2', 'clusters', 'l1'] as const

const isFormatWord = (value: unknown): value is 'bitmask' | 'structured' =>
  value === 'bitmask' || value === 'structured'

const oneFormat = "'bitmask', 'structured' or { coordinate: bits }"
const oneFormatOrSeveral =
  "'bitmask', 'structured', { coordinate: bits } or an object with a format for each buffer"

const readFormat = (
  value: unknown,
  path: string,
  report: Report,
  expected: string = oneFormat,
): SparseFormat | null => {
  if (isFormatWord(value)) return value
  if (isRecord(value)) {
    const record = readKnown(value, path, ['coordinate'], report)
    if (record === undefined) return null
    const { coordinate } = record
    if (isWidth(coordinate)) return { coordinate }
    const bits = 'the bits of a coordinate, a positive multiple of 1/32 and at most 1,024'
    report.push(invalid(`${path}.coordinate`, bits, coordinate, 'Write for instance { coordinate: 4 }.'))
    return null
  }
  report.push(
    invalid(path, expected, value, "Write 'bitmask', or { coordinate: 4 } for 4 bits with each nonzero."),
  )
  return null
}

const readFormats = (value: unknown, path: string, report: Report): ResolvedFormats => {
  // A copy, because its form is decided before its parts are read.
  const given = isRecord(value) ? { ...value } : value
  if (!isRecord(given) || given['coordinate'] !== undefined) {
    const everywhere = readFormat(given, path, report, oneFormatOrSeveral)
    return { offchip: everywhere, l2: everywhere, clusters: everywhere, l1: everywhere }
  }
  const record = readKnown(given, path, formatBuffers, report) ?? {}
  const of = (buffer: (typeof formatBuffers)[number]): SparseFormat | null =>
    record[buffer] === undefined ? null : readFormat(record[buffer], `${path}.${buffer}`, report)
  return { offchip: of('offchip'), l2: of('l2'), clusters: of('clusters'), l1: of('l1') }
}

export type ResolvedSparse = {
  readonly gate: TensorList
  readonly skip: TensorList
  readonly format: ByTensor<ResolvedFormats>
}

const readFormatsOf = (value: unknown, path: string, report: Report): ResolvedSparse['format'] => {
  if (value === undefined) return { path, entries: new Map() }
  const formats = readByTensor(value, path, (entry, place) => readFormats(entry, place, report), report)
  if (formats.entries.has(outputsName))
    report.push(notOfOutputs(`${path}.${outputsName}`, outputsName, haveFormats))
  return formats
}

/** What the accelerator makes of zeros. */
export const readSparse: Read<ResolvedSparse | null> = (value, path, key, report) => {
  if (value === undefined) return null
  const place = path + key
  const record = readKnown(value, place, ['gate', 'skip', 'format'], report)
  if (record === undefined) return null
  return {
    gate: readTensorList(record['gate'], `${place}.gate`, report, { inputsOnly: canBeGated }),
    skip: readTensorList(record['skip'], `${place}.skip`, report, { inputsOnly: canBeSkipped }),
    format: readFormatsOf(record['format'], `${place}.format`, report),
  }
}

/** Everything that names tensors, but for the channels of networks. */
export type Named = {
  readonly precision: NamedWidths | null
  /** Widths of inputs in each buffer. */
  readonly l1: NamedWidths | null
  readonly clusters: readonly (NamedWidths | null)[]
  readonly l2: NamedWidths | null
  readonly offchip: NamedWidths | null
  readonly bypass: TensorList | null
  /** Inputs that travel in whole intervals off-chip and to level 0. */
  readonly contiguous: TensorList | null
  /** Whether inputs are kept from step to step: in the buffers of clusters, and of PEs. */
  readonly keptInClusters: readonly (NamedFlags | null)[]
  readonly keptInL1: NamedFlags | null
  readonly sparse: ResolvedSparse | null
}
