/** Figures of buffers that are larger than those there are: comparing them says nothing about the hardware. */
import { type Either, left, right } from 'fp-ts/Either'
import { didYouMean } from '../error/nearest'
import { misfitNote } from '../report/network'
import type { ReadFigure } from './figures'
import type { Measured, Undecidable } from './subject'
import { written } from './words'

/** One of those compared; a number has no buffers. */
type Side = { readonly name: string; readonly measured: Measured | null }

const noteOf = ({ name, measured }: Side): string => {
  if (measured === null) return ''
  const note = misfitNote(measured._tag === 'Estimate' ? measured.estimate : measured.network)
  if (note === '') return ''
  return measured._tag === 'Estimate' ? `${name} ${note}.` : `Of ${name}, ${note}.`
}

const notesOf = (sides: readonly Side[]): readonly string[] =>
  [...new Set(sides.map(noteOf))].filter((note) => note !== '')

const repair = 'Enlarge the buffers or make the tiles smaller'

/** The message of a matcher with the option `misfits`: what does not fit, and what to do about it. */
export const misfitMessage = (notes: readonly string[]): Undecidable =>
  `${notes.join('\n')}\n${repair}, or compare all the same with { misfits: 'allow' }.`

/** Why the figures of a mapping are not compared by a matcher without the option. */
export const misfitOf = (side: Side): Undecidable | undefined => {
  const note = noteOf(side)
  return note === '' ? undefined : `${note}\n${repair}.`
}

/** Why figures are not compared: those of a mapping that does not fit are not figures of the hardware. */
export const misfitFault = (
  figures: readonly ReadFigure[],
  sides: readonly Side[],
  misfits: 'refuse' | 'allow',
): Undecidable | undefined => {
  if (misfits === 'allow' || figures.every(({ ofAnyBuffers }) => ofAnyBuffers)) return undefined
  const notes = notesOf(sides)
  return notes.length === 0 ? undefined : misfitMessage(notes)
}

const words = ['refuse', 'allow'] as const

/** The option, `'refuse'` where it is absent. */
export const readMisfits = (value: unknown): Either<Undecidable, (typeof words)[number]> => {
  const word = value === undefined ? 'refuse' : words.find((each) => each === value)
  if (word !== undefined) return right(word)
  const meant = typeof value === 'string' ? didYouMean(value, words) : ''
  return left(`misfits is 'refuse' or 'allow', not ${written(value)}. ${meant}`.trimEnd())
}
