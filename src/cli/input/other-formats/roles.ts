/** Which file of another tool the workload, the accelerator and the mapping of a command come from. */
import { badFile, type Faults } from '../../faults'
import type { Invocation } from '../../invocation/option'
import { isSet, listOf, optionOf } from '../../invocation/values'
import { type Files, textOf } from '../files'
import type { ToolFiles } from './read-tool'
import { recognise } from './recognise'
import { contentsOf, isToolFile, type Part, partName, type ToolFile } from './tool-file'

/**
 * `given` are all files of other tools that the command names; `structure` has the architecture that the mapping was written
 * for, where the command runs it on another accelerator.
 */
export type Roles = ToolFiles & {
  readonly given: readonly ToolFile[]
  readonly structure?: ToolFile
}

/** Where a command names files, and what is read of them there. */
type Place = { readonly where: string; readonly files: readonly ToolFile[]; readonly part: Part }

const lacksPart = (file: ToolFile, { where, part }: Place, faults: Faults): void =>
  badFile(faults, file.file, {
    expected: `${partName(file, part)} of ${file.tool} after ${where}`,
    given: contentsOf(file),
    hint: `Write files with other parts next to the workload, and after ${where} the one with ${partName(file, part)}.`,
    message: `${file.file} has ${contentsOf(file)}, and no ${part}.`,
  })

const repeatedMessage = (first: ToolFile, second: ToolFile, part: Part): string => {
  const [one, other] = [partName(first, part), partName(second, part)]
  return one === other
    ? `Both ${first.file} and ${second.file} have ${one}.`
    : `${first.file} has ${one}, and ${second.file} has ${other}.`
}

const isRepeated = ([first, second]: readonly ToolFile[], part: Part, faults: Faults): void => {
  if (first === undefined || second === undefined) return
  badFile(faults, second.file, {
    expected: `one ${part}`,
    given: `${partName(first, part)} of ${first.tool} in ${first.file}, and ${partName(second, part)} of ${second.tool} in ${second.file}`,
    hint: 'Leave one of the two files out.',
    message: repeatedMessage(first, second, part),
  })
}

/** The file with a part: after an option, it must be there. */
const fileWith = (part: Part, places: readonly Place[], faults: Faults): ToolFile | undefined => {
  for (const place of places) {
    const found = place.files.filter(({ parts }) => parts.includes(part))
    isRepeated(found, part, faults)
    if (place.where !== '')
      for (const file of place.files) if (!file.parts.includes(part)) lacksPart(file, place, faults)
    if (found[0] !== undefined) return found[0]
  }
  return undefined
}

/** Storages without loops stand in the architecture only: a mapping that is read without it would lack them. */
const structureOf = (
  mapping: ToolFile | undefined,
  accelerator: ToolFile | undefined,
  words: readonly ToolFile[],
): ToolFile | undefined => {
  if (mapping === undefined || accelerator?.tool === mapping.tool) return undefined
  return [mapping, ...words].find(({ tool, parts }) => tool === mapping.tool && parts.includes('accelerator'))
}

type Given = { readonly invocation: Invocation; readonly files: Files }

/** Reads each file once, wherever it is named. */
const openedBy = ({ files }: Given, faults: Faults) => {
  const known = new Map<string, ToolFile | undefined>()
  return (file: string): ToolFile | undefined => {
    if (!known.has(file)) {
      const text = textOf(files, file, faults)
      known.set(file, text === undefined ? undefined : recognise(file, text, faults))
    }
    return known.get(file)
  }
}

/** A configuration of SCALE-Sim has the array and its dataflow: after --on it gives both to a topology without a mapping. */
const mappingPlaces = (
  words: readonly ToolFile[],
  flows: Place,
  on: readonly ToolFile[],
): readonly Place[] => {
  const configurations = on.filter(({ tool }) => tool === 'SCALE-Sim')
  const isMapped = words.some(({ parts }) => parts.includes('mapping'))
  const files = isMapped ? words : [...words, ...configurations]
  return [flows, { where: '', files, part: 'mapping' }]
}

/** The files of other tools that a command names, by what is read of each. */
export const rolesOf = (given: Given, faults: Faults): Roles => {
  const { words, options } = given.invocation
  const opened = openedBy(given, faults)
  const open = (names: readonly string[]): readonly ToolFile[] =>
    [...new Set(names)].filter(isToolFile).flatMap((name) => opened(name) ?? [])
  const on = optionOf(options, 'on')
  const named: Place = { where: '', files: open(words), part: 'workload' }
  const machine: Place = { where: '--on', files: open(on === undefined ? [] : [on]), part: 'accelerator' }
  const flows: Place = { where: '--dataflow', files: open(listOf(options, 'dataflow')), part: 'mapping' }
  const workload = fileWith('workload', [named], faults)
  const accelerator = fileWith(
    'accelerator',
    isSet(options, 'on') ? [machine] : [{ ...named, part: 'accelerator' }],
    faults,
  )
  const mapping = fileWith(
    'mapping',
    isSet(options, 'dataflow') ? [flows] : mappingPlaces(named.files, flows, machine.files),
    faults,
  )
  const structure = structureOf(mapping, accelerator, named.files)
  return {
    ...(structure === undefined ? {} : { structure }),
    ...(workload === undefined ? {} : { workload }),
    ...(accelerator === undefined ? {} : { accelerator }),
    ...(mapping === undefined ? {} : { mapping }),
    given: [...named.files, ...machine.files, ...flows.files],
  }
}
