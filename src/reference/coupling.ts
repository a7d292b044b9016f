/** Which dimensions a tensor depends on, by layer type (section 5). */
import type { ReferenceType } from './layer'
import { effectiveType } from './quirks'

export type Coupling = {
  /** The dimensions of the inputs, sorted: the tool knows no others inside a cluster. Their places are their slots. */
  readonly dims: readonly string[]
  /** The slots of each tensor, in the order of coupling. */
  readonly slots: {
    readonly input: readonly number[]
    readonly filter: readonly number[]
    readonly output: readonly number[]
  }
  /** Input dimensions with the window that slides over each. */
  readonly windows: ReadonlyMap<string, string>
}

const none: ReadonlyMap<string, string> = /* @__PURE__ */ new Map()
const sliding: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ['X', 'S'],
  ['Y', 'R'],
])

const coupling = (input: string, filter: string, output: string, windows = sliding): Coupling => {
  const [i, f, o] = [input.split(' '), filter.split(' '), output.split(' ')]
  const dims = [...new Set([...i, ...f])].sort()
  const slotsOf = (names: readonly string[]): readonly number[] => names.map((name) => dims.indexOf(name))
  return { dims, windows, slots: { input: slotsOf(i), filter: slotsOf(f), output: slotsOf(o) } }
}

type Forms = { readonly plain: Coupling; readonly batch: Coupling }

const convolution = (input: string, filter: string, output: string): Forms => ({
  plain: coupling(input, filter, output),
  batch: coupling(`N ${input}`, filter, `N ${output}`),
})

const product = /* @__PURE__ */ coupling('M K', 'K N', 'M N', none)

const forms = {
  CONV: /* @__PURE__ */ convolution('C Y X', 'K C R S', 'K Y X'),
  DSCONV: /* @__PURE__ */ convolution('C Y X', 'C R S', 'C Y X'),
  // Quirk 14: outputs depend on C, so that nothing is added up over the input channels of a group.
  NGCONV: /* @__PURE__ */ convolution('G C Y X', 'G K C R S', 'G K C Y X'),
  GEMM: { plain: product, batch: product },
} as const

type Declared = { readonly type: ReferenceType; readonly dims: readonly (readonly [string, number])[] }

const hasBatch = ({ dims }: Declared): boolean => dims.some(([name]) => name === 'N')

/** Quirk 13: the first layer of a type decides for all of them whether there is a batch. */
export const couplingsOf = (layers: readonly Declared[]): readonly Coupling[] => {
  const decided = new Map<keyof typeof forms, Coupling>()
  return layers.map((layer) => {
    const type = effectiveType(layer.type)
    const known = decided.get(type) ?? forms[type][hasBatch(layer) ? 'batch' : 'plain']
    decided.set(type, known)
    return known
  })
}
