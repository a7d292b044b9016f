/** From the words of a command line to an invocation, or its faults. */
import { parseArgs } from 'node:util'
import { didYouMean } from '../../error/nearest'
import { listed } from '../../error/show'
import { type Faults, misuse } from '../faults'
import { isFileName } from '../input/files'
import { commands } from './commands'
import { type Command, type Invocation, type Option, program } from './option'

/** What a command line asks for. */
export type Asked =
  | { readonly _tag: 'Help'; readonly of: Command | null }
  | { readonly _tag: 'Version' }
  | { readonly _tag: 'Run'; readonly invocation: Invocation }
  /** Something is wrong with the command line; the faults say what. */
  | { readonly _tag: 'Misuse'; readonly of: Command | null }

const unknownCommand = (faults: Faults, word: string): void => {
  const names = commands.map(({ name }) => name)
  misuse(faults, 'UnknownCommand', word, {
    expected: `one of ${listed(names)}`,
    given: word,
    hint: `${didYouMean(word, names)}Begin with a command, as in ${program} estimate vgg16 --on eyeriss.`,
    message: `There is no command ${word}.`,
  })
}

const unknownOption = (faults: Faults, { name, options }: Command, raw: string): void => {
  const names = options.map((option) => `--${option.name}`)
  misuse(faults, 'UnknownOption', raw, {
    expected: `one of ${listed(names)}`,
    given: raw,
    hint: `${didYouMean(raw, names)}See ${program} ${name} --help.`,
    message: `${name} has no option ${raw}.`,
  })
}

const missingValue = (faults: Faults, { name, value }: Option): void =>
  misuse(faults, 'InvalidOption', `--${name}`, {
    expected: `a value, ${value}`,
    given: 'none',
    hint: `Write --${name} ${value}.`,
    message: `--${name} needs a value.`,
  })

const switchWithValue = (faults: Faults, name: string, value: string): void =>
  misuse(faults, 'InvalidOption', `--${name}`, {
    expected: 'no value',
    given: value,
    hint: `Write --${name}.`,
    message: `--${name} is a switch: it takes no value.`,
  })

const checkWords = (
  faults: Faults,
  { name, words, takesFiles, least }: Command,
  given: readonly string[],
): void => {
  const [wanted] = words.slice(given.length)
  if (given.length < least && wanted !== undefined)
    misuse(faults, 'MissingArgument', wanted, {
      expected: words.join(' '),
      given: given.join(' ') || 'nothing',
      hint: `See ${program} ${name} --help.`,
      message: `${name} needs ${wanted}.`,
    })
  for (const word of given.slice(words.length).filter((each) => !takesFiles || !isFileName(each)))
    misuse(faults, 'UnknownOption', word, {
      expected: words.join(' ') || 'no more words',
      given: word,
      hint: `Remove it, or write it as an option: see ${program} ${name} --help.`,
      message: `${name} takes no more than ${words.join(' ')}.`,
    })
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number]

const readOption = (
  faults: Faults,
  command: Command,
  token: Extract<Token, { kind: 'option' }>,
): readonly [string, string] | undefined => {
  const option = command.options.find(({ name }) => name === token.name)
  if (option === undefined) unknownOption(faults, command, token.rawName)
  else if (option.value === null && token.value !== undefined)
    switchWithValue(faults, token.name, token.value)
  else if (option.value !== null && token.value === undefined) missingValue(faults, option)
  else return [token.name, token.value ?? '']
  return undefined
}

const readInvocation = (command: Command, args: readonly string[], faults: Faults): Invocation => {
  const options = Object.fromEntries(
    command.options.map(({ name, value }) => [
      name,
      { type: value === null ? ('boolean' as const) : ('string' as const), multiple: true },
    ]),
  )
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const values = new Map<string, readonly string[]>()
  const words: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value)
    if (token.kind !== 'option') continue
    const read = readOption(faults, command, token)
    if (read !== undefined) values.set(read[0], [...(values.get(read[0]) ?? []), read[1]])
  }
  checkWords(faults, command, words)
  return { command: command.name, words, options: values }
}

const isHelp = (word: string): boolean => word === '--help' || word === '-h'

/** What the words after the program's name ask for. */
export const readArguments = (args: readonly string[], faults: Faults): Asked => {
  const [first, ...others] = args
  if (first === undefined || isHelp(first) || first === 'help') {
    const named = commands.find(({ name }) => name === others[0])
    return { _tag: 'Help', of: named ?? null }
  }
  if (first === '--version') return { _tag: 'Version' }
  const command = commands.find(({ name }) => name === first)
  if (command === undefined) {
    unknownCommand(faults, first)
    return { _tag: 'Misuse', of: null }
  }
  if (others.some(isHelp)) return { _tag: 'Help', of: command }
  const before = faults.usage.length
  const invocation = readInvocation(command, others, faults)
  return faults.usage.length > before ? { _tag: 'Misuse', of: command } : { _tag: 'Run', invocation }
}
