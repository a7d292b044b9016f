/** A layer, a dataflow and hardware of this library in the published tool's words. */
import type { Directive } from '../dataflow/directive'
import { type ReadLevel, readDataflow } from '../dataflow/read-directives'
import type { Report } from '../error/error'
import { readHardware, readUnits, resolveHardware } from '../hardware/resolve'
import { isRecord, own } from '../internal/read'
import { checkLayer, readPadding } from '../operator/check-layer'
import type { LayerKind } from '../operator/layer'
import { sizeOfName } from '../operator/names'
import type { Problem, Window } from '../operator/problem'
import { failure, isFailure, type ReferenceFailure } from './failure'
import {
  largestSize,
  type ReferenceHardware,
  type ReferenceInput,
  type ReferenceLayer,
  type ReferenceType,
} from './layer'

const types: Readonly<Partial<Record<LayerKind, ReferenceType>>> = {
  conv2d: 'CONV',
  depthwiseConv2d: 'DSCONV',
  groupedConv2d: 'NGCONV',
  transposedConv2d: 'TRCONV',
  gemm: 'GEMM',
  // Written as a convolution of one pixel, as the published files do.
  fullyConnected: 'CONV',
}

const typeOf = (kind: unknown): ReferenceType | undefined =>
  typeof kind === 'string' && Object.hasOwn(types, kind) ? types[kind as LayerKind] : undefined // just looked up

const inexpressible = (path: string, given: string): ReferenceFailure => failure('INEXPRESSIBLE', path, given)

const onePixel = { R: 1, S: 1, Y: 1, X: 1 }

const windowOf = ({ names }: Problem, axis: 'Y' | 'X'): Window | undefined => {
  const meaning = names.get(axis)
  return meaning === undefined || !('window' in meaning) ? undefined : meaning.window
}

/** Rows (or columns) of input: those given, with the padding, or those that the outputs read. */
const inputExtents = (problem: Problem, layer: unknown): Readonly<Record<string, number>> => {
  const sizes = isRecord(layer) ? own(layer, 'sizes') : undefined
  const [top, bottom, left, right] = readPadding(isRecord(layer) ? own(layer, 'padding') : undefined, [])
  const extent = (axis: 'Y' | 'X', zeros: number): number => {
    const given = isRecord(sizes) ? own(sizes, axis) : undefined
    return typeof given === 'number' ? given + zeros : sizeOfName(problem.names.get(axis)!, problem.extents)
  }
  return { Y: extent('Y', top + bottom), X: extent('X', left + right) }
}

/** Whether the layer gives both axes by their outputs alone. */
const givesOutputs = (layer: unknown): boolean => {
  const sizes = isRecord(layer) ? own(layer, 'sizes') : undefined
  return isRecord(sizes) && own(sizes, 'Y') === undefined && own(sizes, 'X') === undefined
}

type Shape = Pick<ReferenceLayer, 'dims' | 'stride'>

const shapeOf = (problem: Problem, layer: unknown): Shape => {
  const extents = Object.fromEntries(problem.dimensions.map((name, i) => [name, problem.extents[i]!]))
  const [rows, columns] = [windowOf(problem, 'Y'), windowOf(problem, 'X')]
  if (rows === undefined || columns === undefined)
    return { dims: problem.names.has('Y') ? { ...extents, ...onePixel } : extents, stride: {} }
  if (givesOutputs(layer)) return { dims: extents, stride: { "Y'": rows.stride, "X'": columns.stride } }
  const { "Y'": _rows, "X'": _columns, ...others } = extents
  return {
    dims: { ...others, ...inputExtents(problem, layer) },
    stride: { Y: rows.stride, X: columns.stride },
  }
}

const directivesOf = (levels: readonly ReadLevel[]): readonly Directive[] =>
  levels.flatMap(({ units, maps }, depth): readonly Directive[] => [
    ...(depth === 0 ? [] : [{ _tag: 'Cluster', size: units } as const]),
    ...maps.map(({ kind, size, offset, name }) => ({ _tag: kind, size, offset, dimension: name })),
  ])

/** A batch of one that nothing maps goes unsaid, as in the published files. */
const withoutBatch = (
  { N, ...others }: Readonly<Record<string, number>>,
  directives: readonly Directive[],
): Readonly<Record<string, number>> => {
  const isMapped = directives.some((each) => each._tag !== 'Cluster' && each.dimension === 'N')
  return N === undefined || (N === 1 && !isMapped) ? others : { N, ...others }
}

const layerOf = (
  problem: Problem,
  layer: unknown,
  levels: readonly ReadLevel[],
): ReferenceLayer | ReferenceFailure => {
  const kind = isRecord(layer) ? own(layer, 'kind') : undefined
  const type = typeOf(kind)
  if (type === undefined) return inexpressible('layer.kind', `there is no type for ${String(kind)}`)
  const windows = [windowOf(problem, 'Y'), windowOf(problem, 'X')]
  if (windows.some((window) => window !== undefined && window.dilation > 1))
    return inexpressible('layer.dilation', 'the window is dilated')
  const { dims, stride = {} } = shapeOf(problem, layer)
  const directives = directivesOf(levels)
  return {
    name: problem.name,
    type,
    dims: type === 'GEMM' ? dims : withoutBatch(dims, directives),
    stride,
    directives,
  }
}

/** A whole number; unlimited is the largest that the tool can hold. */
const wholeNumber = (value: number, path: string): number | ReferenceFailure => {
  if (value === Number.POSITIVE_INFINITY) return largestSize
  return Number.isInteger(value) ? value : inexpressible(path, `the number is ${value}`)
}

/** An accelerator as the tool describes it, for dataflows of a number of levels. */
export const hardwareOf = (
  hardware: unknown,
  levels: number,
  report: Report,
): ReferenceHardware | ReferenceFailure => {
  const record = readHardware(hardware, report)
  const units = record && readUnits(record, report)
  if (record === undefined || units === undefined) return failure('MALFORMED', 'hardware', 'it is invalid')
  const resolved = resolveHardware(record, units, levels, report)
  const [first, ...others] = resolved.networks
  if (first === undefined || report.length > 0) return failure('MALFORMED', 'hardware', 'it is invalid')
  if (others.some(({ bandwidth, latency }) => bandwidth !== first.bandwidth || latency !== first.latency))
    return inexpressible('hardware.noc', 'levels have different networks')
  const nocBw = wholeNumber(first.bandwidth, 'hardware.noc.bandwidth')
  if (typeof nocBw !== 'number') return nocBw
  const offchipBw = wholeNumber(resolved.offchipBandwidth, 'hardware.offchip.bandwidth')
  if (typeof offchipBw !== 'number') return offchipBw
  return {
    numPes: resolved.pes,
    nocBw,
    hopLatency: first.latency,
    l1Size: Math.min(resolved.l1 ?? largestSize, largestSize),
    l2Size: Math.min(resolved.l2 ?? largestSize, largestSize),
    offchipBw,
    simd: resolved.simd,
  }
}

/** The input of the tool. Inputs that this library refuses too are not translated. */
export const translate = (
  layer: unknown,
  dataflow: unknown,
  hardware: unknown,
): ReferenceInput | ReferenceFailure => {
  const report: Report = []
  const problem = checkLayer(layer, report)
  const read = readDataflow(dataflow, problem, report)
  if (problem === undefined) return failure('MALFORMED', 'layer', 'it is invalid')
  if (read === undefined || report.length > 0) return failure('MALFORMED', 'dataflow', 'it is invalid')
  const translated = layerOf(problem, layer, read.levels)
  if (isFailure(translated)) return translated
  const machine = hardwareOf(hardware, read.levels.length, report)
  return isFailure(machine) ? machine : { layers: [translated], hardware: machine }
}
