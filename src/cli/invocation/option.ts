/** What a command takes on its command line, as data: reading it, and the help that shows it. */

export type CommandName = 'estimate' | 'map' | 'explore' | 'explain' | 'validate' | 'reference'

export type Option = {
  readonly name: string
  /** What its value is called; null for a switch. */
  readonly value: string | null
  readonly help: string
}

export type Command = {
  readonly name: CommandName
  readonly summary: string
  /** The words after the name of the command, as the help writes them. */
  readonly words: readonly string[]
  /** Whether names of files may follow these words: files of one tool are read together. */
  readonly takesFiles: boolean
  /** How many of them have to be there. */
  readonly least: number
  readonly options: readonly Option[]
  readonly notes: readonly string[]
  /** Command lines that work, without the name of the program. */
  readonly examples: readonly string[]
}

/** A command line that was read: every option is one of the command's, with its values in order; a switch has an empty one. */
export type Invocation = {
  readonly command: CommandName
  readonly words: readonly string[]
  readonly options: ReadonlyMap<string, readonly string[]>
}

export const program = 'maestro-dataflow'
