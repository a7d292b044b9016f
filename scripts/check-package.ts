/**
 * What only the packed package can show: it installs into an empty folder, loads as an ES module in plain Node and as
 * CommonJS, both give the same answer, and a consumer type-checks under `nodenext` and `bundler`.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'maestro-dataflow-'))

const run = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

const write = (name: string, content: string): void => writeFileSync(join(folder, name), content)

const use = `
const flow = dataflow('K-P', [spatialMap(1, 1, 'K')])
console.log(orThrow(estimate(gemm({ M: 4, N: 4, K: 4 }), flow, accelerator({ pes: 4 }))).macs, vgg16.length)
console.log(orThrow(bytes('1 KiB')), orThrow(parseJson(dataflowCodec)(JSON.stringify(flow))).name)
console.log(orThrow(parseDataflow(printDataflow(flow))).directives.length, fromOnnx(new Uint8Array(1))._tag)
console.log(compare(gemm({ M: 4, N: 4, K: 4 }), flow, accelerator({ pes: 4, noc: { bandwidth: 4 } })).exact._tag)
`
const answer = '64 16\n1024 K-P\n1 Left\nRight'
const names = 'accelerator, dataflow, estimate, gemm, orThrow, spatialMap'

const imported = {
  'maestro-dataflow': names,
  'maestro-dataflow/catalog': 'vgg16',
  'maestro-dataflow/units': 'bytes',
  'maestro-dataflow/codec': 'dataflowCodec, parseJson',
  'maestro-dataflow/notation': 'parseDataflow, printDataflow',
  'maestro-dataflow/onnx': 'fromOnnx',
  'maestro-dataflow/reference': 'compare',
}

const typed = `
import { type Estimate, type EstimateErrors, ${names} } from 'maestro-dataflow'
import { vgg16 } from 'maestro-dataflow/catalog'
import { dataflowCodec, decode } from 'maestro-dataflow/codec'
import { parseNetwork } from 'maestro-dataflow/notation'
import { fromOnnx } from 'maestro-dataflow/onnx'
import { reference } from 'maestro-dataflow/reference'
import { bytes } from 'maestro-dataflow/units'
const result = estimate(gemm({ M: 4, N: 4, K: 4 }), dataflow('K-P', [spatialMap(1, 1, 'K')]), accelerator({ pes: 4 }))
// An \`any\` would make this assignment pass, so that it must fail.
// @ts-expect-error an estimate is no number
export const wrong: number = result
export const right: Estimate | EstimateErrors = result._tag === 'Right' ? result.right : result.left
export const layers: number = vgg16.length
const decoded = decode(dataflowCodec)({})
// @ts-expect-error a dataflow is no number
export const wrongToo: number = decoded._tag === 'Right' ? decoded.right : 0
export const read: ReturnType<typeof bytes> = bytes('1 KiB')
const network = parseNetwork('')
const model = fromOnnx(new Uint8Array(0))
const figures = reference({ layers: [], hardware: { numPes: 1, nocBw: 1, hopLatency: 1, l1Size: 1, l2Size: 1, offchipBw: 1, simd: 1 } })
// @ts-expect-error none of these is a number
export const wrongThree: readonly [number, number, number] = [network, model, figures]
`

const tsc = (module: string, moduleResolution: string): void => {
  const options = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2022']
  const resolution = ['--module', module, '--moduleResolution', moduleResolution]
  run(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), ...options, ...resolution, 'typed.ts'],
    folder,
  )
}

try {
  const packed = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root),
  ) as [{ filename: string; size: number; files: { path: string }[] }] // npm's documented output
  const [{ filename, size, files }] = packed
  write('package.json', JSON.stringify({ name: 'consumer', private: true, type: 'module' }))
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', join(folder, filename)], folder)
  const imports = Object.entries(imported)
  write('esm.js', imports.map(([from, of]) => `import { ${of} } from '${from}'`).join('\n') + use)
  write('cjs.cjs', imports.map(([from, of]) => `const { ${of} } = require('${from}')`).join('\n') + use)
  write('typed.ts', typed)
  const answers = ['esm.js', 'cjs.cjs'].map((file) => run(process.execPath, [file], folder).trim())
  if (answers.some((given) => given !== answer)) throw new Error(`unexpected answers: ${answers.join(' | ')}`)
  tsc('nodenext', 'nodenext')
  tsc('esnext', 'bundler')
  console.log(`packed (${files.length} files, ${size} bytes), installed, imported, required and type-checked`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
