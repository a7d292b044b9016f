/** From an untrusted request to a checked chain with what its layers run with, or the faults that stand in the way. */
import { elementsWith } from '../analysis/elements'
import { forTensors } from '../cost/for-tensors'
import { isListed } from '../cost/tensor-names'
import { copied } from '../error/copied'
import { type EstimateError, fault, type Report } from '../error/error'
import { listed, show } from '../error/show'
import type { Warning } from '../error/warning'
import { type ResolvedHardware, readHardware, readUnits, resolveHardware } from '../hardware/resolve'
import { readList, readRecord, type UnknownRecord } from '../internal/read'
import { shownName } from '../internal/readers'
import { snapshot } from '../internal/snapshot'
import { checkLayer } from '../operator/check-layer'
import type { Problem } from '../operator/problem'
import { unitsPerBit } from '../operator/widths'
import { type Link, linkLayers } from './links'
import { type Loop, nestOf, readHalos, readTiles } from './outer-nest'
import { readFlows } from './read-flows'

/** Layers of a chain: more are too many. */
export const mostChained = 1024

/** A layer of a chain, with what its runs need. */
export type ChainLayer = Link & {
  readonly dataflow: unknown
  /** Where the dataflow stands in the request. */
  readonly place: string
  readonly units: { readonly pes: number; readonly simd: number }
  readonly hardwareFor: (levels: number, report: Report) => ResolvedHardware
  /** The accelerator for the tensors of the layer; what it says per level counts for none. */
  readonly hardware: ResolvedHardware
  /** Units of 1/32 bit of an element of what the layer before makes; null for the first layer, and where the bits of a word are no width. */
  readonly madeUnits: number | null
}

export type Request = {
  readonly layers: readonly ChainLayer[]
  readonly loops: readonly Loop[]
  readonly warnings: readonly Warning[]
}

const chainKeys = ['layers', 'tile', 'halo', 'inputs']

const noLayers = (): EstimateError =>
  fault('BrokenChain', 'chain.layers', {
    expected: 'at least one layer',
    given: 'an empty list',
    hint: 'Give the layers that are fused, in their order.',
    message: 'chain.layers is empty.',
  })

/** A fault that a layer has by itself, at its place in the chain. */
export const placedInChain =
  (i: number, place: string) =>
  (error: EstimateError): EstimateError => {
    const move = (text: string): string =>
      text.replace(/^layer\b/, `chain.layers[${i}]`).replace(/^dataflow\b/, place)
    return { ...error, path: move(error.path), message: move(error.message) }
  }

const checkLayers = (layers: readonly unknown[], report: Report): readonly (Problem | undefined)[] =>
  layers.map((layer, i) => {
    const faults: EstimateError[] = []
    const problem = checkLayer(layer, faults)
    report.push(...faults.map(placedInChain(i, 'dataflow')))
    return problem
  })

const readInputs = (value: unknown, layers: number, report: Report): readonly unknown[] | null => {
  if (value === undefined || value === null) return null
  if (Array.isArray(value) && value.length === layers) return value
  report.push(
    fault('Malformed', 'chain.inputs', {
      expected: `a list with an entry for each of the ${layers} layers`,
      given: Array.isArray(value) ? `a list of ${value.length}` : show(value),
      hint: 'Write null for a layer whose first input that matches is meant.',
    }),
  )
  return null
}

const bypassed = (entry: string, i: number, names: readonly string[]): EstimateError =>
  fault('InvalidHardware', `hardware.l2.bypass[${i}]`, {
    expected:
      'names of inputs that no layer of the chain takes from another, and not those of the first input and the last output',
    given: show(entry),
    hint: `Name tensors such as weights; the shared buffer has to hold ${listed(names)}.`,
    message: `hardware.l2.bypass[${i}] is ${show(entry)}, but the tensors between the layers of a chain are in the shared buffer.`,
  })

/** What a chain hands on, what it begins with and what it ends with are in the shared buffer. */
const checkBypass = (links: readonly Link[], hardware: ResolvedHardware, report: Report): void => {
  const list = hardware.named?.bypass ?? null
  if (list === null) return
  const handed = links.flatMap(({ problem, taken, output }) => [
    problem.tensors[taken]!,
    problem.tensors[output]!,
  ])
  list.names.forEach((name, i) => {
    const meant = handed.filter((tensor) => isListed({ ...list, names: [name] }, tensor))
    if (meant.length > 0) report.push(bypassed(name, i, [...new Set(meant.map((tensor) => tensor.name))]))
  })
}

/** A chain counts what its layers share element by element. */
const checkContiguous = (hardware: ResolvedHardware, report: Report): void => {
  const list = hardware.named?.contiguous ?? null
  if (list === null || list.names.length === 0) return
  report.push(
    fault('InvalidHardware', list.path, {
      expected: 'absent for a chain, whose tiles are counted element by element',
      given: show(list.names),
      hint: `Leave ${list.path} out, or estimate the layers one by one.`,
    }),
  )
}

/** Hardware, resolved once for each number of levels. */
const resolver = (record: UnknownRecord, units: ChainLayer['units']): ChainLayer['hardwareFor'] => {
  const known = new Map<number, ResolvedHardware>()
  return (levels, report) => {
    const found = known.get(levels)
    if (found !== undefined) return found
    const resolved = resolveHardware(record, units, levels, report)
    known.set(levels, resolved)
    return resolved
  }
}

/** Units of an element that a layer has completed. */
export const finalUnits = ({ perTensor, elementBytes }: ResolvedHardware, output: number): number =>
  perTensor?.widths?.final[output] ?? 8 * elementBytes * unitsPerBit

const unusedHalos = (
  halos: ReturnType<typeof readHalos>,
  tiles: ReturnType<typeof readTiles>,
): readonly Warning[] =>
  [...halos].flatMap(([dimension, { name }]): readonly Warning[] => {
    if (tiles.some((tile) => tile.dimension === dimension)) return []
    const path = `chain.halo.${shownName(name)}`
    return [
      {
        _tag: 'UnusedEntry',
        path,
        message: `${path} has no effect, because ${shownName(name)} is not tiled.`,
      },
    ]
  })

type ReadChain = {
  readonly links: readonly Link[]
  readonly loops: readonly Loop[]
  readonly warnings: readonly Warning[]
}

const readNest = (
  record: UnknownRecord,
  links: readonly Link[],
  report: Report,
): Omit<ReadChain, 'links'> => {
  const last = links[links.length - 1]!.problem
  const tiles = readTiles(record['tile'], last, report)
  const halos = readHalos(record['halo'], last, report)
  return { loops: nestOf(links, tiles, halos, report), warnings: unusedHalos(halos, tiles) }
}

const readChain = (
  record: UnknownRecord,
  layers: readonly unknown[],
  report: Report,
): ReadChain | undefined => {
  const inputs = readInputs(record['inputs'], layers.length, report)
  const problems = checkLayers(layers, report).filter((problem) => problem !== undefined)
  if (problems.length < layers.length) return undefined
  const before = report.length
  const links = linkLayers(problems, layers, inputs, report)
  if (report.length > before || links.length === 0) return undefined
  return { links, ...readNest(record, links, report) }
}

/** Checks a request; undefined if anything was reported. */
export const readRequest = (
  chain: unknown,
  dataflow: unknown,
  hardware: unknown,
  report: Report,
): Request | undefined => {
  const given = readRecord(chain, 'chain', chainKeys, 'Malformed', report)
  const originals = given && readList(given['layers'], 'chain.layers', mostChained, 'Malformed', report)
  if (originals?.length === 0) report.push(noLayers())
  const record = readHardware(snapshot(hardware), report)
  const units = record && readUnits(record, report)
  if (given === undefined || originals === undefined || originals.length === 0) return undefined
  const copy = copied({ tile: given['tile'], halo: given['halo'], inputs: given['inputs'] }) as UnknownRecord // it is one
  const read = readChain(copy, originals.map(copied), report)
  const flows = readFlows(dataflow, originals, report)
  if (record === undefined || units === undefined) return undefined
  const hardwareFor = resolver(record, units)
  const alone = hardwareFor(1, report)
  if (read === undefined || report.length > 0) return undefined
  const { links, loops, warnings } = read
  checkBypass(links, alone, report)
  checkContiguous(alone, report)
  const ofLayers = links.map(({ problem }) =>
    forTensors(
      alone,
      elementsWith(problem, () => false),
      report,
    ),
  )
  if (report.length > 0) return undefined
  const layers = links.map(
    (link, i): ChainLayer => ({
      ...link,
      ...flows[i]!,
      units,
      hardwareFor,
      hardware: ofLayers[i]!,
      madeUnits: i === 0 ? null : finalUnits(ofLayers[i - 1]!, links[i - 1]!.output),
    }),
  )
  return { layers, loops, warnings }
}
