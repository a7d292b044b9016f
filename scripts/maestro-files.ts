/**
 * Reads every file that the public MAESTRO tool is published with (`../shared`, or the folder given), and counts which of
 * their layers are legal and why the others are refused.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  accelerator,
  type Dataflow,
  type EstimateErrors,
  estimate,
  type Layer,
  orThrow,
  renderErrors,
} from 'maestro-dataflow'
import { locateErrors, parseDataflow, parseHardware, parseNetwork } from 'maestro-dataflow/notation'

const root = process.argv[2] ?? join('..', 'shared', 'reference', 'maestro-files')
const pes = 256

const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.m'))
    .sort()

const textOf = (folder: string, file: string): string => readFileSync(join(root, folder, file), 'utf8')

type Count = Map<string, number>

const count = (counts: Count, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1)

/** The first error says why; what is numbered in its path is left out. */
const reasonOf = ([{ _tag, path }]: EstimateErrors): string =>
  `${_tag} ${path.replace(/\[\d+\].*/, '').replace(/^(layer|hardware)\..*/, '$1')}`

const verdict = (layer: Layer, dataflow: Dataflow | null, counts: Count): EstimateErrors | undefined => {
  const result = dataflow === null ? undefined : estimate(layer, dataflow, accelerator({ pes }))
  count(
    counts,
    result === undefined ? 'no dataflow' : result._tag === 'Right' ? 'legal' : reasonOf(result.left),
  )
  return result?._tag === 'Left' ? result.left : undefined
}

const table = (counts: Count): string =>
  [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, times]) => `  ${String(times).padStart(5)}  ${reason}`)
    .join('\n')

/** Mapping files: each layer under its own dataflow. */
const mapped = (folder: string): string => {
  const counts: Count = new Map()
  let shown: string | undefined
  for (const file of filesIn(folder)) {
    const text = textOf(folder, file)
    for (const { layer, dataflow, places } of orThrow(parseNetwork(text, { file })).layers) {
      const errors = verdict(layer, dataflow, counts)
      if (errors !== undefined)
        shown ??= `${file}, ${layer.name}:\n${renderErrors(locateErrors(errors, text, places))}`
    }
  }
  const first = shown === undefined ? '' : `\n\nthe first refusal:\n\n${shown}`
  return `${folder}: ${filesIn(folder).length} files, on ${pes} PEs\n${table(counts)}${first}`
}

/** Model files have no dataflows: each layer under each of the dataflow files. */
const crossed = (): string => {
  const dataflows = filesIn('dataflow').map((file) =>
    orThrow(parseDataflow(textOf('dataflow', file), { file, name: file.replace('.m', '') })),
  )
  const counts = dataflows.map((): Count => new Map())
  for (const file of filesIn('model'))
    for (const { layer } of orThrow(parseNetwork(textOf('model', file), { file })).layers)
      for (const [i, dataflow] of dataflows.entries()) verdict(layer, dataflow, counts[i]!)
  const tables = dataflows.map(({ name }, i) => `${name}\n${table(counts[i]!)}`)
  return `model: ${filesIn('model').length} files, under each dataflow file, on ${pes} PEs\n${tables.join('\n')}`
}

const hardware = (): string =>
  filesIn('hw')
    .map((file) => `${file}: ${JSON.stringify(orThrow(parseHardware(textOf('hw', file), { file })))}`)
    .join('\n')

if (existsSync(root))
  console.log([mapped('mapping'), mapped('validation'), crossed(), `hw\n${hardware()}`].join('\n\n'))
else console.log(`The public tool's files are not here (${root}); nothing to read.`)
