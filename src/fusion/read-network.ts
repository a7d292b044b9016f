/** From an untrusted request for the layers to fuse to its checked parts, or the faults that stand in the way. */
import { type EstimateError, fault, type Report } from '../error/error'
import { didYouMean } from '../error/nearest'
import { listed, show } from '../error/show'
import { type Objective, objectives } from '../figures/objectives'
import type { Accelerator } from '../hardware/accelerator'
import { readList } from '../internal/read'
import { integer, listOf, ofKind, optional, optionalWord, optionsOf, shownName } from '../internal/readers'
import { snapshot } from '../internal/snapshot'
import type { Layer } from '../operator/layer'
import { type BestDataflows, type BoxSearch, bestDataflows } from './best-dataflow'
import type { Halo } from './chain'
import { type Flow, readFlows } from './read-flows'
import { type ChainLayer, mostChained, readRequest } from './read-request'
import { type CostOf, runCostOf } from './run-cost'

type Options = {
  readonly objective: Objective
  readonly halo: Halo
  readonly dimensions: readonly string[] | null
  readonly mostDimensions: number
  readonly mostTiles: number
  readonly mostLayers: number
  readonly search: BoxSearch
}

const isText = (value: unknown): value is string => typeof value === 'string'

const isUpToTwo = (value: unknown): value is number => value === 0 || value === 1 || value === 2

const isShare = (value: unknown): value is number => typeof value === 'number' && value >= 0

const readOptions = /* @__PURE__ */ optionsOf<Options>({
  objective: /* @__PURE__ */ optionalWord<Objective>([objectives[0], ...objectives.slice(1)]),
  halo: /* @__PURE__ */ optionalWord<Halo>(['retain', 'recompute']),
  dimensions: /* @__PURE__ */ optional<readonly string[], null>(
    /* @__PURE__ */ listOf(
      'Malformed',
      16,
      /* @__PURE__ */ ofKind(isText, '', {
        tag: 'Malformed',
        expected: 'the name of a dimension',
        hint: 'Name dimensions as tiles do, such as "Y\'".',
      }),
    ),
    null,
  ),
  mostDimensions: /* @__PURE__ */ ofKind(
    isUpToTwo,
    2,
    { tag: 'Malformed', expected: '0, 1 or 2', hint: 'Write 0, 1 or 2, or leave it out for 2.' },
    2,
  ),
  mostTiles: /* @__PURE__ */ integer(1, 'Malformed', 'Leave it out for 32.', 32),
  mostLayers: /* @__PURE__ */ integer(1, 'Malformed', 'Leave it out for 8.', 8),
  search: /* @__PURE__ */ optionsOf<BoxSearch>({
    gap: /* @__PURE__ */ ofKind(
      isShare,
      0,
      {
        tag: 'Malformed',
        expected: 'a number that is not negative',
        hint: 'Leave it out for 0, the optimum.',
      },
      0,
    ),
    nodes: /* @__PURE__ */ integer(1, 'Malformed', 'Leave it out for 30,000.', 30_000),
  }),
})

/** How runs get their dataflows: as given, or the best of each box. */
export type Runs = { readonly costOf: CostOf; readonly best: BestDataflows | null }

export type Parts = {
  readonly layers: readonly Layer[]
  readonly flows: readonly Flow[]
  readonly hardware: Accelerator
  readonly options: Options
  readonly runs: Runs
}

/** The checked layers of a group; undefined where they do not make a chain. */
export const chainLayers = (
  { layers, flows, hardware }: Parts,
  first: number,
  last: number,
  report: Report,
): readonly ChainLayer[] | undefined =>
  readRequest(
    { layers: layers.slice(first, last + 1), tile: {} },
    flows.slice(first, last + 1).map(({ dataflow }) => dataflow),
    hardware,
    report,
  )?.layers

/** A fault of a layer by itself, at its place in the network. */
export const inNetwork =
  ({ flows }: Parts, layer: number) =>
  (error: EstimateError): EstimateError => {
    const move = (text: string): string =>
      text.replace(/^chain\.layers\[0\]/, `layers[${layer}]`).replace(/^dataflow\[0\]/, flows[layer]!.place)
    const renumber = (text: string): string =>
      text.replace('chain.layers[0] on a box', `layers[${layer}] on a box`)
    return {
      ...error,
      path: move(error.path),
      given: renumber(error.given),
      message: renumber(move(error.message)),
    }
  }

const reportUnknownDimensions = (names: readonly string[], known: readonly string[], report: Report): void =>
  names.forEach((name, i) => {
    if (known.includes(name)) return
    const expected = `a dimension of some layer: ${listed(known, 'or')}`
    const hint = `${didYouMean(shownName(name), known)}Tiles divide the work of the last layer of a group.`
    report.push(fault('UnknownDimension', `options.dimensions[${i}]`, { expected, given: show(name), hint }))
  })

/** Reports what is wrong with layers, dataflows and hardware by themselves, each fault once. */
const checkParts = (parts: Parts, report: Report): void => {
  const seen = new Set<string>()
  const known = new Set<string>()
  parts.layers.forEach((_, i) => {
    const faults: EstimateError[] = []
    const layers = chainLayers(parts, i, i, faults) ?? []
    for (const { problem } of layers) for (const name of problem.dimensions) known.add(name)
    for (const error of faults.map(inNetwork(parts, i))) {
      if (!seen.has(`${error.path} ${error.message}`)) report.push(error)
      seen.add(`${error.path} ${error.message}`)
    }
  })
  if (report.length === 0) reportUnknownDimensions(parts.options.dimensions ?? [], [...known], report)
}

const noDataflow: Flow = { dataflow: { name: '', directives: [], parameters: {} }, place: 'dataflow' }

const flowsFor = (dataflow: unknown, layers: readonly unknown[], report: Report): readonly Flow[] =>
  dataflow === 'best' ? layers.map(() => noDataflow) : readFlows(dataflow, layers, report)

const runsFor = (dataflow: unknown, hardware: Accelerator, { objective, search }: Options): Runs => {
  if (dataflow !== 'best') return { costOf: runCostOf, best: null }
  const best = bestDataflows(hardware, objective, search)
  return { costOf: best.costOf, best }
}

/** The checked parts of a request; undefined if anything was reported. */
export const readParts = (
  given: unknown,
  dataflow: unknown,
  hardware: unknown,
  options: unknown,
  report: Report,
): Parts | undefined => {
  const read = readOptions(options, '', 'options', report)
  const originals = readList(given, 'layers', mostChained, 'Malformed', report)
  if (originals?.length === 0)
    report.push(
      fault('Malformed', 'layers', {
        expected: 'a list of at least one layer',
        given: 'an empty list',
        hint: 'Give the layers of the network, in their order.',
      }),
    )
  if (originals === undefined || report.length > 0) return undefined
  const flows = flowsFor(dataflow, originals, report)
  if (report.length > 0) return undefined
  const layers = originals.map(snapshot) as readonly Layer[] // each is checked when it is linked
  const accelerator = snapshot(hardware) as Accelerator // it is checked too
  const parts: Parts = {
    layers,
    flows,
    hardware: accelerator,
    options: read,
    runs: runsFor(dataflow, accelerator, read),
  }
  checkParts(parts, report)
  return report.length > 0 ? undefined : parts
}
