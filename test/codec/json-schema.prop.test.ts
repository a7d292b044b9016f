/** What a codec decodes is valid by its JSON Schema, and what is valid is decoded, except for two rules that schemas have not. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import { isRight } from 'fp-ts/Either'
import type { Mixed } from 'io-ts'
import { describe, expect, it } from 'vitest'
import { type SchemaDocument, schemaDocuments, schemaText } from '../../scripts/schema-documents'
import { nvdlaArea28nm } from '../../src/catalog'
import { decode } from '../../src/codec'
import { explore, exploreInChunks, range } from '../../src/explore'
import { compareFused, exploreFused, fuse, fuseNetwork, occupancyOf } from '../../src/fusion'
import {
  accelerator,
  dataflow,
  type EstimateError,
  type Expression,
  estimate,
  estimateNetwork,
  gemm,
  inferReuse,
  maestroEnergy,
  orThrow,
  plus,
  spatialMap,
  sz,
} from '../../src/index'
import { map, mapInChunks, mapNetwork } from '../../src/map'
import { fusionCases, inputsOf } from '../fusion/cases'
import { junkValue } from '../fuzz/junk'
import { mutated } from '../fuzz/mutate'
import { random as seeds } from '../map/seeds'
import { analyzed, estimated } from '../support/checks/answers'
import { type Check, failuresOf, runsOr } from '../support/generators/bulk'
import { simulable } from '../support/generators/problems'
import type { Random } from '../support/generators/random'
import { errorsOf } from '../units/support'
import { randomOptions, randomRequest } from './mapping-requests'

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true })

type Judge = {
  readonly codec: Mixed
  readonly isValid: (value: unknown) => boolean
  readonly told: () => string
}

const judgeOf = ({ codec, ...document }: SchemaDocument): Judge => {
  const validate = ajv.compile(JSON.parse(schemaText({ codec, ...document })))
  return { codec, isValid: (value) => validate(value), told: () => ajv.errorsText(validate.errors) }
}

const judges = new Map(schemaDocuments.map((document) => [document.name, judgeOf(document)]))
const judgeNamed = (name: string): Judge => {
  const judge = judges.get(name)
  if (judge === undefined) throw new Error(`There is no document ${name}.`)
  return judge
}

/** The value as JSON has it; undefined if JSON cannot have it. */
const throughJson = (value: unknown): unknown => {
  try {
    return JSON.parse(JSON.stringify(value)) as unknown
  } catch {
    return undefined
  }
}

type Sample = readonly [name: string, value: unknown]

/** What was drawn, by what became of it. */
const tally = { valid: 0, decoded: 0, refusedByBoth: 0, refusedByCodec: 0 }
const seen = new Set<string>()

const accepts = ([name, value]: Sample): readonly string[] => {
  const { codec, isValid, told } = judgeNamed(name)
  const document = throughJson(value)
  seen.add(name)
  tally.valid++
  return [
    ...(isRight(decode(codec)(document)) ? [] : [`${name} is not decoded`]),
    ...(isValid(document) ? [] : [`${name} is not valid: ${told()}`]),
  ]
}

/** The rules that no schema has: of einsums, and of the size of expressions. */
const isUnsaid = (document: unknown, { path, expected }: EstimateError): boolean =>
  (path === '' ? typeof document === 'string' : path.endsWith('operator')) ||
  expected.startsWith('an expression of at most')

const agreesOn = ([name, value]: Sample): readonly string[] => {
  const { codec, isValid, told } = judgeNamed(name)
  const document = throughJson(value)
  if (document === undefined) return []
  const result = decode<unknown>(codec)(document)
  const valid = isValid(document)
  if (isRight(result)) {
    tally.decoded++
    return valid ? [] : [`${name} is decoded, and is not valid: ${told()}`]
  }
  if (!valid) {
    tally.refusedByBoth++
    return []
  }
  tally.refusedByCodec++
  return errorsOf(result)
    .filter((error) => !isUnsaid(document, error))
    .map(({ message }) => `${name} is valid, and is refused: ${message}`)
}

/** The document, and that document damaged. */
const holds = (random: Random, samples: readonly Sample[]): readonly string[] =>
  samples.flatMap((sample) => {
    const [name, value] = sample
    return [
      ...accepts(sample),
      ...agreesOn([name, mutated(random, throughJson(value), 3).value]),
      ...agreesOn([name, mutated(random, throughJson(value), 1).value]),
      ...agreesOn([name, junkValue(random)]),
    ]
  })

const problemsHold: Check = (problem, random) => {
  const { subject, dataflow: flow, hardware } = problem
  const { layer } = subject
  const [directive] = flow.directives
  const refused = errorsOf(estimate(layer, flow, { ...hardware, pes: 0 }))
  const result = estimated(problem)
  return holds(random, [
    ['layer', layer],
    ['layers', [layer, layer]],
    ...(layer.kind === 'custom' ? [['operator', layer.operator] as const] : []),
    ['dataflow', flow],
    ...(directive === undefined
      ? []
      : [['directive', directive] as const, ['expression', directive.size] as const]),
    ['accelerator', hardware],
    ['energy-table', { ...maestroEnergy, ...hardware.energy }],
    ...(hardware.area === undefined ? [] : [['area-table', hardware.area] as const]),
    ['problem', { layer, dataflow: flow, hardware }],
    ['analysis', analyzed(problem)],
    ['estimate', result],
    ...result.warnings.map((warning) => ['warning', warning] as const),
    ['errors', refused],
    ['error', refused[0]],
    ['reuse', orThrow(inferReuse(layer, flow, { pes: hardware.pes }))[0]],
    ['network-estimate', orThrow(estimateNetwork([layer, { ...layer, sizes: {} }], flow, hardware))],
  ])
}

const searchesIn = (random: Random): readonly Sample[] => {
  const request = randomRequest(random)
  const options = randomOptions(random, request)
  const pieces = [...mapInChunks(request, { ...options, chunk: 100 })].map(orThrow)
  return [
    ['map-request', request],
    ['map-options', options],
    ['mapping', orThrow(map(request, options))],
    ['map-progress', pieces[0]],
  ]
}

const rows = dataflow('rows', [spatialMap(1, 1, 'M')])
const product = 'm k, k n -> m n'
const pair = [gemm({ M: 8, N: 8, K: 4 }), gemm({ M: 8, N: 4, K: 8 })]

/** One of everything else that is found among many. */
const found = (): readonly Sample[] => {
  const space = { layer: gemm({ M: 64, N: 64, K: 64 }), dataflow: () => rows, pes: range(1, 64) }
  const chip = accelerator({ pes: 4, clusters: [{ capacity: 64 }] })
  const chains = exploreFused({
    chain: ({ M }) => fuse(pair, { tile: { M } }),
    dataflow: () => rows,
    hardware: () => chip,
    parameters: { M: [1, 2, 4] },
  })
  return [
    ['operator', product],
    ['layer', { kind: 'custom', operator: product, sizes: { m: 2, n: 2, k: 2 } }],
    ['expression', Array.from({ length: 300 }).reduce<Expression>((terms) => plus(terms, 1), sz('M'))],
    ['area-table', nvdlaArea28nm],
    ['warning', { _tag: 'IdlePes', path: 'dataflow', message: '2 of 16 PEs stay idle.' }],
    ['exploration', orThrow(explore(space))],
    ['progress', orThrow([...exploreInChunks(space, { chunk: 16 })][0]!)],
    ['network-mapping', orThrow(mapNetwork(pair, chip, { objective: 'runtime' }))],
    [
      'network-mapping',
      orThrow(mapNetwork(pair, { ...chip, l2: { capacity: 2 } }, { objective: 'runtime' })),
    ],
    ['fused-network', orThrow(fuseNetwork(pair, rows, chip))],
    ['fused-exploration', orThrow(chains)],
    ['fused-occupancy', orThrow(occupancyOf(fuse(pair, { tile: { M: 2 } }), rows, chip))],
  ]
}

describe('a codec and its schema agree', () => {
  it('on problems, their answers, and both damaged', () => {
    expect(failuresOf(runsOr(600), simulable, problemsHold)).toBe('')
  })

  it('on mapping searches', () => {
    const random = seeds('schemas of mappings')
    for (let run = 0; run < runsOr(60, 20); run++) expect(holds(random, searchesIn(random))).toEqual([])
  })

  it('on fused chains', () => {
    const random = seeds('schemas of chains')
    for (const each of fusionCases) {
      const { chain, dataflow: flows, hardware } = inputsOf(each)
      const compared = orThrow(compareFused(chain, flows, hardware))
      const samples: readonly Sample[] = [
        ['chain', chain],
        ['fused-comparison', compared],
        ['fused-estimate', compared.fused],
      ]
      expect(holds(random, samples)).toEqual([])
    }
  })

  it('on what is found among many', () => {
    const random = seeds('schemas of what is found')
    const samples = found()
    for (let run = 0; run < runsOr(100, 25); run++) expect(holds(random, samples)).toEqual([])
  })

  it('and every document was drawn, with faults and without', () => {
    expect(schemaDocuments.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([])
    expect(Math.min(tally.valid, tally.decoded, tally.refusedByBoth)).toBeGreaterThan(runsOr(600))
  })
})
