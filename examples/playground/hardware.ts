/** Between the fields of the hardware, its text, and the hardware. */
import type { Accelerator } from 'maestro-dataflow'
import { parseHardware, printHardware } from 'maestro-dataflow/notation'
import { areaTables, idOfAreaTable } from './area-tables'
import { energyTables, idOfTable } from './energy-tables'
import { typed } from './layer'
import { type HardwareField, type HardwareForm, type HardwareState, hardwareFields } from './state'

/** Where a field's value goes in a description. */
const places: Readonly<Record<HardwareField, readonly [string] | readonly [string, string]>> = {
  pes: ['pes'],
  simd: ['simd'],
  clock: ['clock'],
  bandwidth: ['noc', 'bandwidth'],
  latency: ['noc', 'latency'],
  offchip: ['offchip', 'bandwidth'],
  l1: ['l1', 'capacity'],
  clusters: ['clusters', 'capacity'],
  l2: ['l2', 'capacity'],
  elementBytes: ['elementBytes'],
  energy: ['energy'],
  area: ['area'],
  overlap: ['overlap'],
}

/** The path of a field in errors. */
export const pathOfField = (field: HardwareField): string => `hardware.${places[field].join('.')}`

const fieldValue = (form: HardwareForm, field: HardwareField): unknown => {
  if (field === 'energy') return energyTables[form.energy]?.table
  return field === 'area' ? areaTables[form.area]?.table : typed(form[field])
}

export const acceleratorOf = (form: HardwareForm): Accelerator => {
  const description: Record<string, unknown> = {}
  const parts: Record<string, Record<string, unknown>> = {}
  for (const field of hardwareFields) {
    const value = fieldValue(form, field)
    const [outer, inner] = places[field]
    if (value === undefined) continue
    if (inner === undefined) description[outer] = value
    else parts[outer] = { ...parts[outer], [inner]: value }
  }
  return { ...description, ...parts } as unknown as Accelerator // as typed; `estimate` checks it
}

const at = (hardware: unknown, [outer, inner]: readonly [string, string?]): unknown => {
  const found = (hardware as Readonly<Record<string, unknown>>)[outer] // an accelerator, of which we ask a property
  if (inner === undefined || found === undefined) return found
  return (found as Readonly<Record<string, unknown>>)[inner] // undefined where it is a list or a number
}

/** `7e8`, where that is shorter than `700000000`. */
const exponential = (value: number): string => {
  const short = value.toExponential().replace('e+', 'e')
  return short.length < String(value).length ? short : String(value)
}

/** Names in files of the tool, which `printHardware` uses, as the paths that all other lines have. */
const paths: Readonly<Record<string, string>> = {
  num_pes: 'pes',
  l1_size_cstr: 'l1.capacity',
  l2_size_cstr: 'l2.capacity',
  noc_bw_cstr: 'noc.bandwidth',
  offchip_bw_cstr: 'offchip.bandwidth',
}

const linesOf = (hardware: Accelerator): string =>
  printHardware(hardware).replace(/^\w+(?=:)/gm, (name) => paths[name] ?? name)

/** The fields that a description has a plain value for. */
const formOf = (hardware: Accelerator): HardwareForm => {
  const textOf = (field: HardwareField): string => {
    if (field === 'energy') return idOfTable(hardware.energy)
    if (field === 'area') return idOfAreaTable(hardware.area)
    const value = at(hardware, places[field])
    if (field === 'clock' && typeof value === 'number') return exponential(value)
    return typeof value === 'number' || typeof value === 'string' ? String(value) : ''
  }
  const form = Object.fromEntries(hardwareFields.map((field) => [field, textOf(field)]))
  return { ...form, overlap: form['overlap'] || 'within-runs' } as HardwareForm // every field is there
}

/** A description with its keys in order, and defaults that the form always has. */
const canonical = (hardware: Accelerator): string =>
  printHardware({ overlap: 'within-runs', ...hardware })
    .trim()
    .split('\n')
    .sort()
    .join('\n')

/** In the form if that can say everything, else as text. */
export const stateOfHardware = (hardware: Accelerator): HardwareState => {
  const fields = formOf(hardware)
  const isWhole = canonical(acceleratorOf(fields)) === canonical(hardware)
  return isWhole ? { _tag: 'Form', fields } : { _tag: 'Text', text: linesOf(hardware) }
}

export const asText = (state: HardwareState): HardwareState =>
  state._tag === 'Text' ? state : { _tag: 'Text', text: linesOf(acceleratorOf(state.fields)) }

/** What the form has fields for; of a text that cannot be read, what there was before. */
export const asForm = (state: HardwareState, before: HardwareForm): HardwareState => {
  if (state._tag === 'Form') return state
  const read = parseHardware(state.text)
  return { _tag: 'Form', fields: read._tag === 'Left' ? before : formOf(read.right) }
}
