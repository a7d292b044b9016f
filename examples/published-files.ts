/**
 * The mapping files that were published with the MAESTRO tool, layer by layer: the tool's figures beside the exact ones,
 * how often a figure cannot be, and by how much runtimes differ. Without the files (../shared) it runs on one of its own.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  accelerator,
  conv2d,
  dataflow,
  depthwiseConv2d,
  gemm,
  groupedConv2d,
  type Layer,
  transposedConv2d,
} from 'maestro-dataflow'
import {
  compare,
  type ReferenceComparison,
  type ReferenceLayer,
  readMappingFile,
  referenceFile,
} from 'maestro-dataflow/reference'
import { percent, table } from './table'

const directory = join(import.meta.dirname, '..', '..', 'shared', 'reference', 'maestro-files', 'mapping')

const builtIn = `Network small {
  Layer strided {
    Type: CONV
    Stride { X: 2, Y: 2 }
    Dimensions { K: 64, C: 3, R: 7, S: 7, Y: 229, X: 229 }
    Dataflow { TemporalMap(1,1) C; SpatialMap(1,1) K; TemporalMap(Sz(R),Sz(R)) R; TemporalMap(Sz(S),Sz(S)) S;
      TemporalMap(9,4) Y; TemporalMap(7,2) X; }
  }
  Layer pointwise {
    Type: CONV
    Dimensions { K: 256, C: 64, R: 1, S: 1, Y: 56, X: 56 }
    Dataflow { SpatialMap(1,1) K; TemporalMap(64,64) C; TemporalMap(1,1) Y; TemporalMap(1,1) X; Cluster(64, P); SpatialMap(1,1) C; }
  }
}`

const files: readonly (readonly [name: string, text: string])[] = existsSync(directory)
  ? readdirSync(directory)
      .sort()
      .map((file) => [file.replace(/\.m$/, ''), readFileSync(join(directory, file), 'utf8')])
  : [['built-in', builtIn]]

/** The same machine for both: MACs, bandwidths and latency as in the published hardware file, with 256 PEs. */
const machine = { numPes: 256, nocBw: 1000, hopLatency: 1, l1Size: 100, l2Size: 3000, offchipBw: 50, simd: 1 }
const hardware = accelerator({
  pes: machine.numPes,
  noc: { bandwidth: machine.nocBw, latency: machine.hopLatency },
  offchip: { bandwidth: machine.offchipBw },
})

const constructors = {
  CONV: conv2d,
  DSCONV: depthwiseConv2d,
  NGCONV: groupedConv2d,
  TRCONV: transposedConv2d,
  GEMM: gemm,
}

/** The file's layer in this library's terms; `compare` rejects a wrong one, with its reason. */
const layerOf = ({ name = '', type, dims, stride = {} }: ReferenceLayer): Layer => {
  const { K, ...others } = dims
  const sizes = type === 'DSCONV' ? others : dims
  const steps = { y: stride['Y'] ?? stride["Y'"] ?? 1, x: stride['X'] ?? stride["X'"] ?? 1 }
  const given = type === 'GEMM' ? { ...sizes, name } : { ...sizes, name, stride: steps }
  // Which extents a type needs is for the check to say.
  return constructors[type](given as never)
}

const comparisonsOf = (layers: readonly ReferenceLayer[]): readonly ReferenceComparison[] =>
  layers.map((layer) => compare(layerOf(layer), dataflow('published', layer.directives), hardware))

type Row = {
  readonly name: string
  readonly file: string
  readonly comparisons: readonly ReferenceComparison[]
}

const rows: readonly Row[] = files.map(([name, text]) => {
  const layers = readMappingFile(text)
  const whole = referenceFile(text, machine)
  return {
    name,
    file: whole._tag === 'Left' ? whole.left._tag : 'ok',
    comparisons: layers._tag === 'Left' ? [] : comparisonsOf(layers.right),
  }
})

const howMany = (comparisons: readonly ReferenceComparison[], tag: string): number =>
  comparisons.filter(({ violations }) => violations.some(({ _tag }) => _tag === tag)).length

const rejected = (comparisons: readonly ReferenceComparison[]): number =>
  comparisons.filter(({ exact }) => exact._tag === 'Left').length

/** Tool's figure over the exact one, where both are there. */
const ratiosOf = (comparisons: readonly ReferenceComparison[], of: 'macs' | 'runtime'): readonly number[] =>
  comparisons
    .flatMap(({ exact, tool, limits }) => {
      if (tool._tag === 'Left' || limits === null) return []
      if (of === 'macs') return [Number(tool.right.macs) / limits.macs]
      return exact._tag === 'Left' ? [] : [Number(tool.right.runtime) / exact.right.runtime]
    })
    .sort((a, b) => a - b)

const spread = (ratios: readonly number[]): string => {
  if (ratios.length === 0) return '–'
  const [first, middle, last] = [0, Math.floor(ratios.length / 2), ratios.length - 1].map((i) =>
    ratios[i]!.toFixed(2),
  )
  return first === last ? `${first}` : `${first} … ${middle} … ${last}`
}

const cellsOf = ({ name, file, comparisons }: Row): readonly string[] => [
  name,
  file,
  String(comparisons.length),
  ...['Crash', 'MacsNotConserved', 'RuntimeBelowFloor', 'TrafficBelowCompulsory'].map((tag) =>
    String(howMany(comparisons, tag)),
  ),
  spread(ratiosOf(comparisons, 'macs')),
  String(rejected(comparisons)),
  spread(ratiosOf(comparisons, 'runtime')),
]

const head = [
  'file',
  'the tool',
  'layers',
  'crash',
  'MACs wrong',
  'below floor',
  'below compulsory',
  'MACs tool/exact',
  'rejected',
  'runtime tool/exact',
]

const every = rows.flatMap(({ comparisons }) => comparisons)
const crashes = howMany(every, 'Crash')
const wrong = every.filter(({ violations }) => violations.some(({ _tag }) => _tag !== 'Crash')).length

if (!existsSync(directory))
  console.log(
    'The published files (../shared/reference/maestro-files) are missing: this is a built-in one instead.\n',
  )
console.log(table(head, [...rows, { name: 'all', file: '', comparisons: every }].map(cellsOf), 2))
console.log(
  `\n${wrong} of ${every.length} layers (${percent(wrong / every.length)}) have an impossible figure; on ${crashes} more the tool crashes and prints none.`,
)
