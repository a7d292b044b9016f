/** From untrusted options to a checked request. */
import { built } from '../built'
import type { Context } from './build'
import type { ModelPrecision } from './model-layer'
import { type LanguageModelKey, languageModels } from './models'
import {
  absentAs,
  count,
  fields,
  flag,
  integerFrom,
  list,
  type Misread,
  type Reader,
  refuse,
  tagged,
  text,
  word,
} from './read'
import type { BlockShape, LanguageModelShape } from './shape'

/**
 * The request for a language model: sequences, tokens, and widths.
 *
 * @since 0.2.0
 * @category language models
 */
export type LanguageModelOptions = {
  /** A key of {@link languageModels}, or a shape of your own. */
  readonly model: LanguageModelKey | LanguageModelShape
  /** Sequences at a time; 1 when absent. */
  readonly batch?: number
  /** New tokens of each sequence: the whole prompt, or 1 for a step of generation. */
  readonly tokens: number
  /** Tokens before them, whose keys and values are cached; 0 when absent. */
  readonly cached?: number
  /** Bits of all elements, or by the contents of tensors; those of the accelerator when absent. */
  readonly precision?: number | ModelPrecision
  /**
   * True if queries meet only the keys before them. A layer is a box of queries and keys, so that the triangle of a prompt is
   * counted in at most 16 blocks of queries, each of which meets the keys up to its last query: their MACs are at most 1/16
   * more than the triangle's. Every block is a layer of its own and reads its keys again, where one layer reads
   * them once; masked scores inside a block are still computed. False when absent: every query meets all keys.
   */
  readonly causal?: boolean
  /**
   * The form of latent attention. True, the default, brings queries to the latent space, so that the cache is read as it is;
   * false expands keys and values of all positions for every head.
   */
  readonly absorbed?: boolean
}

const grouped = /* @__PURE__ */ fields({
  _tag: /* @__PURE__ */ word('Grouped'),
  heads: count,
  keyHeads: count,
  headWidth: count,
  rotary: flag,
  headNormalization: flag,
})

const latent = /* @__PURE__ */ fields({
  _tag: /* @__PURE__ */ word('Latent'),
  heads: count,
  queryRank: count,
  keyRank: count,
  plainWidth: count,
  rotaryWidth: count,
  valueWidth: count,
})

const stateSpace = /* @__PURE__ */ fields({
  _tag: /* @__PURE__ */ word('StateSpace'),
  heads: count,
  headWidth: count,
  stateWidth: count,
  groups: count,
  window: count,
})

const dense = /* @__PURE__ */ fields({ _tag: /* @__PURE__ */ word('TwoLayer', 'Gated'), hidden: count })

const experts = /* @__PURE__ */ fields({
  _tag: /* @__PURE__ */ word('Experts'),
  hidden: count,
  experts: count,
  active: count,
  shared: /* @__PURE__ */ integerFrom(0),
})

/** A reader whose result must also satisfy a relation between two of its numbers, which is reported at one of them. */
const such =
  <A extends object>(
    read: Reader<A>,
    key: keyof A & string,
    expected: string,
    holds: (value: A) => boolean,
  ): Reader<A> =>
  (value, path, misread) => {
    const of = read(value, path, misread)
    return of === undefined || holds(of) ? of : refuse(misread, `${path}.${key}`, expected, of[key])
  }

const mixer = /* @__PURE__ */ tagged<BlockShape['mixer']>({
  Grouped: /* @__PURE__ */ such(
    grouped,
    'keyHeads',
    'a divisor of heads',
    ({ heads, keyHeads }) => heads % keyHeads === 0,
  ),
  Latent: latent,
  StateSpace: /* @__PURE__ */ such(
    stateSpace,
    'groups',
    'a divisor of heads',
    ({ heads, groups }) => heads % groups === 0,
  ),
})

const ofTokens = /* @__PURE__ */ tagged<NonNullable<BlockShape['feedForward']>>({
  TwoLayer: dense,
  Gated: dense,
  Experts: /* @__PURE__ */ such(
    experts,
    'active',
    'at most experts',
    ({ experts: all, active }) => active <= all,
  ),
})

const feedForward: Reader<BlockShape['feedForward']> = (value, path, misread) =>
  value === null ? null : ofTokens(value, path, misread)

/** Kinds of block of a model. */
const mostKinds = 100

const shape: Reader<LanguageModelShape> = /* @__PURE__ */ fields({
  width: count,
  vocabulary: count,
  tied: flag,
  positions: /* @__PURE__ */ integerFrom(0),
  normalization: /* @__PURE__ */ word('layer', 'rms'),
  biases: flag,
  blocks: /* @__PURE__ */ list<BlockShape>(
    mostKinds,
    /* @__PURE__ */ fields({
      name: /* @__PURE__ */ absentAs('', text),
      count,
      mixer,
      feedForward,
    }),
  ),
})

const isKey = (value: unknown): value is LanguageModelKey =>
  typeof value === 'string' && Object.hasOwn(languageModels, value)

const model: Reader<LanguageModelShape> = (value, path, misread) => {
  if (isKey(value)) return languageModels[value]
  if (typeof value === 'object' && value !== null) return shape(value, path, misread)
  return refuse(misread, path, `${Object.keys(languageModels).join(', ')} or a shape`, value)
}

/** A width is judged with the layer that has it. */
const bits: Reader<number> = (value, path, misread) =>
  typeof value === 'number' ? value : refuse(misread, path, 'a width in bits', value)

const absentBits: Reader<number | null> = /* @__PURE__ */ absentAs<number | null>(null, bits)

const byContent = /* @__PURE__ */ fields({
  weights: absentBits,
  activations: absentBits,
  cache: absentBits,
  partial: absentBits,
})

const precision: Reader<ModelPrecision> = (value, path, misread) => {
  if (value === undefined) return {}
  if (typeof value === 'number') return { weights: value, activations: value, cache: value }
  const widths = byContent(value, path, misread)
  const given = Object.entries(widths ?? {}).filter(([, width]) => width !== null)
  return Object.fromEntries(given)
}

/** What a block and a whole model are both asked with; a call, because bundlers keep an object that is spread. */
const common = () => ({
  model,
  batch: /* @__PURE__ */ absentAs(1, count),
  tokens: count,
  cached: /* @__PURE__ */ absentAs(0, /* @__PURE__ */ integerFrom(0)),
  precision,
  causal: /* @__PURE__ */ absentAs(false, flag),
  absorbed: /* @__PURE__ */ absentAs(true, flag),
})

/** A checked request. */
export type Asked = { readonly shape: LanguageModelShape; readonly context: Context }

type Common = {
  readonly model: LanguageModelShape
  readonly batch: number
  readonly tokens: number
  readonly cached: number
  readonly precision: ModelPrecision
  readonly causal: boolean
  readonly absorbed: boolean
}

const asked = (options: Common): Asked => {
  const { model: of, batch, tokens, cached, causal, absorbed } = options
  const context: Context = {
    ...{ batch, tokens, cached, precision: options.precision },
    ...{ isCausal: causal, isAbsorbed: absorbed, name: '' },
  }
  return { shape: of, context }
}

const ofBlock = /* @__PURE__ */ built(() =>
  fields({ ...common(), block: absentAs<number | null>(null, integerFrom(0)) }),
)

/** A request for one block: of the kind that is asked for, else of the last. */
export const readBlock = (
  given: unknown,
  misread: Misread[],
): (Asked & { readonly block: BlockShape }) | undefined => {
  const options = ofBlock(given, '', misread)
  if (options === undefined) return undefined
  const { blocks } = options.model
  const block = blocks[options.block ?? blocks.length - 1]
  return block === undefined
    ? refuse(misread, 'block', `a number below ${blocks.length}`, options.block)
    : { ...asked(options), block }
}

const ofModel = /* @__PURE__ */ built(() =>
  fields({ ...common(), logits: absentAs<'all' | 'last'>('all', word('all', 'last')) }),
)

/** A request for a whole model. */
export const readModel = (
  given: unknown,
  misread: Misread[],
): (Asked & { readonly logits: 'all' | 'last' }) | undefined => {
  const options = ofModel(given, '', misread)
  return options === undefined ? undefined : { ...asked(options), logits: options.logits }
}
