/**
 * How many layers a second the published tool is reproduced at, on its own KC-P mapping of ResNet-50 (../shared), or on
 * the catalog's ResNet-50 in the same mapping where that file is not. `--check` fails below half of the rate claimed.
 */
import { existsSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { cluster, type Directive, type Layer, spatialMap as S, temporalMap as T } from 'maestro-dataflow'
import { resnet50 } from 'maestro-dataflow/catalog'
import { type ReferenceLayer, readMappingFile, reference, referenceFile } from 'maestro-dataflow/reference'
import { Bench } from 'tinybench'

const path = ['..', '..', 'shared', 'reference', 'maestro-files', 'mapping', 'Resnet50_kcp_ws.m']
const file = join(import.meta.dirname, ...path)
const hardware = {
  numPes: 256,
  nocBw: 32,
  hopLatency: 1,
  l1Size: 512,
  l2Size: 108_000,
  offchipBw: 16,
  simd: 1,
}
const claimed = 50_000

const kcPartitioned = (R: number, S1: number): readonly Directive[] => [
  S(1, 1, 'K'),
  T(64, 64, 'C'),
  T(R, R, 'R'),
  T(S1, S1, 'S'),
  T(R, 1, 'Y'),
  T(S1, 1, 'X'),
  cluster(64),
  S(1, 1, 'C'),
  T(R, 1, 'Y'),
  T(S1, 1, 'X'),
]

const layerOf = ({ sizes }: Layer): ReferenceLayer => {
  const { K = 1, C = 1, R = 1, S: S1 = 1, Y, X, "Y'": rows = 1, "X'": columns = 1 } = sizes
  const dims = { K, C, R, S: S1, Y: Y ?? rows + R - 1, X: X ?? columns + S1 - 1 }
  return { type: 'CONV', dims, directives: kcPartitioned(R, S1) }
}

const text = existsSync(file) ? readFileSync(file, 'utf8') : undefined
const read = text === undefined ? undefined : readMappingFile(text)
const layers = read?._tag === 'Right' ? read.right : resnet50.map(layerOf)

const first = reference({ layers, hardware })
if (first._tag === 'Left') throw new Error(first.left.message)

const bench = new Bench({ time: 1500, warmupTime: 500 })
bench.add('reference', () => {
  reference({ layers, hardware })
})
if (text !== undefined)
  bench.add('referenceFile', () => {
    referenceFile(text, hardware)
  })

const where = text === undefined ? 'the catalog’s ResNet-50 (../shared is not here)' : 'Resnet50_kcp_ws.m'
console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}; ${where}, ${layers.length} layers\n`,
)
for (const { name, result } of await bench.run()) {
  if (result.state !== 'completed') throw new Error(`${name} did not complete`)
  const rate = (1000 * layers.length) / result.latency.p50
  console.log(`${name.padEnd(14)} ${Math.round(rate)} layers/s, ${(1e6 / rate).toFixed(1)} µs a layer`)
  if (process.argv.includes('--check') && rate < claimed / 2) process.exitCode = 1
}
