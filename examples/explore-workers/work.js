/** Work that is cut into shards, whose answers are merged: an exploration of a space, or the best mappings of a network. */
import { estimate, orThrow } from 'maestro-dataflow'
import { decode, explorationCodec, mappingCodec } from 'maestro-dataflow/codec'
import {
  checkExploration,
  emptyExploration,
  exploreInChunks,
  mergeAllExplorations,
} from 'maestro-dataflow/explore'
import { emptyMapping, mapInChunks, mergeMappings } from 'maestro-dataflow/map'

/**
 * @typedef {{ readonly index: number, readonly count: number }} Shard
 * @typedef {import('maestro-dataflow/explore').Exploration} Exploration
 * @typedef {import('maestro-dataflow/map').Mapping} Mapping
 *
 * @typedef {object} Network what is mapped: every layer by itself, on one accelerator
 * @property {readonly import('maestro-dataflow').Layer[]} layers
 * @property {import('maestro-dataflow').Accelerator} hardware
 * @property {import('maestro-dataflow/map').MapObjective} objective
 * @property {number} nodes of the search of a layer
 * @property {number} parts into which the search of a layer is cut, up to 16; each repeats its first tens of thousands of nodes
 *
 * @typedef {{ readonly layer: string, readonly parts: number, readonly mapping: Mapping }} LayerMapping
 * of a layer, how many parts of its search are done, and what they have found
 */

/**
 * @template A
 * @typedef {{ readonly done: number, readonly total: number, readonly answer: A }} Piece
 */

/**
 * @template A
 * @typedef {object} Work
 * @property {(shard: Shard, chunk?: number) => Iterable<Piece<A>>} piecesOf a shard; its last piece has its whole answer
 * @property {(answers: readonly A[]) => A} merge all that there are, each shard once, in any order
 * @property {(json: unknown) => A} read throws if it is no answer
 * @property {(answer: A, shard: Shard) => A} check throws if it cannot be the answer to the shard
 */

/** @param {import('maestro-dataflow/explore').Space<any>} space @returns {Work<Exploration>} */
const exploring = (space) => ({
  *piecesOf(shard, chunk) {
    for (const piece of exploreInChunks(space, { shard, chunk })) {
      const { done, total, exploration } = orThrow(piece)
      yield { done, total, answer: exploration }
    }
  },
  merge: (answers) => mergeAllExplorations([emptyExploration(space), ...answers]),
  read: (json) => orThrow(decode(explorationCodec)(json)),
  check: (answer, shard) => orThrow(checkExploration(space, answer, { shard })),
})

/** @type {(a: readonly LayerMapping[], b: readonly LayerMapping[]) => readonly LayerMapping[]} */
const mergeTwo = (a, b) =>
  a.map(({ layer, parts, mapping }, i) => {
    const other = b[i]
    if (other === undefined) throw new Error(`nothing is said of layer ${layer}`)
    return { layer, parts: parts + other.parts, mapping: mergeMappings(mapping, other.mapping) }
  })

/** @param {Network} network @returns {Work<readonly LayerMapping[]>} */
const mapping = ({ layers, hardware, objective, nodes, parts }) => {
  const requests = layers.map((layer) => ({ layer, hardware, objective }))
  const nothing = () =>
    requests.map((request) => ({
      layer: request.layer.name,
      parts: 0,
      mapping: orThrow(emptyMapping(request)),
    }))
  // Every part of every layer's search.
  const units = requests.flatMap((request, layer) =>
    Array.from({ length: parts }, (_, index) => ({ request, layer, part: { index, count: parts } })),
  )
  /** @param {Shard} shard */
  const unitsOf = ({ index, count }) =>
    units.slice(Math.floor((units.length * index) / count), Math.floor((units.length * (index + 1)) / count))

  return {
    *piecesOf(shard, chunk) {
      const own = unitsOf(shard)
      const total = own.length * nodes
      /** @type {readonly LayerMapping[]} */
      let known = nothing()
      if (own.length === 0) yield { done: 0, total, answer: known }
      for (const [i, { request, layer, part }] of own.entries()) {
        const before = known
        /** @type {(parts: number, found: Mapping) => readonly LayerMapping[]} */
        const withFound = (parts, found) =>
          before.map((each, other) =>
            other === layer
              ? { ...each, parts: each.parts + parts, mapping: mergeMappings(each.mapping, found) }
              : each,
          )
        let last
        for (const piece of mapInChunks(request, { nodes, shard: part, chunk })) {
          if (last !== undefined)
            yield { done: i * nodes + last.done, total, answer: withFound(0, last.mapping) }
          last = orThrow(piece)
        }
        if (last !== undefined) known = withFound(1, last.mapping)
        yield { done: (i + 1) * nodes, total, answer: known }
      }
    },
    // Nothing is proven of a layer before all parts of its search are done.
    merge: (answers) =>
      answers
        .reduce(mergeTwo, nothing())
        .map((each) =>
          each.parts === parts
            ? each
            : { ...each, mapping: { ...each.mapping, lower: null, gap: null, proven: false, why: null } },
        ),
    read: (json) => {
      if (!Array.isArray(json)) throw new Error('these are no mappings of layers')
      return json.map(({ layer, parts, mapping }) => ({
        layer: String(layer),
        parts: Number(parts),
        mapping: orThrow(decode(mappingCodec)(mapping)),
      }))
    },
    check: (answer, shard) => {
      const own = unitsOf(shard)
      requests.forEach(({ layer }, i) => {
        const { parts, mapping: found } = answer[i] ?? {}
        const best = found?.best ?? null
        if (found === undefined || found.objective !== objective)
          throw new Error(`there is no mapping of layer ${layer.name} by ${objective}`)
        if (parts !== own.filter((unit) => unit.layer === i).length)
          throw new Error(`${parts} parts of layer ${layer.name} are not those of the shard`)
        if (best === null) return
        const { runtime, energy } = orThrow(estimate(layer, best.dataflow, hardware))
        if (runtime !== best.runtime || energy.total !== best.energy)
          throw new Error(`the mapping of layer ${layer.name} takes ${runtime} cycles, not ${best.runtime}`)
      })
      return answer
    },
  }
}

/**
 * What a module asks for: the mappings of its `network`, or an exploration of its `space`.
 *
 * @param {any} module @returns {Work<any>}
 */
export const workOf = (module) =>
  module.network === undefined ? exploring(module.space) : mapping(module.network)
