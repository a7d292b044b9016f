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
    `more than ${limits.mostLevels} levels, ${limits.mostDimensions} dimensions or ${limits.mostTensors} tensors`,
    `${shown(limits.mostDirectives)} directives`,
    `an expression of more than ${shown(limits.mostParts)} parts`,
    `more than ${shown(limits.mostTransitions)} kinds of step`,
    `take ${shown(limits.mostLooks)} looks at an axis`,
    `take more than ${shown(limits.mostUnionLooks)} looks at their pieces`,
    `start in more than ${limits.mostResidues} residues`,
  ])('are documented: %s', (sentence) => {
    expect(documented).toContain(sentence)
  })

  it('of operators and dataflows are those of the kernel', () => {
    const { mostLevels, mostDimensions, mostTensors } = limits
    expect([mostLevels, mostDimensions, mostTensors]).toEqual([Most.Levels, Most.Dimensions, Most.Tensors])
  })
})
