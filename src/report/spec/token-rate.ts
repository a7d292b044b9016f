/** How many tokens a second an accelerator computes of a language model. */
import { attempt } from '../../error/attempt'
import { listOf, ofKind, optional, type Read, recordOf, wordOf } from '../../internal/readers'
import { inWords } from '../faults'

/**
 * The tokens per second of a language model on an accelerator, with the phase (`'prefill'` for the tokens of a prompt, `'decode'`
 * for the next token of each sequence), the bits of a weight, the number of sequences at once (`batch`) and the tokens of each
 * sequence (`context`, the new ones included). `fits: false` means that a layer does not fit the buffers.
 *
 * @since 0.2.0
 * @category pictures
 */
export type TokenRate = {
  /** The name of the accelerator. */
  readonly accelerator: string
  /** `'prefill'` for the tokens of a prompt, `'decode'` for the next token of each sequence. */
  readonly phase: 'prefill' | 'decode'
  /** Bits of a weight. */
  readonly bits: number
  /** Sequences at once. */
  readonly batch: number
  /** Tokens of each sequence, the new ones included. */
  readonly context: number
  /** Tokens per second over all sequences. */
  readonly tokensPerSecond: number
  /** True if every layer fits the buffers; true by default. */
  readonly fits?: boolean
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
const isPositive = (value: unknown): value is number =>
  typeof value === 'number' && value > 0 && Number.isFinite(value)

const positive = (hint: string): Read<number> =>
  ofKind(isPositive, 1, { tag: 'Malformed', expected: 'a positive number', hint })

const name: Read<string> = /* @__PURE__ */ ofKind(isText, '', {
  tag: 'Malformed',
  expected: 'a text',
  hint: 'Name the accelerator.',
})

const flag: Read<boolean> = /* @__PURE__ */ ofKind(isFlag, true, {
  tag: 'Malformed',
  expected: 'true or false',
  hint: 'Give the field fits of the estimate of the network.',
})

const readRate: Read<Required<TokenRate>> = /* @__PURE__ */ recordOf<Required<TokenRate>>('Malformed', {
  accelerator: name,
  phase: /* @__PURE__ */ wordOf(
    ['prefill', 'decode'],
    "Write 'prefill' for prompts and 'decode' for steps of generation.",
  ),
  bits: /* @__PURE__ */ positive('Give the bits of a weight, as in 4.25.'),
  batch: /* @__PURE__ */ positive('Give the number of sequences.'),
  context: /* @__PURE__ */ positive('Give the tokens of a sequence, the new ones included.'),
  tokensPerSecond: /* @__PURE__ */ positive('Give 1 / seconds, with the seconds of perToken.'),
  fits: /* @__PURE__ */ optional(flag, true),
})

/** More points than a picture can show. */
const mostRates = 10_000

const readRates = /* @__PURE__ */ listOf('Malformed', mostRates, readRate)

type ReadRates =
  | { readonly _tag: 'Rates'; readonly rates: readonly Required<TokenRate>[] }
  | { readonly _tag: 'Fault'; readonly message: string }

/** The rates, or why there are none to show. */
export const readTokenRates = (value: unknown): ReadRates => {
  const result = attempt((report) => readRates(value, 'rates', '', report))
  return result._tag === 'Right'
    ? { _tag: 'Rates', rates: result.right }
    : { _tag: 'Fault', message: inWords(result.left[0]) }
}
