/** Files of this folder, and what readers make of them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Either } from 'fp-ts/Either'
import type { FormatErrors, FormatNote } from '../../src/formats'

export const fileOf = (name: string): string => readFileSync(join(import.meta.dirname, 'files', name), 'utf8')

/** One of the parts of a file, from its key to the next, as a file of its own. */
export const partOf = (name: string, key: string): string =>
  fileOf(name)
    .split(/\n(?=\w+:)/)
    .find((part) => part.startsWith(`${key}:`)) ?? ''

/** Each fault as its kind, its place and its sentence. */
export const faultsOf = (result: Either<FormatErrors, unknown>): readonly string[] =>
  result._tag === 'Left' ? result.left.map(({ _tag, line, message }) => `${_tag} ${line}: ${message}`) : []

export const notesOf = (notes: readonly FormatNote[]): readonly string[] =>
  notes.map(({ _tag, line, why }) => `${_tag} ${line}: ${why}`)
