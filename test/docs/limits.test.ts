/** The documentation names the limits that are kept. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as limits from '../../src/internal/limits'
import { Most } from '../../src/profile/kernel/layout'

const model = readFileSync(new URL('../../docs/model.md', import.meta.url), 'utf8')
const documented = (/## Limits of complexity\n([\s\S]*?)\n## /.exec(model)?.[1] ?? '').replace(/\s+/g, ' ')
const shown = (limit: number) => limit.toLocaleString('en-US')

describe('limits', () => {
  it.each([
    `${limits.mostLevels} levels, ${limits.mostDimensions} dimensions, ${limits.mostTensors} tensors, ${shown(limits.mostDirectives)} directives`,
    `${shown(limits.mostParts)} parts of an expression`,
    `${shown(limits.mostTransitions)} kinds of step`,
    `${shown(limits.mostLooks)} divided by the number of axes`,
    `${shown(limits.mostUnionLooks)} pieces of windows`,
    `${limits.mostResidues} different remainders`,
  ])('are documented: %s', (sentence) => {
    expect(documented).toContain(sentence)
  })

  it('of operators and dataflows are those of the kernel', () => {
    const { mostLevels, mostDimensions, mostTensors } = limits
    expect([mostLevels, mostDimensions, mostTensors]).toEqual([Most.Levels, Most.Dimensions, Most.Tensors])
  })
})
