/** Runs the public MAESTRO tool on a mapping file, and measures the processor time of its process. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Either, left, right } from 'fp-ts/Either'

export type ToolHardware = { readonly pes: number; readonly bandwidth: number; readonly latency: number }

/** Milliseconds of processor time, or why the tool failed and what was tried. */
export type ToolRun = Either<string, number>

const mappingName = 'mapping.m'

/** The command, from a directory that holds the mapping file: the tool writes its files there. */
export const commandOf = (tool: string, { pes, bandwidth, latency }: ToolHardware): readonly string[] => [
  resolve(tool),
  `--num_pes=${pes}`,
  `--noc_bw_cstr=${bandwidth}`,
  `--noc_hop_latency=${latency}`,
  `--Mapping_file=${mappingName}`,
  '--print_res=true',
  '--print_res_csv_file=true',
  '--print_log_file=false',
]

/** Node does not measure its children; bash prints user and system time, in ms or finer. */
const timed = 'TIMEFORMAT="%6U %6S"; time "$@" > /dev/null 2> /dev/null'

/** The milliseconds in what bash printed: the last line holds user and system time in seconds. Null if it does not. */
export const readTimes = (printed: string): number | null => {
  const seconds = /(?:^|\n)(\d+\.\d+) (\d+\.\d+)\s*$/.exec(printed)
  return seconds === null ? null : 1000 * (Number(seconds[1]) + Number(seconds[2]))
}

/** How many layers the table has that the tool wrote: one row each, below a heading. */
export const layersIn = (directory: string): number =>
  readdirSync(directory)
    .filter((name) => name.endsWith('.csv'))
    .reduce(
      (layers, name) => layers + readFileSync(join(directory, name), 'utf8').trim().split('\n').length - 1,
      0,
    )

const lastLines = (text: string): string => text.trim().split('\n').slice(-4).join('\n  ').slice(-600)

/** What to say of a run that failed; the tool is run once more for what it prints. */
const failure = ([program = '', ...options]: readonly string[], directory: string, what: string): string => {
  const { stdout, stderr, error } = spawnSync(program, options, { cwd: directory, encoding: 'utf8' })
  const printed = lastLines(`${stdout ?? ''}\n${stderr ?? ''}\n${error?.message ?? ''}`)
  return [
    `The tool failed: ${what}.`,
    `  Tried, in a temporary directory that has the mapping as ${mappingName}: ${[program, ...options].join(' ')}`,
    `  ${printed === '' ? 'It printed nothing.' : printed}`,
  ].join('\n')
}

/** Runs a command in a directory that holds the mapping file of so many layers. */
const runIn = (directory: string, command: readonly string[], layers: number): ToolRun => {
  const { stderr, status, error } = spawnSync('bash', ['-c', timed, 'bash', ...command], {
    cwd: directory,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  if (error !== undefined) return left(`Measuring needs bash, which failed: ${error.message}.`)
  if (status !== 0) return left(failure(command, directory, `its exit status is ${status}`))
  const written = layersIn(directory)
  if (written < layers)
    return left(failure(command, directory, `it wrote results of ${written} of ${layers} layers`))
  const time = readTimes(stderr)
  return time === null ? left(`bash printed no times, but: ${lastLines(stderr)}`) : right(time)
}

/** Runs the tool once, in a directory of its own that is removed again, on a mapping of so many layers. */
export const runTool = (tool: string, hardware: ToolHardware, mapping: string, layers: number): ToolRun => {
  const directory = mkdtempSync(join(tmpdir(), 'maestro-'))
  writeFileSync(join(directory, mappingName), mapping)
  const run = runIn(directory, commandOf(tool, hardware), layers)
  rmSync(directory, { recursive: true })
  return run
}
