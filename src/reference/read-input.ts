/** From untrusted layers and hardware to plain numbers: what no mapping file could say is refused here. */
import { evaluateExpression, type Scope } from '../dataflow/evaluate-expression'
import { show } from '../error/show'
import { isPositiveInteger } from '../internal/arithmetic'
import { mostDirectives } from '../internal/limits'
import { isRecord, own, type UnknownRecord } from '../internal/read'
import { failure, isFailure, type ReferenceFailure, type ReferenceTag } from './failure'
import {
  largestSize,
  type PlainDirective,
  type PlainLayer,
  type PlainMap,
  type ReferenceHardware,
  type ReferenceType,
} from './layer'
import { breaksWeightTileRule, weightTileFault } from './weight-tile-rule'

const types: readonly string[] = ['CONV', 'DSCONV', 'NGCONV', 'TRCONV', 'GEMM'] satisfies ReferenceType[]

const isType = (value: unknown): value is ReferenceType => typeof value === 'string' && types.includes(value)

const malformed = (path: string, what: string, value: unknown): ReferenceFailure =>
  failure('MALFORMED', path, `${what} is ${show(value)}`)

/** A number that a file could hold. */
const readInteger = (value: unknown, least: number, path: string, tooSmall: ReferenceTag) => {
  if (typeof value !== 'number' || !Number.isInteger(value)) return malformed(path, 'a whole number', value)
  if (value < least) return failure(tooSmall, path, `the number is ${value}`)
  return value > largestSize ? failure('UNDEFINED_IN_TOOL', path, `${value} exceeds 32 bits`) : value
}

/** The sizes or strides by name, in order. */
const readNumbers = (
  value: unknown,
  path: string,
): readonly (readonly [string, number])[] | ReferenceFailure => {
  if (!isRecord(value)) return malformed(path, 'an object of numbers', value)
  const entries: (readonly [string, number])[] = []
  for (const name of Object.keys(value)) {
    const given = value[name]
    if (given === undefined) continue
    const number = readInteger(given, 1, `${path}.${name.slice(0, 40)}`, 'PARSE_ERROR')
    if (typeof number !== 'number') return number
    entries.push([name, number])
  }
  return entries
}

const scopeOf = (dims: readonly (readonly [string, number])[]): Scope => ({
  names: new Map(dims.map(([name], dimension) => [name, { _tag: 'Loop', dimension }])),
  extents: dims.map(([, size]) => size),
  parameters: new Map(),
})

const readSize = (value: unknown, path: string, scope: Scope): number | ReferenceFailure => {
  if (isPositiveInteger(value) && value <= largestSize) return value
  const size = evaluateExpression(value, scope)
  if (typeof size === 'number') return readInteger(size, 1, path, 'PARSE_ERROR')
  const { _tag, given } = size.refuse(path)
  return failure(_tag === 'Malformed' ? 'MALFORMED' : 'PARSE_ERROR', path, `the size is ${given}`)
}

const readDirective = (value: unknown, path: string, scope: Scope): PlainDirective | ReferenceFailure => {
  if (!isRecord(value)) return malformed(path, 'a directive', value)
  const tag = own(value, '_tag')
  if (tag !== 'SpatialMap' && tag !== 'TemporalMap' && tag !== 'Cluster')
    return malformed(path, 'the tag of a directive', tag)
  const size = readSize(own(value, 'size'), `${path}.size`, scope)
  if (typeof size !== 'number') return size
  if (tag === 'Cluster') return { _tag: tag, size }
  const offset = readSize(own(value, 'offset'), `${path}.offset`, scope)
  if (typeof offset !== 'number') return offset
  const dimension = own(value, 'dimension')
  if (typeof dimension !== 'string')
    return malformed(`${path}.dimension`, 'the name of a dimension', dimension)
  const map: PlainMap = { _tag: tag, size, offset, dimension }
  const declared = scope.names.get(dimension)
  const sizes = declared?._tag === 'Loop' ? [scope.extents[declared.dimension]!] : []
  return breaksWeightTileRule(map, sizes) ? weightTileFault(map, sizes, path) : map
}

const readDirectives = (
  value: unknown,
  path: string,
  scope: Scope,
): readonly PlainDirective[] | ReferenceFailure => {
  if (!Array.isArray(value)) return malformed(path, 'the list of directives', value)
  if (value.length > mostDirectives)
    return failure('TOO_COMPLEX', path, `there are ${value.length} directives`)
  const directives: PlainDirective[] = []
  for (let i = 0; i < value.length; i++) {
    const directive = readDirective(value[i], `${path}[${i}]`, scope)
    if (isFailure(directive)) return directive
    directives.push(directive)
  }
  return directives
}

const readLayer = (value: unknown, path: string): PlainLayer | ReferenceFailure => {
  if (!isRecord(value)) return malformed(path, 'a layer', value)
  const type = own(value, 'type')
  if (!isType(type))
    return typeof type === 'string'
      ? failure('PARSE_ERROR', `${path}.type`, `the type is ${show(type)}`)
      : malformed(`${path}.type`, 'the type', type)
  const name = own(value, 'name') ?? ''
  if (typeof name !== 'string') return malformed(`${path}.name`, 'the name', name)
  const dims = readNumbers(own(value, 'dims'), `${path}.dims`)
  if (isFailure(dims)) return dims
  const stride = readNumbers(own(value, 'stride') ?? {}, `${path}.stride`)
  if (isFailure(stride)) return stride
  const directives = readDirectives(own(value, 'directives'), `${path}.directives`, scopeOf(dims))
  return isFailure(directives) ? directives : { name, type, dims, stride: new Map(stride), directives }
}

const hardwareKeys = ['numPes', 'nocBw', 'hopLatency', 'l1Size', 'l2Size', 'offchipBw', 'simd'] as const

const readHardwareKeys = (record: UnknownRecord): ReferenceHardware | ReferenceFailure => {
  const hardware = { numPes: 0, nocBw: 0, hopLatency: 0, l1Size: 0, l2Size: 0, offchipBw: 0, simd: 0 }
  for (const key of hardwareKeys) {
    const path = `hardware.${key}`
    const value = readInteger(own(record, key), 0, path, 'MALFORMED')
    if (typeof value !== 'number') return value
    hardware[key] = value
  }
  // A quotient by zero lanes is infinite, and no integer.
  return hardware.simd === 0 ? failure('UNDEFINED_IN_TOOL', 'hardware.simd', 'there are 0 lanes') : hardware
}

export const readReferenceHardware = (value: unknown): ReferenceHardware | ReferenceFailure =>
  isRecord(value) ? readHardwareKeys(value) : malformed('hardware', 'the hardware', value)

export const readReferenceLayers = (value: unknown): readonly PlainLayer[] | ReferenceFailure => {
  if (!Array.isArray(value)) return malformed('layers', 'the list of layers', value)
  const layers: PlainLayer[] = []
  for (let i = 0; i < value.length; i++) {
    const layer = readLayer(value[i], `layers[${i}]`)
    if (isFailure(layer)) return layer
    layers.push(layer)
  }
  return layers
}
