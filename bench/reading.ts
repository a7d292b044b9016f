/**
 * How long texts take: loading the entries that read them, each in a fresh process (built before, by `npm run build`), and
 * reading a network. Files given are read as well. Medians, and the load of the machine: import times suffer from it most.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { kcPartitioned, resnet50 } from 'maestro-dataflow/catalog'
import { parseNetwork, printNetwork } from 'maestro-dataflow/notation'

const processes = 11
const readings = 200

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const processorTime = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const print = (what: string, time: number, processor: number): void =>
  console.log(
    what.padEnd(46),
    `${time.toFixed(2)} ms`.padStart(12),
    `${processor.toFixed(2)} ms`.padStart(12),
  )

type Times = { readonly time: number; readonly processor: number }

const printMedians = (what: string, times: readonly Times[]): void =>
  print(what, median(times.map(({ time }) => time)), median(times.map(({ processor }) => processor)))

/** The clock starts in the process that imports, so that Node's own start is left out. */
const importOnce = (file: string): Times => {
  const timed = `const start = performance.now(), before = process.cpuUsage()
    import(${JSON.stringify(pathToFileURL(file).href)}).then(() => {
      const time = performance.now() - start, { user, system } = process.cpuUsage(before)
      console.log(JSON.stringify({ time, processor: (user + system) / 1000 }))
    })`
  return JSON.parse(execFileSync(process.execPath, ['-e', timed], { encoding: 'utf8' }))
}

const readOnce = (text: string): Times => {
  const start = performance.now()
  const before = processorTime()
  parseNetwork(text)
  return { processor: processorTime() - before, time: performance.now() - start }
}

/** A copy for each layer, so that the text repeats it, as files of the public tool do. */
const layers = resnet50.flatMap((layer) =>
  layer.kind === 'custom' ? [] : { layer, dataflow: { ...kcPartitioned } },
)
const texts = [
  { name: 'ResNet-50 of the catalog, printed', text: printNetwork({ name: 'resnet50', layers }) },
  ...process.argv.slice(2).map((file) => ({ name: basename(file), text: readFileSync(file, 'utf8') })),
]

const load = loadavg().map((value) => value.toFixed(1))
console.log(
  `Node ${process.version}, load ${load.join(' ')}; medians`.padEnd(46),
  'time'.padStart(12),
  'processor'.padStart(12),
)
for (const entry of ['index', 'notation', 'units']) {
  const file = resolve('dist', `${entry}.js`)
  if (existsSync(file))
    printMedians(
      `import of ${entry}`,
      Array.from({ length: processes }, () => importOnce(file)),
    )
  else console.log(`import of ${entry}: not built`)
}
for (const { name, text } of texts) {
  printMedians(`first reading of ${name}`, [readOnce(text)])
  for (let i = 0; i < readings; i++) readOnce(text)
  printMedians(
    `${name}, ${Math.round(text.length / 1000)} kB, warm`,
    Array.from({ length: readings }, () => readOnce(text)),
  )
}
