import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as report from '../../../src/report'

const docs = join(import.meta.dirname, '../../../docs')
const page = readFileSync(join(docs, 'gallery.md'), 'utf8')
const pictures = [...page.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, file = '']) => file)

describe('the gallery', () => {
  it('shows each kind of picture', () => {
    const kinds = Object.keys(report).filter((name) => name.endsWith('Spec'))
    expect(kinds.filter((name) => !page.includes(`${name}(`))).toEqual([])
    expect(pictures.length).toBe(kinds.length)
  })

  it.each(pictures)('has %s in less than 60 kB', (file) => {
    expect(statSync(join(docs, file)).size).toBeLessThan(60_000)
  })
})
