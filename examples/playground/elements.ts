/** What is said of the elements of a layer: one line of text, as it stands between the braces of a mapping file. */
import type { Densities, Precision } from 'maestro-dataflow'
import { parseNetwork } from 'maestro-dataflow/notation'

/** Whether a text closes no brace that it does not open. */
const staysInside = (text: string): boolean => {
  let depth = 0
  for (const character of text) {
    if (character === '{') depth += 1
    if (character === '}') depth -= 1
    if (depth < 0) return false
  }
  return depth === 0
}

/** A number, or entries by tensor: `filter: 4, output { partial: 32, final: 8 }`; else the text, which the estimate rejects. */
export const elementsOf = (block: 'Precision' | 'Density', text: string): unknown => {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  if (!Number.isNaN(Number(trimmed))) return Number(trimmed)
  if (!staysInside(trimmed)) return trimmed
  const read = parseNetwork(`Layer { Type: GEMM ${block} { ${trimmed} } }`)
  const [only, ...others] = read._tag === 'Right' ? read.right.layers : []
  if (only === undefined || others.length > 0) return trimmed
  return block === 'Precision' ? only.layer.precision : only.layer.density
}

const entryText = (name: string, value: unknown): string =>
  typeof value === 'object' && value !== null ? `${name} { ${entriesText(value)} }` : `${name}: ${value}`

const entriesText = (value: object): string =>
  Object.entries(value)
    .map(([name, entry]) => entryText(name, entry))
    .join(', ')

/** The text of what a layer says; empty if it says nothing. */
export const elementsText = (said: Precision | Densities | undefined): string => {
  if (said === undefined) return ''
  return typeof said === 'object' ? entriesText(said) : String(said)
}
