/** What a command reads of files of other tools: the workload, the accelerator and the mapping together. */
import { isLeft } from 'fp-ts/Either'
import type { DescribedError } from '../../error/error'
import { badFile, type Faults, hasFaults, rejectAll } from '../faults'
import type { Invocation } from '../invocation/option'
import { isSet } from '../invocation/values'
import { type Files, filesOf } from './files'
import type { Hardware } from './hardware'
import type { ToolAnswer, ToolFiles } from './other-formats/read-tool'
import type { Roles } from './other-formats/roles'
import { contentsOf, isToolFile, type Part, partName, type Tool } from './other-formats/tool-file'
import { type Entry, entryOf, type Flow, flow, type Locate, type Workload, workload } from './workload'

/** What a file may be read as. */
export const endings = {
  workload: ['.m', '.onnx', '.json', '.csv', '.yaml', '.yml'],
  hardware: ['.m', '.json', '.yaml', '.yml', '.cfg'],
  dataflow: ['.m', '.json', '.yaml', '.yml', '.cfg'],
}

/** A file with an ending that nothing reads. */
export const unknownFormat = (file: string, as: keyof typeof endings, faults: Faults): void =>
  badFile(faults, file, {
    expected: `a file that ends in ${endings[as].join(', ')}`,
    given: file,
    hint: 'Rename the file, or convert it.',
    message: `${file} is in no format that is read here.`,
  })

/** Null where no file of another tool says it. */
export type OtherFormats = {
  readonly workload: Workload | null
  readonly hardware: Hardware | null
  readonly flows: readonly Flow[]
  readonly notes: readonly string[]
  /** What each file of another tool has, in words, by its name. */
  readonly contents: ReadonlyMap<string, string>
}

/** A workload is a file of another tool that has none; one that could not be read is reported already. */
export const noWorkload = (file: string, { contents }: OtherFormats, faults: Faults): void => {
  const given = contents.get(file)
  if (given === undefined || hasFaults(faults)) return
  badFile(faults, file, {
    expected: 'a file with layers, such as a problem of Timeloop or a topology of SCALE-Sim',
    given,
    hint: 'Name a file with a workload, too.',
    message: `${file} has ${given}, and no workload.`,
  })
}

const parts: readonly Part[] = ['workload', 'accelerator', 'mapping']

/** The files of each tool: those of one tool are read together. */
const byTool = (roles: Roles): ReadonlyMap<Tool, ToolFiles> => {
  const found = new Map<Tool, ToolFiles>()
  for (const part of parts) {
    const file = roles[part]
    if (file !== undefined) found.set(file.tool, { ...found.get(file.tool), [part]: file })
  }
  const { structure, mapping } = roles
  if (structure !== undefined && mapping !== undefined)
    found.set(structure.tool, { ...found.get(structure.tool), accelerator: structure })
  return found
}

const otherTool = ({ workload, mapping }: Roles, invocation: Invocation, faults: Faults): void => {
  if (mapping === undefined) return
  const [word = ''] = invocation.words
  const instead = isToolFile(word) && workload === undefined
  badFile(faults, mapping.file, {
    expected: `${partName(mapping, 'workload')} of ${mapping.tool}, which the mapping is for`,
    given: workload === undefined ? word : `${contentsOf(workload)} in ${workload.file}`,
    hint: `Give ${partName(mapping, 'workload')} of ${mapping.tool} as the workload, or another --dataflow.`,
    message: `${mapping.file} is ${partName(mapping, 'mapping')} of ${mapping.tool}, and ${instead ? `no file has ${partName(mapping, 'workload')}` : 'the workload is of something else'}.`,
  })
}

/** The files without the mapping, where the command has no use for one. */
const withoutMapping = ({ mapping, structure, ...roles }: Roles): Roles => roles

/** A search finds the mapping by itself; an array of SCALE-Sim runs the products of a topology only. */
const usedRoles = (
  roles: Roles,
  invocation: Invocation,
  faults: Faults,
): { readonly roles: Roles; readonly notes: readonly string[] } => {
  const { mapping, workload } = roles
  if (mapping === undefined) return { roles, notes: [] }
  if (invocation.command === 'map')
    return {
      roles: withoutMapping(roles),
      notes: [`${mapping.file}: its mapping is not used, because map searches for one.`],
    }
  if (mapping.tool === workload?.tool) return { roles, notes: [] }
  if (mapping.tool === 'SCALE-Sim' && !isSet(invocation.options, 'dataflow'))
    return {
      roles: withoutMapping(roles),
      notes: [`${mapping.file}: its dataflow is not used, because it is for the layers of a topology.`],
    }
  otherTool(roles, invocation, faults)
  return { roles: withoutMapping(roles), notes: [] }
}

const inFile =
  (file: string): Locate =>
  (errors) =>
    errors.map((error) => ({ ...error, path: `${file}: ${error.path}` }))

const ownEntries = ({ layers, mapped, dataflow }: ToolAnswer, isMapped: boolean): readonly Entry[] =>
  isMapped && dataflow !== null
    ? mapped.map(({ layer, count }) => ({ layer, count, dataflow }))
    : layers.map(entryOf)

/** Layers beside the one that a mapping is for. */
const restNote = ({ layers, mapped, dataflow }: ToolAnswer, file: string): readonly string[] => {
  const names = new Set(mapped.map(({ layer }) => layer.name))
  const rest = layers.filter(({ name }) => !names.has(name))
  return dataflow === null || rest.length === 0
    ? []
    : [`${file}: the mapping is not for ${rest.map(({ name }) => name).join(', ')}, which are left out.`]
}

const workloadOf = (roles: Roles, answers: ReadonlyMap<Tool, ToolAnswer>): Workload | null => {
  const file = roles.workload
  const read = file === undefined ? undefined : answers.get(file.tool)
  if (file === undefined || read === undefined) return null
  const entries = ownEntries(read, roles.mapping !== undefined)
  return workload({ name: file.file, entries, locate: inFile(file.file) })
}

const hardwareOf = (roles: Roles, answers: ReadonlyMap<Tool, ToolAnswer>): Hardware | null => {
  // Without an architecture, a mapping says how many PEs there are.
  const file = roles.accelerator ?? roles.mapping
  const accelerator = file === undefined ? null : (answers.get(file.tool)?.accelerator ?? null)
  if (file === undefined || accelerator === null) return null
  return { name: file.file, accelerator, locate: (errors) => inFile(file.file)(errors, undefined) }
}

const flowsOf = (roles: Roles, answers: ReadonlyMap<Tool, ToolAnswer>): readonly Flow[] => {
  const { mapping } = roles
  const dataflow = mapping === undefined ? null : (answers.get(mapping.tool)?.dataflow ?? null)
  return mapping === undefined || dataflow === null
    ? []
    : [{ ...flow(dataflow), locate: (errors) => inFile(mapping.file)(errors, undefined) }]
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)]

type Given = { readonly invocation: Invocation; readonly files: Files }

/** Files that a command names and nothing is read of. */
const unusedNotes = ({ given, ...roles }: Roles): readonly string[] =>
  given
    .filter((file) => ![...parts, 'structure' as const].some((part) => roles[part]?.file === file.file))
    .map((file) => `${file.file} has ${contentsOf(file)}: nothing of it is used.`)

/** A file with several parts is read for each of them: a fault of the whole file comes with each. */
const distinctErrors = (errors: readonly DescribedError[]): readonly DescribedError[] => [
  ...new Map(errors.map((error) => [`${error.path} ${error.message}`, error])).values(),
]

const answersOf = async (roles: Roles, faults: Faults): Promise<ReadonlyMap<Tool, ToolAnswer>> => {
  const { readTool } = await import('./other-formats/read-tool')
  const answers = new Map<Tool, ToolAnswer>()
  for (const [tool, files] of byTool(roles)) {
    const read = await readTool(tool, files)
    if (isLeft(read)) rejectAll(faults, distinctErrors(read.left))
    else answers.set(tool, read.right)
  }
  return answers
}

const none: OtherFormats = { workload: null, hardware: null, flows: [], notes: [], contents: new Map() }

/** Reads the files of other tools that a command names. */
export const readOtherFormats = async (given: Given, faults: Faults): Promise<OtherFormats> => {
  const { invocation } = given
  if (!filesOf(invocation).some(isToolFile)) return none
  // The parser of YAML is loaded for those who have such files.
  const { rolesOf } = await import('./other-formats/roles')
  const named = rolesOf(given, faults)
  const { roles, notes } = usedRoles(named, invocation, faults)
  const answers = await answersOf(roles, faults)
  const read = [...answers.values()]
  const isMapped = roles.mapping !== undefined
  return {
    workload: workloadOf(roles, answers),
    hardware: hardwareOf(roles, answers),
    contents: new Map(named.given.map((file) => [file.file, contentsOf(file)])),
    flows: isSet(invocation.options, 'dataflow') ? flowsOf(roles, answers) : [],
    notes: distinct([
      ...read.flatMap((answer) => answer.notes.map(({ place, why }) => `${place}: ${why}`)),
      ...(isMapped && roles.workload !== undefined
        ? read.flatMap((answer) => restNote(answer, roles.workload?.file ?? ''))
        : []),
      ...unusedNotes(named),
      ...notes,
    ]),
  }
}
