/** Factors and permutations of Timeloop's directives: in one text, or as lists (version 0.4). */
import { didYouMean } from '../../error/nearest'
import { listed, shorten } from '../../error/show'
import { largestCount } from '../../internal/arithmetic'
import { readAs, refuse, report, type Source, type Span } from '../source/source'
import { asText } from '../yaml/fields'
import type { Scalar, Yaml } from '../yaml/node'

/** The problem's dimensions with their extents. */
export type Extents = ReadonlyMap<string, number>

type Piece = { readonly text: string; readonly at: Span }

/** Where the pieces of a scalar's text stand: inside it, unless it is quoted or folded. */
const piecesOf = (source: Source, scalar: Scalar, pattern: RegExp): readonly Piece[] => {
  const text = typeof scalar.value === 'string' ? scalar.value : scalar.text
  const isPlain = source.lines.text.startsWith(text, scalar.start)
  return [...text.matchAll(pattern)].map((match) => {
    const start = scalar.start + match.index
    return { text: match[0], at: isPlain ? { start, end: start + match[0].length } : scalar }
  })
}

const unknownDimension = (source: Source, { text, at }: Piece, name: string, extents: Extents): void =>
  report(source, 'UnknownWord', at, {
    expected: `one of ${listed([...extents.keys()], 'or')}`,
    given: `\`${shorten(text)}\``,
    hint: `${didYouMean(name, [...extents.keys()])}Name a dimension of the problem.`,
    message: `The problem has no dimension \`${shorten(name)}\`.`,
  })

export type Factor = { readonly dimension: string; readonly factor: number; readonly at: Span }

const form = /^([A-Za-z_]\w*?)\s*=?\s*(\d+)(?:\s*,\s*(\d+))?$/

const malformed = (source: Source, { text, at }: Piece): void =>
  report(source, 'Syntax', at, {
    expected: 'a dimension and its factor, as in K=16',
    given: `\`${shorten(text)}\``,
    hint: 'Write K=16, and a space before the next.',
  })

const factorOf = (source: Source, piece: Piece, extents: Extents): Factor | undefined => {
  const [, dimension, digits, rest] = form.exec(piece.text) ?? []
  if (dimension === undefined || digits === undefined) {
    malformed(source, piece)
    return undefined
  }
  const extent = extents.get(dimension)
  if (extent === undefined) {
    unknownDimension(source, piece, dimension, extents)
    return undefined
  }
  const written = Number(digits)
  if (rest !== undefined && Number(rest) !== written)
    refuse(
      source,
      piece.at,
      `${rest} in the last step`,
      `${dimension} has a factor of ${digits}, but of ${rest} in the last step: imperfect factors are not read.`,
      'Write the mapping as a dataflow: its tiles may leave a shorter last one.',
    )
  if (written === 0)
    readAs(
      source,
      piece.at,
      `A factor of 0 is read as Timeloop reads it: the whole extent of ${dimension}, ${extent}.`,
    )
  const factor = written === 0 ? extent : written
  if (factor > largestCount) malformed(source, piece)
  return { dimension, factor, at: piece.at }
}

const factorPieces = (source: Source, value: Yaml): readonly Piece[] => {
  if (value._tag === 'List')
    return value.items.flatMap((item) => {
      const text = asText(source, item, 'a factor')
      return text === undefined ? [] : [{ text: text.trim(), at: item }]
    })
  if (value._tag === 'Map')
    return value.entries.map(({ key, at, value: given }) => ({
      text: `${key}=${given._tag === 'Scalar' ? given.text : ''}`,
      at: { start: at.start, end: given.end },
    }))
  return piecesOf(source, value, /[A-Za-z_]\w*?\s*=?\s*\d+(?:\s*,\s*\d+)?(?![\w=])|[^\s,]+/g)
}

/** The factors of a directive, each dimension once. */
export const factorsOf = (source: Source, value: Yaml | undefined, extents: Extents): readonly Factor[] => {
  if (value === undefined) return []
  const found: Factor[] = []
  for (const piece of factorPieces(source, value)) {
    const factor = factorOf(source, piece, extents)
    if (factor === undefined) continue
    if (found.some(({ dimension }) => dimension === factor.dimension))
      report(source, 'RepeatedEntry', piece.at, {
        expected: 'each dimension once',
        given: `a second factor of ${factor.dimension}`,
        hint: 'Remove one of the two.',
      })
    else found.push(factor)
  }
  return found
}

/** Names of one letter may stand in one word. */
const permutationPieces = (source: Source, value: Yaml, extents: Extents): readonly Piece[] => {
  if (value._tag === 'List')
    return value.items.flatMap((item) => {
      const text = asText(source, item, 'a dimension of the permutation')
      return text === undefined ? [] : [{ text: text.trim(), at: item }]
    })
  if (value._tag === 'Map') {
    asText(source, value, 'a permutation')
    return []
  }
  return piecesOf(source, value, /[^\s,]+/g).flatMap((piece): readonly Piece[] => {
    const letters = [...piece.text]
    if (extents.has(piece.text) || !letters.every((letter) => extents.has(letter))) return [piece]
    return piecesOf(source, { ...value, value: piece.text, ...piece.at }, /./g)
  })
}

/** The dimensions of a permutation as it is written, innermost first. */
export const permutationOf = (
  source: Source,
  value: Yaml | undefined,
  extents: Extents,
): readonly string[] | undefined => {
  if (value === undefined) return undefined
  const order: string[] = []
  for (const piece of permutationPieces(source, value, extents)) {
    if (!extents.has(piece.text)) unknownDimension(source, piece, piece.text, extents)
    else if (order.includes(piece.text))
      report(source, 'RepeatedEntry', piece.at, {
        expected: 'each dimension once',
        given: `\`${piece.text}\` again`,
        hint: 'Name each dimension once, innermost first.',
      })
    else order.push(piece.text)
  }
  return order
}
