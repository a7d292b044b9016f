/** Every link of the README and the guides leads somewhere, also in the package on npm. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const textOf = (page: string): string => readFileSync(join(root, page), 'utf8')

const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
]

const withoutCode = (text: string): string =>
  text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, 'code')

/** Targets of links and pictures, without those on the web. */
const targetsIn = (text: string): readonly string[] =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^https?:/.test(target))

/** The anchor of a heading, as GitHub and typedoc make it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-')

const anchorsIn = (page: string): readonly string[] =>
  [
    ...textOf(page)
      .replace(/^```[\s\S]*?^```$/gm, '')
      .matchAll(/^#+ (.+)$/gm),
  ].map(([, heading = '']) => anchorOf(heading))

const leadsNowhere = (page: string, target: string): boolean => {
  const [path = '', anchor] = target.split('#')
  const file = path === '' ? page : join(dirname(page), path)
  if (!existsSync(join(root, file))) return true
  return anchor !== undefined && file.endsWith('.md') && !anchorsIn(file).includes(anchor)
}

describe('links', () => {
  it.each(pages)('of %s lead to files and headings', (page) => {
    expect(targetsIn(textOf(page)).filter((target) => leadsNowhere(page, target))).toEqual([])
  })

  it('of the README lead to files of the package', () => {
    const { files }: { readonly files: readonly string[] } = JSON.parse(textOf('package.json'))
    const isPacked = (file: string): boolean =>
      !files.includes(`!${file}`) &&
      (files.includes(file) ||
        (file.endsWith('.md') && dirname(file) === 'docs' && files.includes('docs/*.md')))
    const targets = targetsIn(textOf('README.md')).map((target) => target.split('#')[0] ?? '')
    expect(targets.length).toBeGreaterThan(10)
    expect(targets.filter((target) => !isPacked(target))).toEqual([])
  })

  it('are made to every guide from the list of guides', () => {
    const listed = targetsIn(textOf('docs/README.md'))
    const guides = pages.filter((page) => page.startsWith('docs') && page !== 'docs/README.md')
    expect(guides.filter((page) => !listed.includes(page.slice('docs/'.length)))).toEqual([])
  })

  it('find anchors as GitHub makes them', () => {
    expect(anchorOf('What is `not` modelled: a, b')).toBe('what-is-not-modelled-a-b')
    expect(leadsNowhere('README.md', 'docs/model.md#no-such-heading')).toBe(true)
    expect(leadsNowhere('README.md', 'docs/no-such-page.md')).toBe(true)
  })
})
