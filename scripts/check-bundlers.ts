/**
 * The packed package in the bundlers and runtimes that people use: each bundles one program, or runs it, and the program
 * prints the same answer. What is tried is installed from the registry, so that this is no part of every test run.
 *
 *     npm run check:bundlers                all of them
 *     npm run check:bundlers -- vite bun    some of them
 *     npm run check:bundlers -- node@20.19  the oldest Node that the package is for
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
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

/** What a Node prints, this one unless another is given. */
const node = (folder: string, file: string, program: string = process.execPath): string =>
  run(program, [file], folder).trim()

/** The program as CommonJS. */
const required = program.replaceAll(/^import (\{.*\}) from ('.*')$/gm, 'const $1 = require($2)')

/** A way to run the program: what it needs, what is written for it, and what it prints. */
type Way = {
  readonly packages: readonly string[]
  readonly files?: Readonly<Record<string, string>>
  readonly answer: (folder: string, bin: (name: string) => string) => string
}

/** The oldest Node that the package is for, those with long support, and the newest. */
const versions = ['20.19', '22', '24', 'latest']

/** The package `node` fetches this one when it is installed, which npm does only where it is allowed to. */
const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`

/** Both forms of the package under another version of Node. */
const underNode = (version: string): Way => ({
  packages: [`${nodePackage}@${version}`],
  files: { 'main.cjs': required },
  answer: (folder) => {
    const program = join(folder, 'node_modules', nodePackage, 'bin', 'node')
    const answers = new Set(['main.mjs', 'main.cjs'].map((file) => node(folder, file, program)))
    return [...answers].join(' | ')
  },
})

const quiet = (command: string, args: readonly string[], cwd: string): void => {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
}

const ways: Readonly<Record<string, Way>> = {
  node: { packages: [], answer: (folder) => node(folder, 'main.mjs') },
  ...Object.fromEntries(versions.map((version) => [`node@${version}`, underNode(version)])),
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

/** What was tried, with its version: the first package of a way, or this Node. */
const tried = (name: string, folder: string): string => {
  const [first] = ways[name]?.packages ?? []
  if (first === undefined) return `${name} ${process.versions.node}`
  const manifest = join(folder, 'node_modules', first.replace(/(?<=.)@.*$/, ''), 'package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string } // as npm has it
  return `${name.replace(/@.*$/, '')} ${version}`
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
      rows.push(
        `${tried(name, own).padEnd(16)} ${given === expected ? 'the same' : `another answer: ${given}`}`,
      )
      if (given !== expected) process.exitCode = 1
    } catch (thrown) {
      rows.push(`${name.padEnd(16)} failed: ${String(thrown).split('\n')[0]}`)
      process.exitCode = 1
    }
  }
  console.log([`node prints ${expected}`, ...rows].join('\n'))
})
