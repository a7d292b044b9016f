/** `reference`: what the published tool prints for a mapping file. */
import { isLeft } from 'fp-ts/Either'
import { parseHardware } from '../../notation/hardware'
import { isFailure, type ReferenceFailure } from '../../reference/failure'
import type { ReferenceFigures } from '../../reference/figures'
import type { ReferenceHardware } from '../../reference/layer'
import { readMappingFile, referenceFile } from '../../reference/reference'
import { hardwareOf } from '../../reference/translate'
import { type Cell, columnsOf, type Table } from '../../report/table/table'
import { answer } from '../answer'
import { badFile, type Faults, rejectAll } from '../faults'
import { textOf } from '../input/files'
import { answered, type Run } from './given'

const figuresOf = ({
  macs,
  runtime,
  avgActivePes,
  peakBw,
  avgBw,
  tensors,
}: ReferenceFigures): readonly Cell[] => [
  ...[macs, runtime, avgActivePes, peakBw, avgBw],
  ...[tensors.input.l2Read, tensors.filter.l2Read, tensors.output.l2Write],
]

const tableOf = (names: readonly string[], figures: readonly ReferenceFigures[]): Table => ({
  columns: columnsOf([
    ['layer', 'text'],
    ['MACs', 'count'],
    ['cycles', 'count'],
    ['active PEs', 'count'],
    ['peak bandwidth', 'count'],
    ['average bandwidth', 'count'],
    ['L2 reads of inputs', 'count'],
    ['of filters', 'count'],
    ['L2 writes of outputs', 'count'],
  ]),
  rows: figures.map((each, i) => [names[i] ?? `layer ${i + 1}`, ...figuresOf(each)]),
})

const rejectFailure = (faults: Faults, file: string, failure: ReferenceFailure): void => {
  const { path, expected, given, hint, message } = failure
  badFile(faults, path === '' ? file : `${file}: ${path}`, { expected, given, hint, message })
}

const readMachine = (file: string, text: string, faults: Faults): ReferenceHardware | undefined => {
  const hardware = parseHardware(text, { file })
  if (isLeft(hardware)) {
    rejectAll(faults, hardware.left)
    return undefined
  }
  // The tool has one network, that of all levels.
  const machine = hardwareOf(hardware.right, 1, [])
  if (!isFailure(machine)) return machine
  rejectFailure(faults, file, machine)
  return undefined
}

export const referenceCommand: Run = async ({ invocation, files }, faults) => {
  const [mapping = '', hardware = ''] = invocation.words
  const text = textOf(files, mapping, faults)
  const description = textOf(files, hardware, faults)
  const machine = description === undefined ? undefined : readMachine(hardware, description, faults)
  if (text === undefined || machine === undefined) return undefined
  const result = referenceFile(text, machine)
  if (isLeft(result)) {
    rejectFailure(faults, mapping, result.left)
    return undefined
  }
  const layers = readMappingFile(text)
  const names = isLeft(layers) ? [] : layers.right.map(({ name }) => name ?? '')
  const table = tableOf(names, result.right)
  return answered(
    answer({
      blocks: [`${mapping} on ${hardware}, as the published tool prints it`, table],
      table,
      json: result.right.map((figures, i) => ({ layer: names[i] ?? '', figures })),
    }),
  )
}
