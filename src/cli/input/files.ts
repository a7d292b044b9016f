/** Files that a command line names, and what they hold. */
import { type Either, isRight } from 'fp-ts/Either'
import { badFile, type Faults } from '../faults'
import type { Invocation } from '../invocation/option'
import { listOf, optionOf } from '../invocation/values'

/** The bytes of each file that was named, or why it cannot be read. */
export type Files = ReadonlyMap<string, Either<string, Uint8Array>>

/** A word with a folder, or with an ending that begins with a letter, is the name of a file; `mamba-2-2.7b` has none. */
export const isFileName = (word: string): boolean => /[\\/]/.test(word) || /\.[A-Za-z]\w*$/.test(word)

/** `.m`, in small letters; empty where there is none. */
export const endingOf = (file: string): string => /\.\w+$/.exec(file)?.[0].toLowerCase() ?? ''

/** The files that a command reads as inputs. */
export const filesOf = ({ words, options }: Invocation): readonly string[] => {
  const on = optionOf(options, 'on')
  const named = [...words, ...(on === undefined ? [] : [on]), ...listOf(options, 'dataflow')]
  return [...new Set(named.filter(isFileName))]
}

const missing = (faults: Faults, file: string, reason: string): void =>
  badFile(faults, file, {
    expected: 'a file that can be read',
    given: reason,
    hint: 'Check the name of the file, and the folder that the command runs in.',
    message: `${file} cannot be read: ${reason}.`,
  })

export const bytesOf = (files: Files, file: string, faults: Faults): Uint8Array | undefined => {
  const found = files.get(file)
  if (found !== undefined && isRight(found)) return found.right
  missing(faults, file, found?.left ?? 'it is not there')
  return undefined
}

export const textOf = (files: Files, file: string, faults: Faults): string | undefined => {
  const bytes = bytesOf(files, file, faults)
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
}
