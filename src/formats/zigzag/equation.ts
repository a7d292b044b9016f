/** ZigZag's equations (`O[b][k]+=W[k][c]*I[b][c]`) and relations of dimensions (`iy=2*oy+1*fy`). */
import { shorten } from '../../error/show'
import type { AxisTerm, TensorCoupling } from '../../operator/operator'
import { sumOf } from '../layer/sum'
import { refuse, report, type Source, type Span } from '../source/source'

export type Relations = ReadonlyMap<string, readonly AxisTerm[]>

const malformed = (source: Source, at: Span, text: string, expected: string): void =>
  report(source, 'Syntax', at, {
    expected,
    given: `\`${shorten(text)}\``,
    hint: `Write it as ${expected}.`,
  })

/** `iy=2*oy+1*fy`: what stands for an input's coordinate. */
export const relationOf = (
  source: Source,
  at: Span,
  text: string,
): readonly [name: string, terms: readonly AxisTerm[]] | undefined => {
  const [name, sum, ...others] = text.replace(/\s+/g, '').toUpperCase().split('=')
  const terms = sum === undefined ? undefined : sumOf(sum)
  if (name === undefined || terms === undefined || others.length > 0) {
    malformed(source, at, text, 'iy=2*oy+1*fy')
    return undefined
  }
  if (terms.length > 2) {
    refuse(
      source,
      at,
      `\`${shorten(text)}\``,
      'An axis of a tensor is a sum of one or two dimensions here.',
      'Split the axis.',
    )
    return undefined
  }
  return [name, terms]
}

export type Equation = {
  readonly tensors: readonly TensorCoupling[]
  /** Whether operands are added, not multiplied. */
  readonly isSum: boolean
}

const tensorOf = (
  source: Source,
  at: Span,
  text: string,
  role: TensorCoupling['role'],
  relations: Relations,
): TensorCoupling | undefined => {
  const [, name, indices = ''] = /^([A-Za-z_]\w*)((?:\[\w+\])*)$/.exec(text) ?? []
  if (name === undefined) {
    malformed(source, at, text, 'an operand with its dimensions, as in W[k][c]')
    return undefined
  }
  const axes = [...indices.matchAll(/\[(\w+)\]/g)].map(([, index = '']): readonly AxisTerm[] => {
    const dimension = index.toUpperCase()
    return relations.get(dimension) ?? [{ dimension }]
  })
  return { name, role, axes }
}

/** The tensors of an equation, the output first. */
export const equationOf = (
  source: Source,
  at: Span,
  text: string,
  relations: Relations,
): Equation | undefined => {
  const [, output, right] = /^([^=+]+?)\+?=(.+)$/.exec(text.replace(/\s+/g, '')) ?? []
  if (output === undefined || right === undefined) {
    malformed(source, at, text, 'O[b][k]+=W[k][c]*I[b][c]')
    return undefined
  }
  const parts = right.split(/[*+]/)
  const tensors = [
    tensorOf(source, at, output, 'output', relations),
    ...parts.map((part) => tensorOf(source, at, part, 'input', relations)),
  ].flatMap((tensor) => tensor ?? [])
  return tensors.length === parts.length + 1
    ? { tensors, isSum: !right.includes('*') && parts.length > 1 }
    : undefined
}
