/** Paths of hardware properties, such as `noc[0].bandwidth`. */
import { mostPoints } from '../internal/limits'
import { isMark, peek, type Reader, report, short } from './reader'
import type { Token } from './scan'
import type { Step } from './tree'

/** The tokens up to the `]` of what would be an index, if it is one: a list stands behind no other property's name. */
const indexAhead = (reader: Reader): readonly Token[] | undefined => {
  const close = [1, 2, 3].find((ahead) => isMark(peek(reader, ahead), ']'))
  if (close === undefined) return undefined
  const isIndex = ['.', '[', ':', '=', '{'].some((mark) => isMark(peek(reader, close + 1), mark))
  return isIndex ? Array.from({ length: close + 1 }, (_, ahead) => peek(reader, ahead)) : undefined
}

const reportIndex = (reader: Reader, tokens: readonly Token[]): void => {
  const [first, last] = [tokens[0]!, tokens[tokens.length - 1]!]
  const shown = short(reader.lines.text.slice(first.start, last.end))
  report(
    reader,
    'Syntax',
    { start: first.start, end: last.end },
    {
      expected: `a whole number from 0 to ${mostPoints - 1} in the brackets`,
      given: shown,
      hint: 'Write noc[0] for the outermost level, noc[1] for the next.',
      message: `${shown} is not a place in a list: places are whole numbers from 0 to ${mostPoints - 1}.`,
    },
  )
}

const isIndex = ({ text }: Token): boolean => /^\d{1,4}$/.test(text) && Number(text) < mostPoints

/** The steps of a path; undefined if one of them is not a place in a list, which has then been reported. */
export const readSteps = (reader: Reader, first: Token): readonly Step[] | undefined => {
  const steps: Step[] = [first.text]
  for (;;) {
    const [mark, step, close] = [peek(reader), peek(reader, 1), peek(reader, 2)]
    if (isMark(mark, '.') && step.kind === 'word') {
      steps.push(step.text)
      reader.at += 2
    } else if (isMark(mark, '[') && isIndex(step) && isMark(close, ']')) {
      steps.push(Number(step.text))
      reader.at += 3
    } else {
      const tokens = isMark(mark, '[') ? indexAhead(reader) : undefined
      if (tokens === undefined) return steps
      reportIndex(reader, tokens)
      return undefined
    }
  }
}

export const showPath = (steps: readonly Step[]): string =>
  steps.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`
    return path === '' ? step : `${path}.${step}`
  }, '')
