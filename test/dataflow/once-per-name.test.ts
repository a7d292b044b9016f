/** A misspelled name is one error, whatever else would follow from it. */
import { describe, expect, it } from 'vitest'
import { paperDataflows, toolDataflows } from '../../src/catalog'
import {
  cluster,
  type Dataflow,
  type Directive,
  dataflow,
  type EstimateError,
  type Expression,
  estimate,
  groupedConv2d,
  param,
  plus,
  spatialMap,
  sz,
  temporalMap,
} from '../../src/index'
import { errorsOf, inShort } from '../support/errors'

const layer = groupedConv2d({ G: 4, K: 16, C: 16, R: 3, S: 3, Y: 18, X: 18 })

const refusalOf = (flow: Dataflow): readonly EstimateError[] => errorsOf(estimate(layer, flow, { pes: 4096 }))

const renamedSize = (size: Expression, from: string, to: string): Expression => {
  if (typeof size === 'number' || size._tag === 'Param') return size
  if (size._tag === 'Sz') return size.dimension === from ? sz(to) : size
  return { ...size, terms: size.terms.map((term) => renamedSize(term, from, to)) }
}

const renamed = (directive: Directive, from: string, to: string): Directive => {
  const size = renamedSize(directive.size, from, to)
  if (directive._tag === 'Cluster') return { ...directive, size }
  const { dimension, offset } = directive
  return {
    ...directive,
    size,
    offset: renamedSize(offset, from, to),
    dimension: dimension === from ? to : dimension,
  }
}

const mapOf = (directive: Directive): string | undefined =>
  directive._tag === 'Cluster' ? undefined : directive.dimension

const legal = [...paperDataflows, ...toolDataflows].filter((flow) => refusalOf(flow).length === 0)
const namesIn = ({ directives }: Dataflow) => [...new Set(directives.flatMap((each) => mapOf(each) ?? []))]

describe('a misspelled dimension', () => {
  it('is looked for in many dataflows', () => expect(legal.length).toBeGreaterThan(5))

  it.each(legal.map((flow) => [flow.name, flow] as const))(
    'is one error, where %s maps it first',
    (_, flow) => {
      for (const name of namesIn(flow)) {
        const wrong = name.toLowerCase()
        const directives = flow.directives.map((each) => renamed(each, name, wrong))
        const first = directives.findIndex((each) => mapOf(each) === wrong)
        const [error, ...others] = refusalOf({ ...flow, directives })
        expect(others).toEqual([])
        expect(error).toMatchObject({
          _tag: 'UnknownDimension',
          path: `dataflow.directives[${first}].dimension`,
        })
        expect(error?.hint).toMatch(new RegExp(`^Did you mean ${name}\\?`))
      }
    },
  )

  it.each(legal.map((flow) => [flow.name, flow] as const))(
    'of one directive of %s is one error',
    (_, flow) => {
      flow.directives.forEach((directive, i) => {
        const name = mapOf(directive)
        if (name === undefined) return
        const wrong = renamed(directive, name, name.toLowerCase())
        expect(inShort(refusalOf({ ...flow, directives: flow.directives.with(i, wrong) }))).toEqual([
          `UnknownDimension dataflow.directives[${i}].dimension`,
        ])
      })
    },
  )

  it('says how many directives use it', () => {
    const messageOf = (...directives: readonly Directive[]) =>
      refusalOf(dataflow('rows', directives)).map(({ message }) => message)
    const once = 'This groupedConv2d layer has no dimension H.'
    expect(messageOf(spatialMap('K'), temporalMap('H', sz('H')))).toEqual([once])
    expect(messageOf(spatialMap('H'), cluster(4), temporalMap('H'))).toEqual([
      `${once} 2 directives use this name.`,
    ])
  })

  it('is placed at a size if no map has it', () => {
    const halo = plus(sz('r'), 7)
    expect(
      inShort(refusalOf(dataflow('rows', [temporalMap(halo, 8, 'Y'), temporalMap(halo, 8, 'X')]))),
    ).toEqual(['UnknownDimension dataflow.directives[0].size'])
  })

  it('hides no error of its own: another name, another mistake', () => {
    expect(
      inShort(
        refusalOf(dataflow('rows', [temporalMap('H'), temporalMap(0, 1, 'H'), temporalMap('W'), cluster(0)])),
      ),
    ).toEqual([
      'UnknownDimension dataflow.directives[0].dimension',
      'InvalidSize dataflow.directives[1].size',
      'UnknownDimension dataflow.directives[2].dimension',
      'InvalidSize dataflow.directives[3].size',
    ])
  })
})

describe('a parameter without a value', () => {
  it('is one error, however many sizes use it', () => {
    const rows = dataflow('rows', [temporalMap('K', param('tile')), temporalMap('C', param('tile'))])
    const [error, ...others] = refusalOf(rows)
    expect(others).toEqual([])
    expect(error).toMatchObject({
      _tag: 'UnboundParameter',
      path: 'dataflow.directives[0].size',
      message: 'The parameter tile has no value. 2 directives use this name.',
    })
    expect(
      inShort(refusalOf(dataflow('rows', [temporalMap('K', param('a')), temporalMap('C', param('b'))]))),
    ).toEqual([
      'UnboundParameter dataflow.directives[0].size',
      'UnboundParameter dataflow.directives[1].size',
    ])
  })
})
