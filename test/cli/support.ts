/** Commands without a machine: files are texts, and searches run where they are asked for. */
import { type Either, isRight, left, right } from 'fp-ts/Either'
import { type Answer, renderAnswer } from '../../src/cli/answer'
import { estimateCommand } from '../../src/cli/command/estimate'
import { explainCommand } from '../../src/cli/command/explain'
import { exploreCommand } from '../../src/cli/command/explore'
import type { Outcome, Run } from '../../src/cli/command/given'
import { mapCommand } from '../../src/cli/command/map'
import { referenceCommand } from '../../src/cli/command/reference'
import { validateCommand } from '../../src/cli/command/validate'
import { type Faults, hasFaults, noFaults } from '../../src/cli/faults'
import { filesOf } from '../../src/cli/input/files'
import type { CommandName } from '../../src/cli/invocation/option'
import { readArguments } from '../../src/cli/invocation/read-arguments'
import type { Job, Known } from '../../src/cli/search/job'
import { stepsOf, type Task } from '../../src/cli/search/task'
import type { DescribedError } from '../../src/error/error'

export type Texts = Readonly<Record<string, string | Uint8Array>>

const runs: Readonly<Record<CommandName, Run>> = {
  estimate: estimateCommand,
  map: mapCommand,
  explore: exploreCommand,
  explain: explainCommand,
  validate: validateCommand,
  reference: referenceCommand,
}

/** Words of a line, where spaces in quotes are no ends of words. */
export const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')

const bytesOf = (text: string | Uint8Array): Uint8Array =>
  typeof text === 'string' ? new TextEncoder().encode(text) : text

export const readFrom =
  (texts: Texts) =>
  (file: string): Either<string, Uint8Array> => {
    const text = texts[file]
    return text === undefined ? left('there is no such file or folder') : right(bytesOf(text))
  }

/** The whole answer of a part; its errors would fail a test. */
export const knownOf = (task: Task): Known => {
  const steps = [...stepsOf(task)].flatMap((step) => (isRight(step) ? [step.right.result] : []))
  return { result: steps.at(-1)!, isDone: true }
}

/** What a command line comes to: its outcome, or the faults. */
export const outcomeOf = async (line: string, texts: Texts = {}): Promise<Either<Faults, Outcome>> => {
  const faults = noFaults()
  const asked = readArguments(wordsOf(line), faults)
  if (asked._tag !== 'Run') return left(faults)
  const { invocation } = asked
  const files = new Map(filesOf(invocation).map((file) => [file, readFrom(texts)(file)]))
  const outcome = await runs[invocation.command]({ invocation, files }, faults)
  return outcome === undefined || hasFaults(faults) ? left(faults) : right(outcome)
}

export const jobOf = async (line: string, texts: Texts = {}): Promise<Job> => {
  const outcome = await outcomeOf(line, texts)
  if (isRight(outcome) && outcome.right._tag === 'Job') return outcome.right.job
  throw new Error(`${line} is no search: ${JSON.stringify(outcome)}`)
}

export const answerOf = async (line: string, texts: Texts = {}): Promise<Answer> => {
  const outcome = await outcomeOf(line, texts)
  if (!isRight(outcome)) throw new Error(`${line} is refused: ${JSON.stringify(outcome.left)}`)
  if (outcome.right._tag === 'Answer') return outcome.right.answer
  const { job } = outcome.right
  return job.answer(job.tasks.map(knownOf))
}

export const textOf = async (line: string, texts: Texts = {}): Promise<string> =>
  renderAnswer(await answerOf(line, texts), 'text')

/** All faults of a command line that is refused. */
export const faultsOf = async (line: string, texts: Texts = {}): Promise<readonly DescribedError[]> => {
  const outcome = await outcomeOf(line, texts)
  return isRight(outcome) ? [] : [...outcome.left.usage, ...outcome.left.rejected]
}
