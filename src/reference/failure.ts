/** Where the published tool gives no answer: the codes of its description, as errors of this library's form. */

import type { EstimateError } from '../error/error'
import { bounded } from '../error/show'

/**
 * The reason why the tool has no figures. All but the last three are ends of the tool itself:
 *
 * - `PARSE_ERROR`, `WEIGHT_TILE_RULE`, `BAD_CLUSTER_TYPE`: its reader rejects the file, or crashes.
 * - `NO_DATAFLOW`, `INHERITED_DATAFLOW`: a layer without directives.
 * - `BOTH_INPUT_AND_OUTPUT_DIM`, `MISSING_DIMENSION`: dimensions that do not go together, or are not there.
 * - `TOO_MANY_LEVELS`, `NO_SPATIAL_MAP`, `TOO_MANY_SPATIAL_MAPS`, `ZERO_UNITS`: levels that it cannot build.
 * - `ZERO_COMPUTE_DELAY`, `BAD_HARDWARE`: it divides by zero. `ZERO_UNIQUE`, `OCCURRENCE_OVERFLOW`: it gives up.
 * - `UNDEFINED_IN_TOOL`: it computes with values that nothing set, or beyond its integers.
 * - `MALFORMED`: the input is not of the form that the types demand, so that no file could express it.
 * - `TOO_COMPLEX`: more iteration cases than any sensible mapping has (the tool would run for hours).
 * - `INEXPRESSIBLE`: the tool's notation has no word for the layer or the hardware (`compare` only).
 *
 * @since 0.1.0
 * @category reference
 */
export type ReferenceTag =
  | 'PARSE_ERROR'
  | 'WEIGHT_TILE_RULE'
  | 'BAD_CLUSTER_TYPE'
  | 'NO_DATAFLOW'
  | 'INHERITED_DATAFLOW'
  | 'BOTH_INPUT_AND_OUTPUT_DIM'
  | 'MISSING_DIMENSION'
  | 'TOO_MANY_LEVELS'
  | 'NO_SPATIAL_MAP'
  | 'TOO_MANY_SPATIAL_MAPS'
  | 'ZERO_UNITS'
  | 'ZERO_COMPUTE_DELAY'
  | 'ZERO_UNIQUE'
  | 'OCCURRENCE_OVERFLOW'
  | 'BAD_HARDWARE'
  | 'UNDEFINED_IN_TOOL'
  | 'MALFORMED'
  | 'TOO_COMPLEX'
  | 'INEXPRESSIBLE'

/**
 * The reason why the tool has no figures: the code (`_tag`), the place (`layers[2].directives[4]`, or `line 12` of a file), the
 * valid input and the repair. The first failure of the input, as with the tool: it loses the results of all layers.
 *
 * @since 0.1.0
 * @category reference
 */
export type ReferenceFailure = Omit<EstimateError, '_tag'> & {
  /** The code of the failure. */
  readonly _tag: ReferenceTag
}

type Words = { readonly tool: string; readonly expected: string; readonly hint: string }

const words: { readonly [T in ReferenceTag]: Words } = {
  PARSE_ERROR: {
    tool: 'stops with a parse error',
    expected: "a mapping in the tool's grammar",
    hint: 'Write sizes of 1 or more and names that the tool knows; put spaces around braces.',
  },
  WEIGHT_TILE_RULE: {
    tool: 'rejects the mapping',
    expected: 'a TemporalMap of R or S over its whole extent, with size and offset equal to it',
    hint: 'Write TemporalMap(Sz(R),Sz(R)) R, or a SpatialMap.',
  },
  BAD_CLUSTER_TYPE: {
    tool: 'crashes on the type after the cluster size',
    expected: 'L or P after the cluster size',
    hint: 'Write Cluster(n, P).',
  },
  NO_DATAFLOW: {
    tool: 'crashes with a null pointer',
    expected: 'a first layer with directives',
    hint: 'Give every layer its own directives.',
  },
  INHERITED_DATAFLOW: {
    tool: 'stops: an inherited dataflow has an empty innermost level',
    expected: 'directives in every layer',
    hint: 'Repeat the directives in this layer.',
  },
  BOTH_INPUT_AND_OUTPUT_DIM: {
    tool: 'stops',
    expected: "X or X', and Y or Y'",
    hint: 'Declare the extents of the input alone.',
  },
  MISSING_DIMENSION: {
    tool: 'stops: dimension not found',
    expected: 'a dimension that the level has',
    hint: 'Declare every dimension of the layer type, and map only dimensions that its tensors have.',
  },
  TOO_MANY_LEVELS: {
    tool: 'has networks for 8 levels only',
    expected: 'at most 7 Clusters',
    hint: 'Merge levels.',
  },
  NO_SPATIAL_MAP: {
    tool: 'stops: no spatial map in a cluster',
    expected: 'one or two SpatialMaps in every level',
    hint: 'Add a map, for instance SpatialMap(1,1) K, and end no dataflow with a Cluster.',
  },
  TOO_MANY_SPATIAL_MAPS: {
    tool: 'stops: too many spatial maps in a cluster',
    expected: 'one or two SpatialMaps in every level',
    hint: 'Make the others TemporalMaps, or put a Cluster between them.',
  },
  ZERO_UNITS: {
    tool: 'divides by zero',
    expected: 'at least as many PEs as the product of the clusters',
    hint: 'Use more PEs or smaller clusters.',
  },
  ZERO_COMPUTE_DELAY: {
    tool: 'divides by zero',
    expected: 'work in the inner levels of every case',
    hint: 'Give the inner levels tiles of X and Y that hold a whole window: at least S and R.',
  },
  ZERO_UNIQUE: {
    tool: 'gives up without a message',
    expected: 'new data in every step of a TemporalMap',
    hint: 'Do not map dimensions that are whole already.',
  },
  OCCURRENCE_OVERFLOW: {
    tool: 'fails an assertion',
    expected: 'fewer than 2^31 steps of a kind',
    hint: 'Use larger tiles.',
  },
  BAD_HARDWARE: {
    tool: 'divides by zero',
    expected: 'a bandwidth of at least 1',
    hint: 'Give the network and the off-chip memory a bandwidth.',
  },
  UNDEFINED_IN_TOOL: {
    tool: 'computes with undefined values',
    expected: 'input with a deterministic answer',
    hint: "Keep to 32-bit numbers, and do not mix X with Y' or Y with X'; where a level maps X' or Y', map S or R too.",
  },
  MALFORMED: {
    tool: 'has no input for this',
    expected: 'plain data of the declared types',
    hint: 'Build directives with spatialMap, temporalMap and cluster, and give whole numbers.',
  },
  TOO_COMPLEX: {
    tool: 'would run for hours',
    expected: 'at most 2^25 looks at a directive',
    hint: 'Map each dimension once per level, and few of them in tiles that do not divide it.',
  },
  INEXPRESSIBLE: {
    tool: 'has no input for this',
    expected: "a layer and hardware that the tool's notation can express",
    hint: 'Use a convolution without dilation or a matrix product, and one network with whole numbers.',
  },
}

/** A failure at a place; `given` says what is there. */
export const failure = (_tag: ReferenceTag, path: string, given: string): ReferenceFailure => {
  const { tool, expected, hint } = words[_tag]
  const place = path === '' ? '' : `${path}: `
  const message = bounded(`${place}${given}. The published tool ${tool}.`)
  return { _tag, path: bounded(path), expected, given: bounded(given), hint, message }
}

/** The failure of a layer as one of the input: its path starts at `place`, unless the hardware is invalid. */
export const within = (place: string, { _tag, path, given }: ReferenceFailure): ReferenceFailure =>
  failure(_tag, path === '' ? place : path.startsWith('hardware') ? path : `${place}.${path}`, given)

export const isFailure = (value: object): value is ReferenceFailure =>
  '_tag' in value && typeof value._tag === 'string' && Object.hasOwn(words, value._tag)
