/** What `npm run bench:tool` is given. */
import { type Either, left, right } from 'fp-ts/Either'
import type { ToolHardware } from './process'

export type Given = {
  /** The path of the tool; null where only this library is measured. */
  readonly tool: string | null
  readonly mappings: readonly string[]
  readonly hardware: ToolHardware
}

export const usage = `npm run bench:tool -- [path of the maestro program] mapping.m … [--pes 256] [--bandwidth 32] [--latency 1]
Mapping files end in .m. The repository of the public MAESTRO tool has some in data/mapping; \`scons\` builds its program there.`

type Numbers = { pes: number; bandwidth: number; latency: number }

const readOption = (numbers: Numbers, option: string, value: string | undefined): boolean => {
  const name = option.slice(2)
  if (name !== 'pes' && name !== 'bandwidth' && name !== 'latency') return false
  const least = name === 'latency' ? 0 : 1
  const number = Number(value)
  if (value === undefined || !Number.isSafeInteger(number) || number < least) return false
  numbers[name] = number
  return true
}

/** Left: what is wrong. */
export const readArguments = (given: readonly string[]): Either<string, Given> => {
  const hardware: Numbers = { pes: 256, bandwidth: 32, latency: 1 }
  const mappings: string[] = []
  const programs: string[] = []
  for (let i = 0; i < given.length; i++) {
    const word = given[i]!
    if (word.startsWith('--')) {
      if (!readOption(hardware, word, given[++i])) return left(`${word} ${given[i] ?? ''} is no option.`)
    } else (word.endsWith('.m') ? mappings : programs).push(word)
  }
  if (programs.length > 1) return left(`There are two programs, ${programs[0]} and ${programs[1]}.`)
  if (mappings.length === 0) return left('There is no mapping file.')
  return right({ tool: programs[0] ?? null, mappings, hardware })
}
