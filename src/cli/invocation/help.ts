/** The help of the program, and of each command: a screen of text. */
import { exitCodes } from '../exit-codes'
import { commands } from './commands'
import { type Command, type Option, program } from './option'

const columns = (rows: readonly (readonly [string, string])[]): readonly string[] => {
  const width = Math.max(...rows.map(([first]) => first.length))
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`)
}

const usageOf = ({ name, value }: Option): string => (value === null ? `--${name}` : `--${name} ${value}`)

/** The example that the general help shows. */
const example = 'map resnet50 --on eyeriss --objective edp'

const codes: readonly (readonly [string, string])[] = [
  [String(exitCodes.answered), 'success'],
  [
    String(exitCodes.rejected),
    'the input is rejected, a file is not read or written, or a picture is not drawn',
  ],
  [String(exitCodes.usage), 'the command line is invalid'],
  [String(exitCodes.infeasible), 'no mapping was found for a layer, or no design is valid'],
  [String(exitCodes.interrupted), 'interrupted; with --resume FILE, finished parts are kept'],
]

const general = (): readonly string[] => [
  `usage: ${program} COMMAND …`,
  '',
  'The analytical cost model of DNN accelerator dataflows.',
  '',
  ...columns(commands.map(({ name, summary }) => [name, summary] as const)),
  '',
  `${program} COMMAND --help shows the options of a command.`,
  `${program} --version shows the version.`,
  '',
  'example:',
  `  ${program} ${example}`,
  '',
  'exit codes:',
  ...columns(codes),
]

const ofCommand = ({
  name,
  summary,
  words,
  takesFiles,
  options,
  notes,
  examples,
}: Command): readonly string[] => [
  `usage: ${program} ${[name, ...words, ...(takesFiles ? ['[FILE …]'] : [])].join(' ')} [options]`,
  '',
  `${name}: ${summary}.`,
  ...notes,
  '',
  ...columns(options.map((option) => [usageOf(option), option.help] as const)),
  '',
  examples.length === 1 ? 'example:' : 'examples:',
  ...examples.map((each) => `  ${program} ${each}`),
]

/** The help of a command, or of the program. */
export const helpText = (of: Command | null): string =>
  `${(of === null ? general() : ofCommand(of)).join('\n')}\n`

/** Every command line that the help shows as an example, without the name of the program. */
export const helpExamples: readonly string[] = [example, ...commands.flatMap(({ examples }) => examples)]
