/** Mutants of the language models of the catalog, and of layers that a network has several times. */
import { type Mutant, mutantsOf, triedWith } from './mutant'

const folder = 'src/catalog/language-models'

const tests = ['test/catalog/language-models/*.test.ts']

export const languageModelMutants: readonly Mutant[] = triedWith(tests, [
  ...mutantsOf(`${folder}/attention.ts`, [
    ['new tokens are no keys', 'keys: cached + first + queries', 'keys: cached + first'],
    ['causal blocks of queries are one', 'isCausal ? Math.ceil(tokens / mostQueryBlocks) : tokens', 'tokens'],
    [
      'softmax writes no scores',
      'contents: { score: activations, weight: activations }',
      'contents: { score: activations }',
    ],
  ]),
  ...mutantsOf(`${folder}/mixers.ts`, [
    [
      'keys have as many heads as queries',
      'const ofKeys = keyHeads * headWidth',
      'const ofKeys = heads * headWidth',
    ],
    [
      'keys that are turned go to the cache unturned',
      "output: isTurned ? 'activations' : 'cache'",
      "output: 'cache'",
    ],
    ['absorbed keys have no part that is turned', 'keyWidth: keyRank + rotaryWidth', 'keyWidth: keyRank'],
    ['only new keys are expanded', 'rows: batch * (cached + tokens)', 'rows: batch * tokens'],
  ]),
  ...mutantsOf(`${folder}/feed-forward.ts`, [
    ['experts that get more are lost', '{ experts: more, tokens: least + 1 },', ''],
    ['one expert works', 'rows: share.tokens, count: share.experts', 'rows: share.tokens, count: 1'],
    ['one sum too many', "'expert sum', active - 1", "'expert sum', active"],
  ]),
  ...mutantsOf(`${folder}/state-space.ts`, [
    ['one token updates the state', 'const count = context.tokens', 'const count = 1'],
    ['the window has no tokens before it', '{ X: tokens + before }', '{ X: tokens + window }'],
  ]),
  ...mutantsOf(`${folder}/build.ts`, [
    [
      'sums are as narrow as what they become',
      'tensor === sum ? outputWidths',
      'tensor === null ? outputWidths',
    ],
  ]),
  ...mutantsOf(`${folder}/language-model.ts`, [
    ['blocks run once', 'count: each.count * times', 'count: each.count'],
    [
      'the head works on one token',
      "logits === 'last' ? context.batch : newTokens(context)",
      'context.batch',
    ],
  ]),
  ...mutantsOf(`${folder}/parameters.ts`, [
    ['idle experts are active', 'active: sized(active)', 'active: sized(experts)'],
    ['a tied table counts twice', 'tied ? 1 : 2', '2'],
  ]),
  ...mutantsOf(`${folder}/read-options.ts`, [
    ['any number of key heads', 'heads % keyHeads === 0', 'keyHeads > 0'],
  ]),
  ...mutantsOf(`${folder}/read.ts`, [
    ['unknown options pass', '!known.includes(key) && given[key] !== undefined', 'known.length === 0'],
  ]),
])

const repeated = ['test/network/repeated.prop.test.ts']

export const repeatedLayerMutants: readonly Mutant[] = triedWith(repeated, [
  ...mutantsOf('src/network/totals.ts', [
    [
      'a repeated layer runs once',
      'totals.runtime + count * estimate.runtime',
      'totals.runtime + estimate.runtime',
    ],
    ['operations of a repeated layer count once', 'work === of ? count * each : 0', 'work === of ? each : 0'],
    ['bits of a repeated layer cross once', '+ count * estimate.offchip.bits', '+ estimate.offchip.bits'],
  ]),
  ...mutantsOf('src/network/choose.ts', [
    [
      'a repeated layer is chosen as if it were alone',
      'runtime: count * estimate.runtime',
      'runtime: estimate.runtime',
    ],
  ]),
  ...mutantsOf('src/network/repeated.ts', [
    [
      'any count will do',
      'if (isPositiveInteger(value)) return value',
      "if (typeof value === 'number') return value",
    ],
  ]),
  ...mutantsOf('src/network/per-token.ts', [
    ['what is repeated crosses once', '+ count * (bits.reads + bits.writes)', '+ (bits.reads + bits.writes)'],
    ['writes do not cross', 'count * (bits.reads + bits.writes)', 'count * bits.reads'],
    ['one second is that of one layer', 'sum + count * seconds', 'sum + seconds'],
  ]),
  ...mutantsOf('src/map/network-answer.ts', [
    ['a repeated layer is mapped as if it were alone', 'counts[layer]! * share(mapping)', 'share(mapping)'],
  ]),
])

export const tokensPictureMutants: readonly Mutant[] = triedWith(
  ['test/report/tokens.test.ts'],
  [
    ...mutantsOf('src/report/spec/tokens.ts', [
      ['the narrowest weights are drawn first', '(a, b) => b.bits - a.bits', '(a, b) => a.bits - b.bits'],
      [
        'contexts stand on the edge',
        '[contexts[0]! / 1.2, contexts.at(-1)! * 1.2]',
        '[contexts[0]!, contexts.at(-1)!]',
      ],
      ['nothing is faint', '      opacity: faintUnlessFits,\n', ''],
      ['panels of steps come first', "['prefill', 'decode'] as const", "['decode', 'prefill'] as const"],
    ]),
    ...mutantsOf('src/report/spec/token-rate.ts', [
      ['a rate may be negative', "typeof value === 'number' && value > 0", "typeof value === 'number'"],
      ['a rate may be infinite', ' && Number.isFinite(value)', ''],
    ]),
  ],
)
