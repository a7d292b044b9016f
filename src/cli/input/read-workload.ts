/** From the first word of a command to a workload. */
import { isLeft } from 'fp-ts/Either'
import { languageModelDataflow } from '../../catalog/language-models/dataflow'
import { languageModel } from '../../catalog/language-models/language-model'
import { type LanguageModelKey, languageModels } from '../../catalog/language-models/models'
import { badFile, type Faults, misuse, rejectAll } from '../faults'
import type { Invocation } from '../invocation/option'
import { countOf, extentsOf, isSet, numberOf, optionOf } from '../invocation/values'
import { catalogEntry, lookUp } from './catalog-names'
import { bytesOf, endingOf, type Files, isFileName, textOf } from './files'
import { networkNames, networks } from './networks'
import { workloadFromNotation } from './notation-file'
import { noWorkload, type OtherFormats, unknownFormat } from './other-formats'
import { isToolFile } from './other-formats/tool-file'
import { type Entry, entryOf, type Workload, workload } from './workload'

type Given = { readonly invocation: Invocation; readonly files: Files; readonly others: OtherFormats }

const modelKey = (name: string): LanguageModelKey | undefined => {
  const keys = Object.keys(languageModels) as LanguageModelKey[] // they are the keys of this very record
  return lookUp(Object.fromEntries(keys.map((key) => [key, key])), name)
}

const modelWorkload = (model: LanguageModelKey, { options }: Invocation, faults: Faults): Workload => {
  const tokens = countOf(options, 'tokens', faults) ?? 1
  const cached = numberOf(options, 'cached', faults) ?? 0
  const batch = countOf(options, 'batch', faults) ?? 1
  const { layers } = languageModel({ model, tokens, cached, batch })
  return workload({
    name: `${model}, ${batch} × ${tokens} tokens after ${cached}`,
    entries: layers.map(({ layer, count }) => ({ layer, count, dataflow: null })),
    flowOf: languageModelDataflow,
  })
}

const fromCatalog = (name: string, invocation: Invocation, faults: Faults): Workload | undefined => {
  const what = { what: 'workload', hint: 'Give one of these names, or a file such as ./network.m.' }
  if (catalogEntry(networkNames, name, what, faults) === undefined) return undefined
  const key = modelKey(name)
  if (key !== undefined) return modelWorkload(key, invocation, faults)
  return workload({ name, entries: (lookUp(networks, name) ?? []).map(entryOf) })
}

const fromModel = async (file: string, { invocation, files }: Given, faults: Faults) => {
  const { fromOnnx } = await import('../../onnx/from-onnx')
  const bytes = bytesOf(files, file, faults)
  const dimensions = extentsOf(invocation.options, 'dimension', faults)
  if (bytes === undefined) return undefined
  const model = fromOnnx(bytes, { dimensions })
  if (isLeft(model)) {
    rejectAll(
      faults,
      model.left.map((error) => ({ ...error, path: `${file}: ${error.path}` })),
    )
    return undefined
  }
  const { layers, uncosted, assumed } = model.right
  return workload({
    name: file,
    entries: layers.map(entryOf),
    notes: [
      ...uncosted.map(({ node, op, reason }) => `${node} (${op}) is not costed: ${reason}`),
      ...assumed.map(({ node, op, reason }) => `${node} (${op}): ${reason}`),
    ],
  })
}

const fromFile = async (file: string, given: Given, faults: Faults): Promise<Workload | undefined> => {
  const ending = endingOf(file)
  if (ending === '.onnx') return fromModel(file, given, faults)
  if (isToolFile(file)) {
    if (given.others.workload === null) noWorkload(file, given.others, faults)
    return given.others.workload ?? undefined
  }
  if (ending !== '.m' && ending !== '.json') {
    unknownFormat(file, 'workload', faults)
    return undefined
  }
  const text = textOf(given.files, file, faults)
  if (text === undefined) return undefined
  if (ending === '.m') return workloadFromNotation({ file, text }, faults)
  const { workloadFromJson } = await import('./document')
  return workloadFromJson({ file, text }, faults)
}

/** Options that say something of one kind of workload only. */
const checkOptions = (word: string, { options }: Invocation, faults: Faults): void => {
  const isModel = !isFileName(word) && modelKey(word) !== undefined
  const refuse = (name: string, of: string): void => {
    if (isSet(options, name))
      misuse(faults, 'InvalidOption', `--${name}`, {
        expected: of,
        given: word,
        hint: `Remove --${name}.`,
        message: `--${name} is for ${of}, and ${word} is not one.`,
      })
  }
  if (!isModel) for (const name of ['tokens', 'cached', 'batch']) refuse(name, 'a language model')
  if (endingOf(word) !== '.onnx') refuse('dimension', 'an ONNX model')
}

/** The layer that was asked for, by its name or number; all of them where none was. */
const selected = (all: readonly Entry[], name: string | undefined, faults: Faults): readonly Entry[] => {
  if (name === undefined) return all
  const named = all.find(({ layer }) => layer.name === name)
  const numbered = /^\d+$/.test(name) ? all[Number(name) - 1] : undefined
  const found =
    named ??
    numbered ??
    catalogEntry(
      Object.fromEntries(all.map((entry) => [entry.layer.name, entry])),
      name,
      { what: 'layer', hint: 'Give the name of a layer, or its number from 1.' },
      faults,
    )
  return found === undefined ? [] : [{ ...found, count: 1 }]
}

/** Only files of other tools are read together. */
const checkFurther = ([first = '', ...further]: readonly string[], faults: Faults): void => {
  for (const file of further)
    if (!isToolFile(file))
      badFile(faults, file, {
        expected: 'a file of another tool, such as an architecture of Timeloop',
        given: file,
        hint: `Remove it, or name it after --on or --dataflow.`,
        message: `${file} cannot be read together with ${first}.`,
      })
}

/** The workload that a command names. */
export const readWorkload = async (given: Given, faults: Faults): Promise<Workload | undefined> => {
  const [word = ''] = given.invocation.words
  checkFurther(given.invocation.words, faults)
  checkOptions(word, given.invocation, faults)
  const read = isFileName(word)
    ? await fromFile(word, given, faults)
    : fromCatalog(word, given.invocation, faults)
  if (read === undefined) return undefined
  const entries = selected(read.entries, optionOf(given.invocation.options, 'layer'), faults)
  return { ...read, entries }
}
