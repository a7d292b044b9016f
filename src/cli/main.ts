/** The command line, from its words to an exit code. */
import { isRight } from 'fp-ts/Either'
import type { DescribedError } from '../error/error'
import { renderErrors } from '../error/render'
import { visible } from '../internal/visible'
import { type Answer, type Form, renderAnswer } from './answer'
import type { Outcome, Run } from './command/given'
import { type ExitCode, exitCodes } from './exit-codes'
import { badFile, type Faults, hasFaults, noFaults } from './faults'
import type { Host } from './host'
import { endingOf, filesOf } from './input/files'
import { helpText } from './invocation/help'
import type { Command, CommandName, Invocation } from './invocation/option'
import { program } from './invocation/option'
import { readArguments } from './invocation/read-arguments'
import { isSet, optionOf, wordOf } from './invocation/values'

const themes = ['light', 'dark'] as const

/** Each command is loaded when it is asked for. */
const commandOf = async (name: CommandName): Promise<Run> => {
  switch (name) {
    case 'estimate':
      return (await import('./command/estimate')).estimateCommand
    case 'map':
      return (await import('./command/map')).mapCommand
    case 'explore':
      return (await import('./command/explore')).exploreCommand
    case 'explain':
      return (await import('./command/explain')).explainCommand
    case 'validate':
      return (await import('./command/validate')).validateCommand
    case 'reference':
      return (await import('./command/reference')).referenceCommand
  }
}

/** The most errors that are shown: hundreds of layers may have the same one. */
const mostShown = 20

const sayErrors = (host: Host, errors: readonly DescribedError[]): void => {
  if (errors.length > 0) host.say(`${renderErrors(errors.slice(0, mostShown))}\n`)
  if (errors.length > mostShown) host.say(`\n${errors.length - mostShown} more errors are not shown.\n`)
}

const sayFaults = (host: Host, { usage, rejected }: Faults, of: Command | CommandName | null): ExitCode => {
  sayErrors(host, [...usage, ...rejected])
  if (usage.length === 0) return exitCodes.rejected
  const name = of === null || typeof of === 'string' ? of : of.name
  host.say(`\nSee ${[program, ...(name === null ? [] : [name])].join(' ')} --help.\n`)
  return exitCodes.usage
}

const formOf = ({ options }: Invocation): Form => {
  if (isSet(options, 'json')) return 'json'
  return isSet(options, 'csv') ? 'csv' : 'text'
}

const write = (host: Host, file: string, text: string, faults: Faults): void => {
  const reason = host.write(file, text)
  if (reason !== undefined)
    badFile(faults, file, {
      expected: 'a file that can be written',
      given: reason,
      hint: 'Check the name of the file and its folder.',
      message: `${file} cannot be written: ${reason}.`,
    })
}

const nothingToWrite = (faults: Faults, file: string, what: string): void =>
  badFile(faults, file, {
    expected: what,
    given: 'none',
    hint: 'Leave the option out.',
    message: `${file} is not written: this answer has no ${what}.`,
  })

const writeMapping = async (
  host: Host,
  file: string,
  { written, mapped }: Answer,
  faults: Faults,
): Promise<void> => {
  const { mannerOf, writtenMapping } = await import('./written-mapping')
  const manner = mannerOf(endingOf(file))
  if (manner !== undefined && mapped !== null) {
    const text = await writtenMapping(file, mapped, manner)
    if (isRight(text)) write(host, file, text.right, faults)
    else faults.rejected.push(...text.left)
  } else if (manner === undefined && written !== null) write(host, file, written, faults)
  else nothingToWrite(faults, file, manner === undefined ? 'form in the notation' : 'mapping')
}

const writeFiles = async (
  host: Host,
  { options }: Invocation,
  given: Answer,
  faults: Faults,
): Promise<void> => {
  const [svg, mapping] = [optionOf(options, 'svg'), optionOf(options, 'write')]
  if (mapping !== undefined) await writeMapping(host, mapping, given, faults)
  if (svg === undefined) return
  if (given.picture === null) {
    nothingToWrite(faults, svg, 'picture')
    return
  }
  const [{ drawSvg }, { darkTheme }] = await Promise.all([
    import('./draw-svg'),
    import('../report/spec/dark-theme'),
  ])
  const isDark = optionOf(options, 'theme') === 'dark'
  const drawn = await drawSvg(isDark ? darkTheme(given.picture) : given.picture)
  if (isRight(drawn)) write(host, svg, drawn.right, faults)
  else faults.rejected.push(drawn.left)
}

const finish = async (host: Host, invocation: Invocation, given: Answer): Promise<ExitCode> => {
  const faults = noFaults()
  host.print(renderAnswer(given, formOf(invocation)))
  for (const note of [...given.reading, ...given.notes]) host.say(`note: ${visible(note)}\n`)
  sayErrors(host, given.errors)
  await writeFiles(host, invocation, given, faults)
  return hasFaults(faults) ? sayFaults(host, faults, invocation.command) : given.code
}

const runInvocation = async (host: Host, invocation: Invocation): Promise<ExitCode> => {
  const faults = noFaults()
  wordOf(invocation.options, 'theme', themes, faults)
  const files = new Map(filesOf(invocation).map((file) => [file, host.read(file)]))
  const run = await commandOf(invocation.command)
  const outcome: Outcome | undefined = await run({ invocation, files }, faults)
  if (outcome === undefined || hasFaults(faults)) return sayFaults(host, faults, invocation.command)
  if (outcome._tag === 'Answer') return finish(host, invocation, outcome.answer)
  const { search } = await import('./search-job')
  const searched = await search(host, invocation, outcome.job, faults)
  if (searched === undefined) return sayFaults(host, faults, invocation.command)
  const code = await finish(host, invocation, searched.answer)
  return searched.isInterrupted ? exitCodes.interrupted : code
}

/** Runs a command line; the code is what the process should end with. */
export const main = async (args: readonly string[], host: Host): Promise<ExitCode> => {
  const faults = noFaults()
  const asked = readArguments(args, faults)
  switch (asked._tag) {
    case 'Help':
      host.print(helpText(asked.of))
      return exitCodes.answered
    case 'Version':
      host.print(`${host.version}\n`)
      return exitCodes.answered
    case 'Misuse':
      return sayFaults(host, faults, asked.of)
    case 'Run':
      return runInvocation(host, asked.invocation)
  }
}
