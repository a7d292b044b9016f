/** Recognises files of other tools by their endings and by what stands in them. */
import { listed, shorten } from '../../../error/show'
import { answerOf, report, type Source, sourceOf } from '../../../formats/source/source'
import { rowsOf } from '../../../formats/table/csv'
import { isNothing, valueIn } from '../../../formats/yaml/fields'
import type { Entry, Yaml } from '../../../formats/yaml/node'
import { readYaml } from '../../../formats/yaml/read-yaml'
import { type Faults, rejectAll } from '../../faults'
import { endingOf } from '../files'
import type { Part, Tool, ToolFile } from './tool-file'

/** What a key or a list at the top of a file says of it; without a part, it has a setting of the tool. */
type Claim = { readonly tool: Tool; readonly part: Part | null; readonly key: string }

const tagsIn = (value: Yaml): readonly string[] => {
  const nodes = value._tag === 'Map' ? (valueIn(value, 'nodes') ?? value) : value
  const items = nodes._tag === 'List' ? nodes.items : []
  return items.map((item) => (item._tag === 'Scalar' ? '' : item.type.replace(/^.*!/, '')))
}

/** Nodes of architectures and mappings of AccelForge have tags of their own. */
const accelforgeTags: readonly string[] = [
  ...['Memory', 'Toll', 'Compute', 'Fanout', 'Array'],
  ...['Storage', 'Temporal', 'Spatial', 'Sequential', 'Pipeline', 'Split', 'Nested'],
]

const isOfAccelforge = (value: Yaml): boolean => tagsIn(value).some((tag) => accelforgeTags.includes(tag))

const claimOf = ({ key, value }: Entry): Claim | undefined => {
  switch (key) {
    case 'problem':
      return { tool: 'Timeloop', part: 'workload', key }
    case 'architecture':
      return { tool: 'Timeloop', part: 'accelerator', key }
    case 'arch':
      return { tool: isOfAccelforge(value) ? 'AccelForge' : 'Timeloop', part: 'accelerator', key }
    case 'mapping':
      return { tool: isOfAccelforge(value) ? 'AccelForge' : 'Timeloop', part: 'mapping', key }
    case 'workload':
      return { tool: 'AccelForge', part: 'workload', key }
    case 'operational_array':
    case 'multipliers':
    case 'memories':
      return { tool: 'ZigZag', part: 'accelerator', key }
    default:
      return undefined
  }
}

/** What Timeloop is passed besides: settings of its search and its estimators. */
const settings: readonly string[] = [
  ...['mapper', 'mapspace', 'mapspace_constraints', 'constraints', 'architecture_constraints'],
  ...['variables', 'components', 'compound_components', 'globals', 'sparse_optimizations', 'ERT', 'ART'],
]

const isOfZigzag = (items: readonly Yaml[]): boolean =>
  items.some((item) => item._tag === 'Map' && valueIn(item, 'equation', 'loop_dims') !== undefined)

const claimsOf = (value: Yaml): readonly Claim[] => {
  if (value._tag === 'List')
    return isOfZigzag(value.items) ? [{ tool: 'ZigZag', part: 'workload', key: 'a list of layers' }] : []
  if (value._tag === 'Scalar') return []
  const parts = value.entries.flatMap((entry) => claimOf(entry) ?? [])
  if (parts.length > 0) return parts
  const setting = value.entries.find(({ key }) => settings.includes(key))
  return setting === undefined ? [] : [{ tool: 'Timeloop', part: null, key: setting.key }]
}

const kinds =
  'problem, architecture or mapping (Timeloop), workload, arch or mapping (AccelForge), operational_array and memories or a list of layers with equations (ZigZag)'

const givenIn = (value: Yaml): string => {
  if (isNothing(value)) return 'nothing'
  if (value._tag === 'Map')
    return `the keys ${listed(value.entries.slice(0, 6).map(({ key }) => shorten(key)))}`
  return value._tag === 'List' ? 'a list without equations' : 'a text'
}

const unrecognised = (source: Source, value: Yaml): void =>
  report(
    source,
    'MissingEntry',
    { start: 0, end: 1 },
    {
      expected: kinds,
      given: givenIn(value),
      hint: 'Give the file its key, such as problem: or arch:. Mappings of ZigZag are not read.',
      message: `The content of this file belongs to no known tool: it has ${givenIn(value)}.`,
    },
  )

const ambiguous = (source: Source, claims: readonly Claim[]): void => {
  const found = listed(claims.map(({ tool, key }) => `${key} (${tool})`))
  report(
    source,
    'Mismatch',
    { start: 0, end: 1 },
    {
      expected: 'the files of one tool',
      given: found,
      hint: 'Write the parts of each tool into a file of its own.',
      message: `The file has parts of several tools: ${found}.`,
    },
  )
}

const fromYaml = (source: Source): Pick<ToolFile, 'tool' | 'parts'> | undefined => {
  const value = readYaml(source)
  if (value === undefined) return undefined
  const claims = claimsOf(value)
  const [first] = claims
  if (first === undefined) unrecognised(source, value)
  else if (claims.some(({ tool }) => tool !== first.tool)) ambiguous(source, claims)
  else return { tool: first.tool, parts: [...new Set(claims.flatMap(({ part }) => part ?? []))] }
  return undefined
}

const isNumber = (text: string): boolean => /^\d+$/.test(text)

/** The first line of a topology of SCALE-Sim is a header that begins with the layer; tables of GAMMA have columns K and C, or numbers. */
const isTopology = (source: Source): boolean => {
  const [first, second = '', ...others] = rowsOf(source)[0]?.cells.map(({ text }) => text) ?? []
  if (first === undefined) return false
  const columns = [second, ...others].map((text) => text.toUpperCase())
  if (/^layer\b/i.test(first)) return !(columns.includes('K') && columns.includes('C'))
  // A layer where the header should be: the reader of topologies says so.
  return !isNumber(first) && isNumber(second)
}

/** The file with its tool and its parts; undefined where it is none that is known, which is reported. */
export const recognise = (file: string, text: string, faults: Faults): ToolFile | undefined => {
  const ending = endingOf(file)
  if (ending === '.cfg') return { file, text, tool: 'SCALE-Sim', parts: ['accelerator', 'mapping'] }
  const source = sourceOf(text, file, '')
  if (ending === '.csv')
    return { file, text, tool: isTopology(source) ? 'SCALE-Sim' : 'GAMMA', parts: ['workload'] }
  const found = fromYaml(source)
  if (found !== undefined) return { file, text, ...found }
  const faulty = answerOf([source], undefined)
  if (faulty._tag === 'Left') rejectAll(faults, faulty.left)
  return undefined
}
