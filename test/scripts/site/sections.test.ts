import { describe, expect, it } from 'vitest'
import { sectionsOf } from '../../../scripts/site/sections'

describe('the sections of a page', () => {
  it('have headings of level 2 and 3, without marks, and the text below', () => {
    const page =
      '# Title\n\nBefore.\n\n## The `halo` of a [tile](a.md)\n\nOne.\n\n### *Inner*\n\nTwo.\n\n#### Small\n'
    expect(sectionsOf(page)).toEqual({
      intro: '# Title\n\nBefore.\n\n',
      sections: [
        { heading: 'The halo of a tile', anchored: 'The  of a tile', text: '\nOne.\n\n' },
        { heading: 'Inner', anchored: 'Inner', text: '\nTwo.\n\n#### Small\n' },
      ],
    })
  })

  it('are not begun by a comment in code', () => {
    const page = 'Text.\n\n```sh\n## install\nnpm install\n```\n\n## After\n'
    expect(sectionsOf(page).sections).toEqual([{ heading: 'After', anchored: 'After', text: '' }])
  })
})
