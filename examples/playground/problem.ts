/** Errors of the library, where they belong on the page. */
import type { DescribedError } from 'maestro-dataflow'
import { counted } from './format'
import { pathOfField } from './hardware'
import { offsetAt } from './offset'
import { hardwareFields, type LayerState } from './state'

export type Part = 'layer' | 'dataflow' | 'hardware'

/** In the order of the page. */
export const parts: readonly Part[] = ['dataflow', 'layer', 'hardware']

/** From where to where in a text, in characters. */
export type Stretch = { readonly from: number; readonly to: number }

export type Problem = {
  readonly part: Part
  /** The field that it is about, by the end of its id. */
  readonly field: string | null
  readonly line: number | null
  readonly stretch: Stretch | null
  readonly tag: string
  readonly message: string
  /** What would be right, where neither message nor repair says it. */
  readonly expected: string
  readonly repair: string
}

type Located = DescribedError & { readonly line?: number; readonly column?: number }

/** How many characters an excerpt marks. */
const markedIn = (excerpt: string | undefined): number =>
  /\^+/.exec(excerpt?.split('\n').at(-1) ?? '')?.[0].length ?? 1

const startOfLine = (text: string, line: number): number =>
  text
    .split('\n')
    .slice(0, line - 1)
    .reduce((sum, each) => sum + each.length + 1, 0)

/** Errors of maps whose offset does not go with their size. */
const ofOffsets: readonly string[] = ['OverlappingMap', 'SkippingMap']

/** Where an error stands in its text: the part of a directive that is wrong, where that is known. */
const stretchOf = ({ _tag, line, column, excerpt }: Located, text: string): Stretch | null => {
  if (line === undefined || column === undefined) return null
  const from = Math.min(startOfLine(text, line) + column - 1, text.length)
  const whole = { from, to: Math.min(from + markedIn(excerpt), text.length) }
  return ofOffsets.includes(_tag) ? (offsetAt(text, from) ?? whole) : whole
}

/** What is missing at the end of a text is marked at its last character. */
const visible = (stretch: Stretch | null, text: string): Stretch | null => {
  if (stretch === null || stretch.to > stretch.from) return stretch
  const end = text.trimEnd().length
  return end === 0 ? null : { from: end - 1, to: end }
}

const fieldOf = (path: string, { sizes }: LayerState): string | null => {
  const [, dimension] = /^layer\.sizes\.(.+)$/.exec(path) ?? []
  if (dimension !== undefined) return Object.hasOwn(sizes, dimension) ? `size-${dimension}` : null
  if (path === 'layer.operands') return 'size-operands'
  const [, property] = /^layer\.(stride|dilation|padding|precision|density)/.exec(path) ?? []
  if (property !== undefined) return property
  return hardwareFields.find((field) => pathOfField(field) === path) ?? null
}

/** An error as the page shows it; `text` is the text that it is about, if it is about a text. */
export const problemOf = (part: Part, error: Located, text: string | null, layer: LayerState): Problem => ({
  part,
  field: text === null ? fieldOf(error.path, layer) : null,
  line: error.line ?? null,
  stretch: text === null ? null : visible(stretchOf(error, text), text),
  tag: error._tag,
  message: error.message,
  expected: `${error.message} ${error.hint}`.includes(error.expected) ? '' : error.expected,
  repair: error.hint,
})

/** A piece of a text, and whether an error is there. */
export type Piece = { readonly text: string; readonly wrong: boolean }

/** A text in pieces, wrong and not. */
export const piecesOf = (text: string, stretches: readonly Stretch[]): readonly Piece[] => {
  const pieces: Piece[] = []
  let at = 0
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    if (from > at) pieces.push({ text: text.slice(at, from), wrong: false })
    if (to > Math.max(at, from)) pieces.push({ text: text.slice(Math.max(at, from), to), wrong: true })
    at = Math.max(at, to)
  }
  return at < text.length ? [...pieces, { text: text.slice(at), wrong: false }] : pieces
}

/** `2 errors in the dataflow, one error in the layer` */
export const summaryOfProblems = (problems: readonly Problem[]): string =>
  parts
    .flatMap((part) => {
      const { length } = problems.filter((problem) => problem.part === part)
      return length === 0 ? [] : `${counted(length, 'error')} in the ${part}`
    })
    .join(', ')
