/**
 * The packed package in the bundlers and runtimes that people use: each bundles one program, or runs it, and the program
 * prints the same answer. What is tried is installed from the registry, so that this is no part of every test run.
 *
 *     npm run check:bundlers                all of them
 *     npm run check:bundlers -- vite bun    some of them
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { install, run, withPacked } from './packed'

const program = `
import { accelerator, dataflow, estimate, gemm, orThrow, spatialMap } from 'maestro-dataflow'
import { vgg16 } from 'maestro-dataflow/catalog'
import { dataflowCodec, parseJson } from 'maestro-dataflow/codec'
import { explore, range } from 'maestro-dataflow/explore'
import { parseDataflow, printDataflow } from 'maestro-dataflow/notation'
import { bytes } from 'maestro-dataflow/units'

const flow = dataflow('K-P', [spatialMap(1, 1, 'K')])
const layer = gemm({ M: 4, N: 4, K: 4 })
console.log(
  [
    orThrow(estimate(layer, flow, accelerator({ pes: 4 }))).runtime,
    vgg16.length,
    orThrow(bytes('1 KiB')),
    orThrow(parseJson(dataflowCodec)(JSON.stringify(flow))).name,
    orThrow(parseDataflow(printDataflow(flow))).directives.length,
    orThrow(explore({ layer, dataflow: () => flow, pes: range(1, 4) })).designs.valid,
  ].join(' '),
)
`

/** What plain Node prints. */
const node = (folder: string, file: string): string => run(process.execPath, [file], folder).trim()

/** A way to run the program: what it needs, what is written for it, and what it prints. */
type Way = {
  readonly packages: readonly string[]
  readonly files?: Readonly<Record<string, string>>
  readonly answer: (folder: string, bin: (name: string) => string) => string
}

const quiet = (command: string, args: readonly string[], cwd: string): void => {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
}

const ways: Readonly<Record<string, Way>> = {
  node: { packages: [], answer: (folder) => node(folder, 'main.mjs') },
  esbuild: {
    packages: ['esbuild'],
    answer: (folder, bin) => {
      quiet(
        bin('esbuild'),
        ['main.mjs', '--bundle', '--format=esm', '--outfile=out.mjs', '--log-level=warning'],
        folder,
      )
      return node(folder, 'out.mjs')
    },
  },
  rollup: {
    packages: ['rollup', '@rollup/plugin-node-resolve', '@rollup/plugin-commonjs'],
    files: {
      'rollup.config.mjs':
        "import resolve from '@rollup/plugin-node-resolve'\nimport commonjs from '@rollup/plugin-commonjs'\nexport default { input: 'main.mjs', output: { file: 'out.mjs' }, plugins: [resolve(), commonjs()] }\n",
    },
    answer: (folder, bin) => {
      quiet(bin('rollup'), ['--config', '--silent'], folder)
      return node(folder, 'out.mjs')
    },
  },
  vite: {
    packages: ['vite'],
    files: {
      'vite.config.mjs':
        "export default { logLevel: 'error', build: { lib: { entry: 'main.mjs', formats: ['es'], fileName: () => 'out.mjs' } } }\n",
    },
    answer: (folder, bin) => {
      quiet(bin('vite'), ['build'], folder)
      return node(folder, 'dist/out.mjs')
    },
  },
  webpack: {
    packages: ['webpack', 'webpack-cli'],
    files: {
      'webpack.config.cjs':
        "module.exports = { mode: 'production', entry: './main.mjs', target: 'node', performance: false, output: { path: __dirname, filename: 'out.cjs' } }\n",
    },
    answer: (folder, bin) => {
      quiet(bin('webpack'), [], folder)
      return node(folder, 'out.cjs')
    },
  },
  parcel: {
    packages: ['parcel'],
    files: { '.parcelrc': '{ "extends": "@parcel/config-default" }\n' },
    answer: (folder, bin) => {
      const options = ['--dist-dir', 'out', '--no-source-maps', '--no-cache', '--log-level', 'error']
      quiet(bin('parcel'), ['build', 'main.mjs', ...options], folder)
      return node(folder, 'out/main.js')
    },
  },
  bun: {
    packages: ['bun'],
    answer: (folder, bin) => run(bin('bun'), ['run', 'main.mjs'], folder).trim(),
  },
  deno: {
    packages: ['deno'],
    answer: (folder, bin) =>
      run(
        bin('deno'),
        ['run', '--allow-read', '--allow-env', '--node-modules-dir=manual', 'main.mjs'],
        folder,
      ).trim(),
  },
}

/** The package exports by conditions; Parcel follows them only where it is told to. */
const manifest = {
  name: 'consumer',
  private: true,
  '@parcel/resolver-default': { packageExports: true },
  targets: {
    default: { context: 'node', outputFormat: 'esmodule', includeNodeModules: true, isLibrary: false },
  },
}

const [...asked] = process.argv.slice(2)
const unknown = asked.filter((name) => ways[name] === undefined)
if (unknown.length > 0) throw new Error(`${unknown.join(', ')}: there are ${Object.keys(ways).join(', ')}`)
const wanted = asked.length === 0 ? Object.keys(ways) : asked

withPacked((folder, { tarball }) => {
  let expected = ''
  const rows: string[] = []
  for (const name of ['node', ...wanted.filter((each) => each !== 'node')]) {
    const { packages, files = {}, answer } = ways[name]!
    const own = join(folder, name)
    mkdirSync(own)
    writeFileSync(
      join(own, 'package.json'),
      JSON.stringify({ ...manifest, type: name === 'parcel' ? 'module' : undefined }),
    )
    writeFileSync(join(own, 'main.mjs'), program)
    for (const [file, text] of Object.entries(files)) writeFileSync(join(own, file), text)
    try {
      install(own, [tarball, ...packages])
      const given = answer(own, (bin) => join(own, 'node_modules', '.bin', bin))
      if (name === 'node') expected = given
      rows.push(`${name.padEnd(8)} ${given === expected ? 'the same' : `another answer: ${given}`}`)
      if (given !== expected) process.exitCode = 1
    } catch (thrown) {
      rows.push(`${name.padEnd(8)} failed: ${String(thrown).split('\n')[0]}`)
      process.exitCode = 1
    }
  }
  console.log([`node prints ${expected}`, ...rows].join('\n'))
})
