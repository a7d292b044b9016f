/**
 * How long estimates of fused chains take, beside the bounds that were set, and the search for groups of layers. Medians after
 * warm-up. `--check` fails where one takes three times its bound.
 */
import { cpus, loadavg } from 'node:os'
import {
  accelerator,
  conv2d,
  dataflow,
  type Layer,
  orThrow,
  pool2d,
  spatialMap,
  temporalMap,
} from 'maestro-dataflow'
import { kcPartitioned, vgg16 } from 'maestro-dataflow/catalog'
import { type Chain, estimateFused, fuse, fuseNetwork } from 'maestro-dataflow/fusion'

const rows = dataflow('rows', [temporalMap(1, 1, "Y'"), spatialMap(1, 1, "X'")])
const hardware = accelerator({
  pes: 256,
  l2: { capacity: 4 * 2 ** 20 },
  noc: { bandwidth: 64 },
  offchip: { bandwidth: 16 },
})

const conv = (K: number, C: number, Y: number, X: number): Layer =>
  conv2d({ K, C, R: 3, S: 3, Y, X, padding: 1 })

/** Five convolutions on images of 3,840 × 2,160. */
const images = fuse(
  [conv(16, 3, 2160, 3840), ...[0, 1, 2].map(() => conv(16, 16, 2160, 3840)), conv(3, 16, 2160, 3840)],
  { tile: { "Y'": 60, "X'": 60 } },
)

/** Twenty layers, every fifth a pool. */
const twenty = fuse(
  Array.from({ length: 20 }, (_, i) => {
    const pools = Math.floor(i / 5)
    const extent = 512 >> pools
    return i % 5 === 4
      ? pool2d({ C: 32, R: 2, S: 2, Y: extent, X: extent, stride: 2 })
      : conv(32, 32, extent, extent)
  }),
  { tile: { "Y'": 8, "X'": 8 } },
)

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const millisecondsOf = (work: () => unknown): number => {
  const start = performance.now()
  work()
  return performance.now() - start
}

type Row = {
  readonly what: string
  readonly bound: number | null
  readonly times: number
  readonly work: () => unknown
}

const estimated = (chain: Chain) => () => orThrow(estimateFused(chain, rows, hardware))

const measured: readonly Row[] = [
  { what: 'five convolutions on 4K images', bound: 1, times: 201, work: estimated(images) },
  { what: 'a chain of twenty layers', bound: 10, times: 101, work: estimated(twenty) },
  {
    what: 'groups of the 13 convolutions of VGG16',
    bound: null,
    times: 1,
    work: () =>
      orThrow(
        fuseNetwork(vgg16.slice(0, 13), kcPartitioned, hardware, {
          mostTiles: 4,
          dimensions: ["Y'", "X'", 'K'],
        }),
      ),
  },
]

const print = (what: string, bound: string, time: string): void =>
  console.log(what.padEnd(44), bound.padStart(10), time.padStart(12))

const load = loadavg().map((value) => value.toFixed(1))
console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown'}, load ${load.join(' ')}`)
print('what', 'bound', 'median')
for (const { what, bound, times, work } of measured) {
  if (times > 1) for (let i = 0; i < times; i++) work()
  const time = median(Array.from({ length: times }, () => millisecondsOf(work)))
  const isKept = bound === null || time <= bound
  print(what, bound === null ? '' : `${bound} ms`, `${time.toFixed(2)} ms${isKept ? '' : ' (!)'}`)
  if (process.argv.includes('--check') && bound !== null && time > 3 * bound) process.exitCode = 1
}
