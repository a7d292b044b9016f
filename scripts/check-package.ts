/**
 * What only the packed package can show: it installs into an empty folder, loads as an ES module in plain Node and as
 * CommonJS, both give the same answer, it has the schemas of its documents, a consumer type-checks under `nodenext` and
 * `bundler`, the program of the guide to language models prints what the guide shows, and the commands of the program run.
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundledIn, licenceOf, noticeOf, noticesFile, partsOf, unbroken } from './bundled'
import { install, root, run, show, typeCheck, withPacked } from './packed'
import { commandFaults } from './packed-commands'

const use = `
const flow = dataflow('K-P', [spatialMap(1, 1, 'K')])
console.log(orThrow(estimate(gemm({ M: 4, N: 4, K: 4 }), flow, accelerator({ pes: 4 }))).macs, vgg16.length)
console.log(orThrow(bytes('1 KiB')), orThrow(parseJson(dataflowCodec)(JSON.stringify(flow))).name)
console.log(orThrow(parseDataflow(printDataflow(flow))).directives.length, fromOnnx(new Uint8Array(1))._tag)
console.log(compare(gemm({ M: 4, N: 4, K: 4 }), flow, accelerator({ pes: 4, noc: { bandwidth: 4 } })).exact._tag)
console.log(renderCsv({ columns: [{ name: 'n', format: 'count' }], rows: [[1]] }).trim())
console.log(orThrow(explore({ layer: gemm({ M: 4, N: 4, K: 4 }), dataflow: () => flow, pes: range(1, 4) })).designs.valid)
console.log(orThrow(map({ layer: gemm({ M: 2, N: 2, K: 2 }), hardware: accelerator({ pes: 2, clusters: { capacity: 64 } }) })).proven)
console.log(orThrow(estimateFused(fuse([gemm({ M: 4, N: 4, K: 4 })]), flow, accelerator({ pes: 4 }))).macs)
`
const answer = '64 16\n1024 K-P\n1 Left\nRight\nn\r\n1\n4\ntrue\n64'
const names = 'accelerator, dataflow, estimate, gemm, orThrow, spatialMap'

const imported = {
  'maestro-dataflow': names,
  'maestro-dataflow/catalog': 'vgg16',
  'maestro-dataflow/units': 'bytes',
  'maestro-dataflow/codec': 'dataflowCodec, parseJson',
  'maestro-dataflow/explore': 'explore, range',
  'maestro-dataflow/map': 'map',
  'maestro-dataflow/fusion': 'estimateFused, fuse',
  'maestro-dataflow/notation': 'parseDataflow, printDataflow',
  'maestro-dataflow/onnx': 'fromOnnx',
  'maestro-dataflow/reference': 'compare',
  'maestro-dataflow/report': 'renderCsv',
  'maestro-dataflow/formats': 'fromTimeloop',
  'maestro-dataflow/validation': 'validate',
}

const typed = `
import { type Estimate, type EstimateErrors, ${names} } from 'maestro-dataflow'
import { vgg16 } from 'maestro-dataflow/catalog'
import { drawSvg } from 'maestro-dataflow/cli'
import { dataflowCodec, decode } from 'maestro-dataflow/codec'
import { explore } from 'maestro-dataflow/explore'
import { map } from 'maestro-dataflow/map'
import { estimateFused, fuse } from 'maestro-dataflow/fusion'
import { parseNetwork } from 'maestro-dataflow/notation'
import { fromOnnx } from 'maestro-dataflow/onnx'
import { reference } from 'maestro-dataflow/reference'
import { energySpec, type VegaLiteSpec } from 'maestro-dataflow/report'
import { bytes } from 'maestro-dataflow/units'
import { fromTimeloop } from 'maestro-dataflow/formats'
import { validate } from 'maestro-dataflow/validation'
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
const explored = explore({ layer: gemm({ M: 4, N: 4, K: 4 }), dataflow: ({ t }) => dataflow('K-P', [spatialMap(t, t, 'K')]), parameters: { t: [1, 2] }, pes: [4] })
const model = fromOnnx(new Uint8Array(0))
const fused = estimateFused(fuse([]), dataflow('none', []), { pes: 1 })
const mapped = map({ layer: gemm({ M: 2, N: 2, K: 2 }), hardware: { pes: 2 } })
// @ts-expect-error a mapping is no number
export const wrongThree: number = mapped
const files = fromTimeloop({})
// @ts-expect-error files are no number
export const wrongSeven: number = files
const validated = validate('eyeriss-alexnet')
// @ts-expect-error a comparison is no number
export const wrongSix: number = validated
// @ts-expect-error an estimate of a chain is no number
export const wrongFive: number = fused
const figures = reference({ layers: [], hardware: { numPes: 1, nocBw: 1, hopLatency: 1, l1Size: 1, l2Size: 1, offchipBw: 1, simd: 1 } })
// @ts-expect-error none of these is a number
export const wrongFour: readonly [number, number, number, number] = [network, model, figures, explored]
export const drawn = (spec: VegaLiteSpec): Promise<{ readonly _tag: 'Left' | 'Right' }> => drawSvg(spec)
// @ts-expect-error a promise is no number
export const wrongDrawn: (spec: VegaLiteSpec) => number = drawSvg
export const picture: VegaLiteSpec | null = result._tag === 'Right' ? energySpec(result.right) : null
`

/** What CommonJS can import: pictures are drawn by ES modules. */
const withoutModules = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.includes('drawSvg') && !line.includes('a promise is no number'))
    .join('\n')

/** The most bytes unpacked, without sources and source maps. Both forms of the code take 3 million of them. */
const mostBytes = 4e6

/** Every package whose code is in the built files has its licence, and its notice if it has one, beside them. */
const checkNotices = (dist: string): readonly string[] => {
  const bundled = bundledIn(join(root, 'dist'))
  const notices = unbroken(readFileSync(join(dist, noticesFile), 'utf8'))
  const without = bundled.filter((name) =>
    [...partsOf(licenceOf(root, name)), noticeOf(root, name) ?? ''].some(
      (text) => !notices.includes(unbroken(text)),
    ),
  )
  if (bundled.length === 0 || without.length > 0)
    throw new Error(`code without its licence: ${without.join(', ') || 'no bundled package was found'}`)
  return bundled
}

/** A guide that shows the output of a program. */
const guide = { page: 'language-models.md', program: 'language-models.ts' }

/** A program of examples, and the files beside it that it imports. */
const filesOf = (program: string): readonly string[] => {
  const imports = [...readFileSync(join(root, 'examples', program), 'utf8').matchAll(/from '\.\/([\w-]+)'/g)]
  return [program, ...imports.flatMap(([, name]) => filesOf(`${name}.ts`))]
}

/** What a page says that a program prints. */
const shownOutput = (page: string, program: string): string => {
  const mark = `<!-- output examples/${program} -->\n\`\`\`text\n`
  const [, after = ''] = readFileSync(page, 'utf8').split(mark)
  return after.slice(0, after.indexOf('\n```'))
}

/** Runs the guide's program where only the packed package is installed, and compares it with the page that the package has. */
const checkGuide = (folder: string): void => {
  for (const file of filesOf(guide.program)) copyFileSync(join(root, 'examples', file), join(folder, file))
  const tsx = pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href
  const printed = run(process.execPath, ['--import', tsx, guide.program], folder).trim()
  const page = join(folder, 'node_modules', 'maestro-dataflow', 'docs', guide.page)
  if (printed !== shownOutput(page, guide.program))
    throw new Error(
      `${guide.program} prints from the packed package what ${guide.page} does not show:\n${printed}`,
    )
}

/** Whether every way of importing an entry finds types that match its code; three entries are ES modules alone. */
const checkTypes = (folder: string, tarball: string): void => {
  const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js')
  const options = ['--profile', 'node16', '--exclude-entrypoints', 'vitest', 'jest', 'cli']
  show(process.execPath, [attw, tarball, ...options], folder)
}

withPacked((folder, { tarball, size, unpackedSize, files }) => {
  const write = (name: string, content: string): void => writeFileSync(join(folder, name), content)
  write('package.json', JSON.stringify({ name: 'consumer', private: true, type: 'module' }))
  checkTypes(folder, tarball)
  install(folder, [tarball])
  const imports = Object.entries(imported)
  write('esm.js', imports.map(([from, of]) => `import { ${of} } from '${from}'`).join('\n') + use)
  write('cjs.cjs', imports.map(([from, of]) => `const { ${of} } = require('${from}')`).join('\n') + use)
  write('typed.ts', typed)
  write('typed.cts', withoutModules(typed))
  write('schema.cjs', "console.log(require('maestro-dataflow/schema/layer.schema.json').title)")
  const answers = ['esm.js', 'cjs.cjs'].map((file) => run(process.execPath, [file], folder).trim())
  if (answers.some((given) => given !== answer)) throw new Error(`unexpected answers: ${answers.join(' | ')}`)
  const title = run(process.execPath, ['schema.cjs'], folder).trim()
  if (title !== 'A layer') throw new Error(`the schema of layers has the title ${title}`)
  for (const [module, resolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ] as const) {
    const options = ['--skipLibCheck', 'false', '--module', module, '--moduleResolution', resolution]
    for (const version of [6, 7] as const) typeCheck(folder, ['typed.ts', 'typed.cts'], options, version)
  }
  checkGuide(folder)
  const faults = commandFaults(folder)
  if (faults.length > 0) throw new Error(faults.join('\n'))
  const bundled = checkNotices(join(folder, 'node_modules', 'maestro-dataflow', 'dist'))
  const maps = files.filter(({ path }) => path.endsWith('.map') || path.startsWith('src/'))
  if (maps.length > 0) throw new Error(`the package has ${maps[0]?.path}, which nobody needs to run it`)
  if (unpackedSize > mostBytes) throw new Error(`${unpackedSize} bytes unpacked, more than ${mostBytes}`)
  console.log(`with the licences of ${bundled.join(', ')}`)
  console.log(
    `packed (${files.length} files, ${size} bytes, ${unpackedSize} unpacked), installed, imported, required and type-checked; ${guide.program} prints what the guide shows; the commands run`,
  )
})
