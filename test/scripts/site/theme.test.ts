import { ReflectionKind } from 'typedoc'
import { describe, expect, it } from 'vitest'
import { navigationOf } from '../../../scripts/site/theme'

const { Document, Function: AFunction, Module } = ReflectionKind
const guide = { text: 'Getting started', path: 'a.html', kind: Document }
const list = { text: 'Guides', path: 'g.html', kind: Document }
const sum = { text: 'sum', path: 'sum.html', kind: AFunction }
const leaf = { text: 'package/leaf', path: 'leaf.html', kind: Module }
const entry = { text: 'package', path: 'package.html', kind: Module, children: [sum] }

describe('the navigation of the site', () => {
  it('has the list of guides, the groups of guides, and every module', () => {
    const given = [
      { text: 'Other', children: [entry, list, leaf] },
      { text: 'To begin with', children: [guide] },
    ]
    expect(navigationOf(given, (title) => title === 'To begin with')).toEqual([
      list,
      { text: 'To begin with', children: [guide] },
      { text: 'package', children: [{ text: 'Overview', path: 'package.html', kind: Module }, sum] },
      leaf,
    ])
  })
})
