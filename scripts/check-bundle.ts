/**
 * What the built package costs a page: the size of everything, what a consumer of a few names still gets, and that
 * nothing of Node is in it. `--modules` also prints which source modules take the space.
 */
import { type Bundle, bundle } from './bundle/bundle'
import { moduleSizes, modulesOf, sizesOf } from './bundle/sizes'

const brotliBound = 14_000
/** Minified bytes that a consumer of constructors alone may get. */
const constructorBound = 1_000
const listed = 25

const everything = "export * from 'maestro-dataflow'"

const constructors = [
  "export { conv2d } from 'maestro-dataflow'",
  "export { spatialMap, dataflow } from 'maestro-dataflow'",
] as const
const network = "export { vgg16 } from 'maestro-dataflow/catalog'"

/** Folders whose code only an estimate needs. */
const modelFolder = /^src\/(analysis|cost|error|hardware|reuse)\//

const sizeTable = (given: Bundle): string =>
  moduleSizes(given)
    .slice(0, listed)
    .map(({ module, raw, brotli }) => `${String(raw).padStart(8)}${String(brotli).padStart(8)}  ${module}`)
    .join('\n')

const foreignFaults = ({ foreign }: Bundle): string[] =>
  foreign.map((name) => `the bundle needs ${name}, which a page has not`)

const checkWhole = async (withModules: boolean): Promise<string[]> => {
  const whole = await bundle(everything)
  const { raw, gzip, brotli } = sizesOf(whole.code)
  console.log(`everything: ${raw} bytes minified, ${gzip} gzip, ${brotli} brotli (at most ${brotliBound})`)
  const large = brotli > brotliBound
  if (large || withModules) console.log(`     raw  brotli\n${sizeTable(whole)}`)
  return [
    ...foreignFaults(whole),
    ...(large ? [`everything takes ${brotli} bytes of brotli, more than ${brotliBound}`] : []),
  ]
}

const checkConstructors = async (consumer: string): Promise<string[]> => {
  const few = await bundle(consumer)
  const { raw, brotli } = sizesOf(few.code)
  console.log(`${consumer}: ${raw} bytes minified, ${brotli} brotli (at most ${constructorBound} minified)`)
  return raw <= constructorBound
    ? []
    : [`\`${consumer}\` takes ${raw} bytes, with code of ${modulesOf(few).join(', ')}`]
}

const checkNetwork = async (): Promise<string[]> => {
  const catalog = await bundle(network)
  const { raw, brotli } = sizesOf(catalog.code)
  console.log(`${network}: ${raw} bytes minified, ${brotli} brotli`)
  const model = modulesOf(catalog).filter((module) => modelFolder.test(module))
  return model.length === 0 ? [] : [`\`${network}\` takes code of ${model.join(', ')}`]
}

const faults = [...(await checkWhole(process.argv.includes('--modules'))), ...(await checkNetwork())]
// One after the other, so that the lines stand in this order.
for (const consumer of constructors) faults.push(...(await checkConstructors(consumer)))
for (const fault of faults) console.error(`error: ${fault}`)
process.exitCode = faults.length === 0 ? 0 : 1
