/** Where the command line meets the machine: files, streams, interruptions. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { type Either, left, right } from 'fp-ts/Either'

/** Everything that the command line does besides computing. */
export type Host = {
  readonly read: (file: string) => Either<string, Uint8Array>
  /** The reason, if the file cannot be written. */
  readonly write: (file: string, text: string) => string | undefined
  readonly print: (text: string) => void
  /** Standard error. */
  readonly say: (text: string) => void
  /** Whether standard error is a terminal, where a line may be written again. */
  readonly isTerminal: boolean
  readonly cores: number
  readonly version: string
  /** The module that a worker thread runs. */
  readonly worker: URL
  /** Aborts when the user interrupts the program. */
  readonly interruption: () => AbortSignal
}

const wordsOf: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  EACCES: 'access is denied',
}

const reasonOf = (thrown: unknown): string => {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  return wordsOf[code] ?? String(thrown)
}

export const readBytes = (file: string): Either<string, Uint8Array> => {
  try {
    return right(readFileSync(file))
  } catch (thrown) {
    return left(reasonOf(thrown))
  }
}

/** A file that is written is whole, or stays as it was. */
export const writeText = (file: string, text: string): string | undefined => {
  const beside = `${file}.${process.pid}.part`
  try {
    writeFileSync(beside, text)
    renameSync(beside, file)
    return undefined
  } catch (thrown) {
    return reasonOf(thrown)
  }
}
