/** What a terminal would obey, what turns a text around, and what no XML can hold is shown as an escape, wherever it is printed. */
import { describe, expect, it } from 'vitest'
import { layerCodec, parseJson } from '../../src/codec'
import { compareFused, fuse, occupancyOf } from '../../src/fusion'
import {
  accelerator,
  conv2d,
  dataflow,
  estimate,
  estimateNetwork,
  orThrow,
  param,
  renderErrors,
  spatialMap,
  temporalMap,
} from '../../src/index'
import { parseNetwork } from '../../src/notation'
import {
  comparisonSpec,
  comparisonTable,
  energySpec,
  estimateTable,
  explain,
  explainFused,
  fusedLayerTable,
  mappingSpec,
  mappingView,
  occupancySpec,
  occupancyTable,
  renderMapping,
  renderTable,
  rooflineSpec,
  tokensSpec,
  trafficSpec,
  validationErrorsSpec,
  validationSpec,
} from '../../src/report'
import { loosely, messageOf } from '../matchers/support'
import { unseen } from '../support/unseen'
import { validations } from './pictured'

const hardware = accelerator({ pes: 16, noc: { bandwidth: 2 } })

/** Every string of a value, keys included. */
const stringsOf = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => [key, ...stringsOf(part)])
}

const isUnseen = (character: string): boolean => unseen.some(([, one]) => one === character)

/** What of a text is unseen, line ends of the text itself aside. */
const unseenIn = (text: string): readonly string[] =>
  [...text].filter((character) => character !== '\n' && isUnseen(character))

const layerNamed = (name: string) => conv2d({ K: 4, C: 4, R: 3, S: 3, Y: 8, X: 8, name })
const flowNamed = (name: string) => dataflow(name, [spatialMap(1, 1, 'K'), temporalMap(1, 1, 'C')])

/** Texts and pictures with a hostile name in every place that takes one. */
const printed: readonly (readonly [what: string, print: (name: string) => unknown])[] = [
  [
    'errors of parameters',
    (name) => {
      const result = estimate(layerNamed(''), dataflow('d', [temporalMap(param(name), 1, 'K')]), hardware)
      return result._tag === 'Left' ? renderErrors(result.left) : ''
    },
  ],
  [
    'errors of properties',
    (name) => {
      const result = estimate(layerNamed(''), flowNamed(''), { ...hardware, [name]: 1 })
      return result._tag === 'Left' ? renderErrors(result.left) : ''
    },
  ],
  [
    'errors of extents',
    (name) => {
      const layer = conv2d({ ...layerNamed('').sizes, [name]: 1 } as never) // an extent that no layer has
      const result = estimate(layer, flowNamed(''), hardware)
      return result._tag === 'Left' ? renderErrors(result.left) : ''
    },
  ],
  [
    'excerpts of mapping files',
    (name) => {
      const text = `Network n { Layer ${name} { Type: CONV Dimensions { K: 1${name}, Q${name}: 2 } Dataflow { Junk } } }`
      const result = parseNetwork(text)
      return result._tag === 'Left' ? renderErrors(result.left) : ''
    },
  ],
  [
    'excerpts of JSON',
    (name) => {
      const result = parseJson(layerCodec)(`{ "kind": "conv2d", "name": "${name}", "sizes": {, } }`)
      return result._tag === 'Left' ? renderErrors(result.left) : ''
    },
  ],
  ['explanations', (name) => explanationOf(name).text],
  ['findings', (name) => explanationOf(name).findings.map(({ sentence }) => sentence)],
  ['mapping views', (name) => renderMapping(viewOf(name))],
  ['tables of estimates', (name) => renderTable(estimateTable(estimateOf(name)))],
  ['tables of networks', (name) => renderTable(comparisonTable([networkOf(name)]))],
  ['pictures of energy', (name) => stringsOf(energySpec(estimateOf(name)))],
  ['pictures of traffic', (name) => stringsOf(trafficSpec(estimateOf(name)))],
  ['rooflines', (name) => stringsOf(rooflineSpec([estimateOf(name)], hardware))],
  ['comparisons', (name) => stringsOf(comparisonSpec([networkOf(name)]))],
  ['pictures of mappings', (name) => stringsOf(mappingSpec(viewOf(name)))],
  ['explanations of chains', (name) => orThrow(explainFused(fusedOf(name))).text],
  ['tables of chains', (name) => renderTable(fusedLayerTable(fusedOf(name)))],
  ['tables of shared buffers', (name) => renderTable(occupancyTable(occupancyFor(name)))],
  [
    'pictures of tokens a second',
    (name) =>
      stringsOf(
        tokensSpec([
          { accelerator: name, phase: 'decode', bits: 8, batch: 1, context: 1, tokensPerSecond: 1 },
        ]),
      ),
  ],
  ['pictures of published figures', (name) => stringsOf(validationSpec(validationsOf(name)))],
  ['pictures of errors', (name) => stringsOf(validationErrorsSpec(validationsOf(name)))],
  ['pictures of shared buffers', (name) => stringsOf(occupancySpec(occupancyFor(name)))],
  [
    'messages of matchers',
    (name) =>
      messageOf(() =>
        loosely({ layer: layerNamed(name), dataflow: flowNamed(name), hardware })['toRunWithin']!(1),
      ),
  ],
]

const validationsOf = (name: string) => validations.map((each) => ({ ...each, title: name }))
const estimateOf = (name: string) => orThrow(estimate(layerNamed(name), flowNamed(name), hardware))
const networkOf = (name: string) => ({
  name,
  network: orThrow(estimateNetwork([layerNamed(name), layerNamed('')], flowNamed(name), hardware)),
})
const explanationOf = (name: string) =>
  orThrow(explain({ layer: layerNamed(name), dataflow: flowNamed(name), hardware }))
const chainOf = (name: string) =>
  fuse([layerNamed(name), { ...layerNamed(''), sizes: { K: 4, C: 4, R: 3, S: 3, Y: 6, X: 6 } }])
const fusedOf = (name: string) => orThrow(compareFused(chainOf(name), flowNamed(name), hardware))
const occupancyFor = (name: string) => orThrow(occupancyOf(chainOf(name), flowNamed(name), hardware))
const viewOf = (name: string) =>
  orThrow(mappingView(layerNamed(name), flowNamed(name), { pes: 16, steps: { count: 2 } }))

describe.each(printed)('%s', (_, print) => {
  it.each(unseen)('show %s as %s', (_name, character, shown) => {
    const texts = stringsOf([print(`a${character}b`)])
    const text = texts.join('\n')
    expect(unseenIn(text)).toEqual([])
    // A line of a file ends at a line break, and a table shows one as a space.
    expect(/\s/.test(character) || text.includes(`a${shown}b`)).toBe(true)
  })
})
