import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { groupOf, guideGroups, guidesIn } from '../../../scripts/site/guides'

const list = `# Guides

Read [this](../README.md) first.

## To begin with

1. [A](a.md): also see [C](c.md#part).

## To look up

- [B](b-b.md), [A](a.md) and [C](c.md).
`

describe('the list of guides', () => {
  it('has each guide once, under the heading that names it first', () => {
    expect(guideGroups(list)).toEqual([
      { title: 'To begin with', guides: ['a'] },
      { title: 'To look up', guides: ['b-b', 'c'] },
    ])
    expect(guidesIn(list)).toEqual(['a', 'b-b', 'c'])
    expect(groupOf(guideGroups(list), 'b-b')).toBe('To look up')
    expect(groupOf(guideGroups(list), 'd')).toBeUndefined()
  })

  it('has every page of docs', () => {
    const docs = join(import.meta.dirname, '../../../docs')
    const pages = readdirSync(docs)
      .filter((file) => file.endsWith('.md') && file !== 'README.md')
      .map((file) => file.slice(0, -'.md'.length))
    expect([...guidesIn(readFileSync(join(docs, 'README.md'), 'utf8'))].sort()).toEqual(pages.sort())
  })
})
