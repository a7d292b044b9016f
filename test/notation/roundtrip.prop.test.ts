/** What is printed reads back as what it was, and printing that again changes nothing. */

import fc from 'fast-check'
import { right } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import {
  parseDataflow,
  parseExpression,
  parseHardware,
  parseNetwork,
  printDataflow,
  printExpression,
  printHardware,
  printNetwork,
} from '../../src/notation'
import { runsOr } from '../support/generators/bulk'
import { dataflow, expression, hardware, network } from './arbitraries'

const runs = runsOr(1000)
const options = { numRuns: runs }

describe('parse after print is identity', () => {
  it('of size expressions', () => {
    fc.assert(
      fc.property(expression, (given) => {
        expect(parseExpression(printExpression(given))).toEqual(right(given))
      }),
      options,
    )
  })

  it('of dataflows', () => {
    fc.assert(
      fc.property(dataflow, (given) => {
        const text = printDataflow(given)
        expect(parseDataflow(text)).toEqual(right(given))
        expect(printDataflow(given)).toBe(text)
      }),
      options,
    )
  })

  it('of networks', () => {
    fc.assert(
      fc.property(network, (given) => {
        const text = printNetwork(given)
        const read = parseNetwork(text)
        if (read._tag === 'Left') throw new Error(`${text}\n${JSON.stringify(read.left, null, 1)}`)
        const { name, layers } = read.right
        const data = { name, layers: layers.map(({ layer, dataflow }) => ({ layer, dataflow })) }
        expect(data).toEqual(given)
        expect(printNetwork(read.right)).toBe(text)
      }),
      options,
    )
  })

  it('of hardware', () => {
    fc.assert(
      fc.property(hardware, (given) => {
        const text = printHardware(given)
        const read = parseHardware(text)
        expect(read).toEqual(right(given))
        if (read._tag === 'Right') expect(printHardware(read.right)).toBe(text)
      }),
      options,
    )
  })
})
