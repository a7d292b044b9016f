/**
 * What the built package costs a page: the size of everything in each entry, what a consumer of a few names still gets,
 * and that nothing of Node is in it. `--modules` also prints which source modules take the space of the root.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Bundle, bundle, optional, root } from './bundle/bundle'
import { moduleSizes, modulesOf, sizesOf, usersOfNode } from './bundle/sizes'

/**
 * Bytes of brotli that everything in an entry may take, with all packages that it needs: what it takes today and 3 %. The
 * entries for test runners and for node:assert are not here, because no page loads them.
 */
const budgets: Readonly<Record<string, number>> = {
  index: 76_800, // with 7 kB of einsum and toEinsum, which take none of it where they are not used; 1.2 kB are reloading and whole intervals
  catalog: 13_200, // language models take 5 kB, most of it their layers and the checks of their options
  units: 74_800,
  codec: 23_800, // operators in JSON may be einsums, which takes 4.9 kB; JSON Schemas and Standard Schema take 1.6 kB
  notation: 78_500, // toLoopNest judges a dataflow on a layer, and so brings the rules of legality and the texts of their errors
  onnx: 36_900, // with 2 kB of einsums and of the catalog's operators of attention
  reference: 70_200,
  explore: 73_300,
  map: 96_300, // 20 kB more than the root entry; a page that has the root as well takes 33 kB more
  fusion: 110_700, // with the mapping search that finds the best dataflow of a box
  report: 149_500, // explainMapping searches the other kinds of mapping; explanations, pictures, arrays and texts of results
  formats: 76_000, // a third of it is the package yaml
  cli: 1_510, // without vega and vega-lite, which it loads when it draws
  validation: 93_000, // 32 kB more than an estimate: the published figures, half of them Timeloop's
}
/** Minified bytes that a consumer of constructors alone may get. */
const constructorBound = 1_300
const listed = 25

const everythingOf = (entry: string): string =>
  `export * from 'maestro-dataflow${entry === 'index' ? '' : `/${entry}`}'`

const constructors = [
  "export { conv2d } from 'maestro-dataflow'",
  "export { spatialMap, dataflow } from 'maestro-dataflow'",
] as const
const oneCall = "export { estimate } from 'maestro-dataflow'"
const network = "export { vgg16 } from 'maestro-dataflow/catalog'"

/** Folders whose code only an estimate needs. */
const modelFolder = /^src\/(analysis|cost|error|hardware|reuse)\//

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1)

type Row = { readonly consumer: string; readonly sizes: ReturnType<typeof sizesOf> }
const rows: Row[] = []

const bundled = async (
  consumer: string,
): Promise<Bundle & { readonly raw: number; readonly brotli: number }> => {
  const made = await bundle(consumer)
  const sizes = sizesOf(made.code)
  rows.push({ consumer, sizes })
  return { ...made, raw: sizes.raw, brotli: sizes.brotli }
}

const checkEntry = async (entry: string, budget: number): Promise<string[]> => {
  if (!existsSync(join(root, 'dist', `${entry}.js`))) return [`there is no dist/${entry}.js`]
  const whole = await bundled(everythingOf(entry))
  const { foreign, brotli } = whole
  // Packages ask whether a global is there; we have no reason to.
  const ours = usersOfNode(whole).filter((module) => module.startsWith('src/'))
  return [
    ...foreign
      .filter((name) => entry !== 'cli' || !optional.includes(name))
      .map((name) => `the bundle of ${entry} needs ${name}, which a page has not`),
    ...ours.map((module) => `${module} uses a global of Node, which a page has not`),
    ...(brotli > budget
      ? [`everything in ${entry} takes ${brotli} bytes of brotli, more than ${budget}`]
      : []),
  ]
}

const checkConstructors = async (consumer: string): Promise<string[]> => {
  const few = await bundled(consumer)
  return few.raw <= constructorBound
    ? []
    : [`\`${consumer}\` takes ${few.raw} bytes, with code of ${modulesOf(few).join(', ')}`]
}

const checkNetwork = async (): Promise<string[]> => {
  const model = modulesOf(await bundled(network)).filter((module) => modelFolder.test(module))
  return model.length === 0 ? [] : [`\`${network}\` takes code of ${model.join(', ')}`]
}

const printModules = async (): Promise<void> => {
  for (const { module, raw, brotli } of moduleSizes(await bundle(everythingOf('index'))).slice(0, listed))
    console.log(`${String(raw).padStart(8)}${String(brotli).padStart(8)}  ${module}`)
}

const printTable = (): void => {
  console.log('| kB, minified | raw | gzip | brotli |\n| --- | ---: | ---: | ---: |')
  for (const { consumer, sizes } of rows)
    console.log(`| \`${consumer}\` | ${[sizes.raw, sizes.gzip, sizes.brotli].map(kilobytes).join(' | ')} |`)
}

const faults: string[] = []
// One after the other, so that the lines stand in this order.
for (const [entry, budget] of Object.entries(budgets)) faults.push(...(await checkEntry(entry, budget)))
await bundled(oneCall)
for (const consumer of constructors) faults.push(...(await checkConstructors(consumer)))
faults.push(...(await checkNetwork()))
printTable()
if (process.argv.includes('--modules')) await printModules()
for (const fault of faults) console.error(`error: ${fault}`)
process.exitCode = faults.length === 0 ? 0 : 1
