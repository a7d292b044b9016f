/** `map`: the best mapping of every layer. */
import { isLeft } from 'fp-ts/Either'
import { attempt } from '../../error/attempt'
import type { Mapping } from '../../map/mapping-type'
import { mergeMappings } from '../../map/merge'
import { answerNetwork } from '../../map/network-answer'
import { type NetworkSearch, readNetworkSearch } from '../../map/network-search'
import type { MapObjective, MapOptions, MapRequest } from '../../map/request'
import { checkLayer } from '../../operator/check-layer'
import { badFile, type Faults, misuse } from '../faults'
import { asLayers, type Entry } from '../input/workload'
import type { Invocation } from '../invocation/option'
import { countOf, isSet, numberOf, optionOf, wordOf } from '../invocation/values'
import { isMapping, type Job, type Known } from '../search/job'
import type { MapTask } from '../search/task'
import { isOfOneLayer } from '../written-mapping'
import { type Inputs, locatedErrors, type Run, readInputs, rejectLocated } from './given'
import { layerAnswer, networkAnswer } from './map-answer'

const objectives: readonly MapObjective[] = ['edp', 'runtime', 'energy', 'pareto']

/** The gap and the nodes that a search ends at by default. */
const usual = { gap: 0.01, nodes: 30_000 }

/** Every part repeats the first tens of thousands of nodes, so that a part is worth its while from here on. */
const nodesOfPart = 40_000
const mostParts = 16

const partsOf = (nodes: number): number => Math.min(mostParts, Math.max(1, Math.floor(nodes / nodesOfPart)))

const tasksOf = (requests: readonly MapRequest[], options: MapOptions, parts: number): readonly MapTask[] =>
  requests.flatMap((request) =>
    Array.from({ length: parts }, (_, index) => ({
      _tag: 'Map' as const,
      request,
      options: parts === 1 ? options : { ...options, shard: { index, count: parts } },
    })),
  )

/** What is known of a search, of its parts; without all of them, nothing is proven of the whole. */
const merged = (known: readonly (Known | undefined)[]): Mapping | undefined => {
  const found = known.flatMap((each) => (each !== undefined && isMapping(each.result) ? [each.result] : []))
  const [first, ...others] = found
  if (first === undefined) return undefined
  const all = others.reduce(mergeMappings, first)
  return found.length === known.length ? all : { ...all, lower: null, gap: null, proven: false, why: null }
}

const chunked = <A>(list: readonly A[], size: number): readonly (readonly A[])[] =>
  Array.from({ length: list.length / size }, (_, i) => list.slice(i * size, (i + 1) * size))

const layerJob = (
  inputs: Inputs,
  entry: Entry,
  request: MapRequest,
  given: { readonly options: MapOptions; readonly parts: number },
): Job => ({
  tasks: tasksOf([request], given.options, given.parts),
  answer: (known) => layerAnswer(inputs, entry, request, merged(known)),
  reject: (_, errors) => locatedErrors(inputs, entry, errors),
})

const networkJob = (
  inputs: Inputs,
  search: NetworkSearch,
  given: { readonly options: MapOptions; readonly parts: number },
): Job => {
  const requests = search.requests.map(({ request }) => request)
  return {
    tasks: tasksOf(requests, given.options, given.parts),
    answer: (known) => {
      const answers = chunked(known, given.parts).map(merged)
      const whole = answers.every((each) => each !== undefined) ? answerNetwork(search, answers) : null
      return networkAnswer(inputs, search, whole, answers)
    },
    reject: (part, errors) => {
      const index = search.requests[Math.floor(part / given.parts)]?.index ?? 0
      return locatedErrors(inputs, inputs.workload.entries[index], errors)
    },
  }
}

/** Options that serve a single layer, reported before the search of a network. */
const reportOfOneLayer = (
  { options }: Invocation,
  objective: MapObjective,
  name: string,
  faults: Faults,
): void => {
  const [svg, file] = [optionOf(options, 'svg'), optionOf(options, 'write')]
  const report = (
    option: string,
    what: string,
    [expected, given, other]: readonly [string, string, string],
  ) =>
    misuse(faults, 'InvalidOption', option, {
      ...{ expected, given },
      hint: `Give the name of a layer with --layer, or ${other}.`,
      message: `${name} has several layers, and ${what} is of one layer.`,
    })
  if (objective === 'pareto')
    report('--objective', 'a front', ['runtime, energy or edp', objective, 'another objective'])
  if (svg !== undefined) report('--svg', 'the picture of a mapping', ['one layer', svg, 'leave --svg out'])
  if (file !== undefined && isOfOneLayer(file))
    report('--write', 'a file of Timeloop', ['a file .m or .c', file, 'a file that ends in .m or .c'])
}

const noLayers = (faults: Faults, name: string): void =>
  badFile(faults, name, {
    expected: 'at least one layer',
    given: 'none',
    hint: 'Give a workload with layers.',
    message: `${name} has no layers.`,
  })

/** The search of a layer with tiles that divide what they tile, except where a document says which. */
const divided = (request: MapRequest): MapRequest => {
  const problem = attempt((report) => checkLayer(request.layer, report))
  if (isLeft(problem)) return request
  const tiles = Object.fromEntries(problem.right.dimensions.map((name) => [name, 'divisors' as const]))
  return { ...request, space: { ...request.space, tiles: { ...tiles, ...request.space?.tiles } } }
}

export const mapCommand: Run = async (given, faults) => {
  const { options } = given.invocation
  const asked = wordOf(options, 'objective', objectives, faults)
  const gap = numberOf(options, 'gap', faults, '0.05') ?? usual.gap
  const nodes = countOf(options, 'nodes', faults) ?? usual.nodes
  const inputs = await readInputs(given, faults)
  if (inputs === undefined) return undefined
  const { workload, hardware } = inputs
  const { space, limits } = workload.search
  const objective = asked ?? workload.search.objective ?? 'edp'
  const [entry] = workload.entries
  if (entry === undefined) {
    noLayers(faults, workload.name)
    return undefined
  }
  const restrictions = {
    ...(space === undefined ? {} : { space }),
    ...(limits === undefined ? {} : { limits }),
  }
  const of = isSet(options, 'divisors') ? divided : (request: MapRequest) => request
  const how = { options: { gap, nodes }, parts: partsOf(nodes) }
  if (workload.entries.length === 1 && entry.count === 1) {
    const request = { layer: entry.layer, hardware: hardware.accelerator, objective, ...restrictions }
    return { _tag: 'Job', job: layerJob(inputs, entry, of(request), how) }
  }
  reportOfOneLayer(given.invocation, objective, workload.name, faults)
  if (objective === 'pareto') return undefined
  const search = readNetworkSearch(asLayers(workload.entries), hardware.accelerator, {
    objective,
    ...restrictions,
    gap,
    nodes,
  })
  if (isLeft(search)) return rejectLocated(faults, inputs, undefined, search.left)
  const requests = search.right.requests.map((each) => ({ ...each, request: of(each.request) }))
  return { _tag: 'Job', job: networkJob(inputs, { ...search.right, requests }, how) }
}
