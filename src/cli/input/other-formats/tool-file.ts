/** Files of other tools: which tool a file is of, and what it holds. */
import { endingOf } from '../files'

export type Tool = 'Timeloop' | 'AccelForge' | 'SCALE-Sim' | 'ZigZag' | 'GAMMA'

/** What a file of any tool may hold. */
export type Part = 'workload' | 'accelerator' | 'mapping'

export type ToolFile = {
  readonly file: string
  readonly text: string
  readonly tool: Tool
  readonly parts: readonly Part[]
}

/** What the tools call their parts. */
const words: Readonly<Record<Tool, Readonly<Record<Part, string>>>> = {
  Timeloop: { workload: 'a problem', accelerator: 'an architecture', mapping: 'a mapping' },
  AccelForge: { workload: 'a workload', accelerator: 'an architecture', mapping: 'a mapping' },
  'SCALE-Sim': { workload: 'a topology', accelerator: 'a configuration', mapping: 'a configuration' },
  ZigZag: { workload: 'a workload', accelerator: 'an accelerator', mapping: 'a mapping' },
  GAMMA: { workload: 'a table of layers', accelerator: 'an accelerator', mapping: 'a mapping' },
}

/** What a part is called, in the words of the tool of the file. */
export const partName = ({ tool }: Pick<ToolFile, 'tool'>, part: Part): string => words[tool][part]

/** `a problem and a mapping of Timeloop`. */
export const contentsOf = ({ tool, parts }: ToolFile): string => {
  const names = [...new Set(parts.map((part) => words[tool][part]))]
  return `${names.length === 0 ? 'settings' : names.join(' and ')} of ${tool}`
}

/** Endings of files that other tools write. */
const toolEndings: readonly string[] = ['.yaml', '.yml', '.csv', '.cfg']

export const isToolFile = (file: string): boolean => toolEndings.includes(endingOf(file))
