/** Every einsum in the table of the guide makes an operator. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { einsum } from '../../src/index'

const guide = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'own-operator.md'), 'utf8')
const table = guide.slice(guide.indexOf('| product | einsum |'), guide.indexOf('- A window is'))
const inTable = [...table.matchAll(/`([^`]*(?:->|=)[^`]*)`/g)].map(([, text = '']) => text)

describe('every einsum of the guide makes an operator', () => {
  it('of which there are nine', () => expect(inTable).toHaveLength(9))

  it.each(inTable)('%s', (text) => {
    const { refused = [] } = einsum(text, {}) as { readonly refused?: readonly { readonly fault: string }[] }
    expect(new Set(refused.map(({ fault }) => fault))).toEqual(new Set(['UnknownDimension']))
  })
})
