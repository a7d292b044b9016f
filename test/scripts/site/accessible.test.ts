import { describe, expect, it } from 'vitest'
import { accessible, withoutGaps } from '../../../scripts/site/accessible'

describe('levels of headings', () => {
  it('stay if none is left out', () => {
    expect(withoutGaps([1, 2, 3, 2, 3, 3, 1])).toEqual([1, 2, 3, 2, 3, 3, 1])
  })

  it('follow each other, and like levels stay alike', () => {
    expect(withoutGaps([1, 4, 4, 2, 4, 3])).toEqual([1, 2, 2, 2, 3, 3])
    expect(withoutGaps([3, 1])).toEqual([1, 1])
  })

  it('are said where the looks say another', () => {
    expect(accessible('<h1>A</h1><h4 id="b">B</h4><h2>C</h2>')).toBe(
      '<h1>A</h1><h4 aria-level="2" id="b">B</h4><h2>C</h2>',
    )
  })
})

describe('a page of the site', () => {
  it('has no link in a control', () => {
    const icon = '<a href="#a" aria-label="Permalink" class="tsd-anchor-icon"><svg></svg></a>'
    expect(accessible(`<summary class="s">A${icon}</summary><p>${icon}</p>`)).toBe(
      `<summary class="s">A</summary><p>${icon}</p>`,
    )
  })

  it('has links in its header that lead from where it is', () => {
    const header = (guides: string) =>
      `<html data-base="../"><div id="tsd-toolbar-links"><a href="${guides}">Guides</a><a href="https://a.example/">Repository</a></div>`
    expect(accessible(header('documents/Guides.html'))).toBe(header('../documents/Guides.html'))
    expect(accessible(header('../documents/Guides.html'))).toBe(header('../documents/Guides.html'))
  })

  it('has landmarks with names', () => {
    expect(accessible('<div class="col-content"><nav class="tsd-navigation">')).toBe(
      '<div class="col-content" role="main"><nav class="tsd-navigation" aria-label="All pages">',
    )
  })
})
