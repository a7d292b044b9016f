/**
 * Whatever text comes in, the readers end in errors that help, or in data that the printers bring back. Every text is
 * made from a number: a failure is repeated with `MAESTRO_SEED=<number> MAESTRO_RUNS=1`.
 */
import { isDeepStrictEqual } from 'node:util'
import { type Either, isLeft, right } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { estimate, renderErrors } from '../../src/index'
import {
  locateErrors,
  type NotatedNetwork,
  type NotationError,
  type NotationErrors,
  parseAccelerators,
  parseDataflow,
  parseDataflows,
  parseExpression,
  parseHardware,
  parseNetwork,
  parseNetworks,
  printDataflow,
  printExpression,
  printHardware,
  printNetwork,
} from '../../src/notation'
import { junk, stumbles } from '../support/errors'
import { runsOr } from '../support/generators/bulk'
import { seeded } from '../support/generators/random'
import { damagedText } from './notation-texts'

const runs = runsOr(2000)
const firstSeed = Number(process.env['MAESTRO_SEED'] ?? 1)

const linesIn = (text: string): readonly string[] => text.split(/\r\n?|\n/)

/** An error whose quotations of the text are left out: they may look as they like. */
const withoutQuotes = (error: NotationError): NotationError => {
  const quoteless = (text: string) => text.replace(/"(?:[^"\\]|\\.)*?(?:"|…(?=\.?$))|`[^`]*`/g, 'this')
  const { expected, given, hint, message } = error
  return {
    ...error,
    expected: quoteless(expected),
    given: quoteless(given),
    hint: quoteless(hint),
    message: quoteless(message),
  }
}

/** What is wrong with the errors of a text. */
const faultsOfErrors = (text: string, errors: NotationErrors): readonly string[] => {
  const lines = linesIn(text)
  const wrong = errors.flatMap((error) => {
    const line = lines[error.line - 1]
    const placed = line !== undefined && error.column >= 1 && error.column <= line.length + 1
    const shown = /^ {2}\d+ \| [^\n]*\n *\| *\^+$/.test(error.excerpt) || error.excerpt === ''
    return [
      ...stumbles(withoutQuotes(error)),
      ...(placed ? [] : [`${error.path} is not in the text`]),
      ...(shown ? [] : [`the excerpt is ${JSON.stringify(error.excerpt)}`]),
    ]
  })
  const ordered = errors.every((error, i) => {
    const before = errors[i - 1]
    return before === undefined || before.line < error.line || before.column <= error.column
  })
  if (renderErrors(errors) === '') wrong.push('the errors render as nothing')
  return [
    ...wrong,
    ...(ordered ? [] : ['the errors are not in order']),
    ...(errors.length > 60 ? ['there are too many errors'] : []),
  ]
}

const sameAfterJson = (value: unknown): boolean => isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value)

const dataOf = ({ name, layers }: NotatedNetwork) => ({
  name,
  layers: layers.map(({ layer, dataflow }) => ({ layer, dataflow })),
})

const mapRight = <A, B>(answer: Either<NotationErrors, A>, of: (value: A) => B): Either<NotationErrors, B> =>
  isLeft(answer) ? answer : right(of(answer.right))

type Reading = {
  readonly name: string
  readonly read: (text: string) => Either<NotationErrors, unknown>
  readonly print: (value: never) => string
}

const readings: readonly Reading[] = [
  { name: 'parseNetwork', read: (text) => mapRight(parseNetwork(text), dataOf), print: printNetwork },
  { name: 'parseDataflow', read: (text) => parseDataflow(text), print: printDataflow },
  { name: 'parseHardware', read: (text) => parseHardware(text), print: printHardware },
  { name: 'parseExpression', read: (text) => parseExpression(text), print: printExpression },
]

const faultsOf = ({ read, print }: Reading, text: string): readonly string[] => {
  const answer = read(text)
  if (isLeft(answer)) return faultsOfErrors(text, answer.left)
  const again = read(print(junk(answer.right)))
  return [
    ...(sameAfterJson(answer.right) ? [] : ['the data does not survive JSON']),
    ...(isDeepStrictEqual(again, answer)
      ? []
      : [`it reads back as ${JSON.stringify(again)} from ${print(junk(answer.right))}`]),
  ]
}

type Several = Reading & { readonly readAll: (text: string) => Either<NotationErrors, readonly unknown[]> }

const several: readonly Several[] = [
  {
    ...readings[0]!,
    readAll: (text) => mapRight(parseNetworks(text), (all) => all.map(dataOf)),
  },
  {
    ...readings[1]!,
    readAll: (text) => mapRight(parseDataflows(text), (all) => all.map(({ dataflow }) => dataflow)),
  },
  {
    ...readings[2]!,
    readAll: (text) => mapRight(parseAccelerators(text), (all) => all.map(({ hardware }) => hardware)),
  },
]

/** A network without layers is read among all blocks of a text, and refused as the one that is asked for. */
const hasContent = (value: unknown): boolean =>
  !(value !== null && typeof value === 'object' && 'layers' in value && isDeepStrictEqual(value.layers, []))

/** All blocks of a text: each reads back by itself, and the singular takes a text of one and refuses any other. */
const faultsOfAll = ({ name, read, readAll, print }: Several, text: string): readonly string[] => {
  const answer = readAll(text)
  if (isLeft(answer)) return faultsOfErrors(text, answer.left)
  const [first] = answer.right
  const one = read(text)
  const isOne = answer.right.length === 1 && hasContent(first)
  const agrees = isOne ? isDeepStrictEqual(one, right(first)) : isLeft(one)
  return [
    ...(agrees ? [] : [`${name} of ${answer.right.length} blocks is ${JSON.stringify(one)}`]),
    ...answer.right
      .filter(hasContent)
      .flatMap((value) =>
        isDeepStrictEqual(read(print(junk(value))), right(value)) ? [] : ['a block does not read back'],
      ),
  ]
}

/** Errors of the estimates of a network's layers lead back into its text. */
const lostErrors = (text: string): readonly string[] => {
  const answer = parseNetwork(text)
  if (isLeft(answer)) return []
  return answer.right.layers.flatMap(({ layer, dataflow, places }) => {
    const result = dataflow === null ? undefined : estimate(layer, dataflow, { pes: 64 })
    if (result === undefined || !isLeft(result)) return []
    return locateErrors(result.left, text, places)
      .filter((error) => !('line' in error))
      .map(({ path }) => `${path} has no place`)
  })
}

const attempted = (work: () => readonly string[]): readonly string[] => {
  try {
    return work()
  } catch (thrown) {
    return [`it throws ${thrown instanceof Error ? thrown.stack : String(thrown)}`]
  }
}

describe('damaged texts', () => {
  it(`${runs} of them end in errors that help or in data that reads back`, () => {
    const failures: string[] = []
    const ends = new Map<string, number>()
    for (let seed = firstSeed; seed < firstSeed + runs && failures.length < 5; seed++) {
      const text = damagedText(seeded(seed))
      for (const reading of readings) {
        const wrong = attempted(() => faultsOf(reading, text))
        if (wrong.length > 0)
          failures.push(`MAESTRO_SEED=${seed} ${reading.name}: ${wrong.slice(0, 3).join('\n')}`)
        const end = `${reading.name} ${reading.read(text)._tag}`
        ends.set(end, (ends.get(end) ?? 0) + 1)
      }
      for (const reading of several) {
        const wrong = attempted(() => faultsOfAll(reading, text))
        if (wrong.length > 0)
          failures.push(`MAESTRO_SEED=${seed} all of ${reading.name}: ${wrong.slice(0, 3).join('\n')}`)
      }
      const lost = attempted(() => lostErrors(text))
      if (lost.length > 0) failures.push(`MAESTRO_SEED=${seed} locateErrors: ${lost.slice(0, 3).join('\n')}`)
    }
    console.log(`${runs} damaged texts: ${[...ends].map(([end, times]) => `${end} ${times}`).join(', ')}`)
    expect(failures.join('\n\n')).toBe('')
    // A generator that only ever makes one kind of text would prove little.
    if (runs >= 1000) for (const times of ends.values()) expect(times).toBeGreaterThan(runs / 100)
  })
})
