/** Nobody has to guess a private meaning of a word: pages, comments and messages use the terms of the field. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')

/** Each phrase with what to write in its place. Parts of a longer, ordinary phrase are left out. */
const privateWords: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/\bso many\b/i, 'the number, or the name of the parameter'],
  [/\bat fault\b/i, 'invalid'],
  [/\btold\b(?! apart)/i, 'reported, given or by default'],
  [/\bwhat hides what\b/i, 'overlap'],
  [/\bslip of the keyboard\b/i, 'typo'],
]

/** Words that are fine in code and in names, but not in the sentences of a page. */
const pageWords: readonly (readonly [phrase: RegExp, instead: string])[] = [
  ...privateWords,
  [/\brefuse[sd]?\b/i, 'reject, rejects or rejected'],
]

type Found = { readonly line: string; readonly instead: string }

const foundIn = (text: string, words: typeof privateWords): readonly Found[] =>
  text.split('\n').flatMap((line) => {
    const [, instead] = words.find(([phrase]) => phrase.test(line)) ?? []
    return instead === undefined ? [] : [{ line: line.trim(), instead }]
  })

/** Prose alone: blocks of code and names in backticks have words of the API and of other tools. */
const proseOf = (page: string): string =>
  page
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/`[^`\n]*`/g, 'code')

const commentsIn = (path: string, source: string): readonly string[] => {
  const comments = new Map<number, string>()
  const add = (ranges: readonly ts.CommentRange[] = []): void => {
    for (const { pos, end } of ranges) comments.set(pos, source.slice(pos, end))
  }
  const visit = (node: ts.Node): void => {
    add(ts.getLeadingCommentRanges(source, node.pos))
    add(ts.getTrailingCommentRanges(source, node.end))
    node.forEachChild(visit)
  }
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.ES2022)
  visit(file)
  visit(file.endOfFileToken)
  return [...comments.values()]
}

/** The texts of a source that have a space: messages, not tags or keys. */
const messagesIn = (path: string, source: string): readonly string[] => {
  const messages: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      if (node.text.includes(' ')) messages.push(node.text)
    node.forEachChild(visit)
  }
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.ES2022))
  return messages
}

const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
]

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join('src', file))

const textOf = (file: string): string => readFileSync(join(root, file), 'utf8')

describe('plain words', () => {
  it.each(pages)('are those of %s', (page) => {
    expect(foundIn(proseOf(textOf(page)), pageWords)).toEqual([])
  })

  it('are those of comments and messages', () => {
    expect(sources.length).toBeGreaterThan(300)
    const found = sources.flatMap((file) => {
      const source = textOf(file)
      const texts = [...commentsIn(file, source), ...messagesIn(file, source)]
      return texts.flatMap((text) => foundIn(text, privateWords)).map((each) => ({ file, ...each }))
    })
    expect(found).toEqual([])
  })

  it('begin the text of an export with its subject, not with a clause', () => {
    const opening = sources.flatMap((file) =>
      commentsIn(file, textOf(file))
        .filter((comment) => comment.includes('@since'))
        .map((comment) => comment.replace(/^\/\*\*\s*(?:\* )?/, '').split('\n')[0] ?? ''),
    )
    expect(opening.length).toBeGreaterThan(500)
    expect(opening.filter((line) => /^(?:What|Where|How|Which|Whether|Why|Who|When)\b/.test(line))).toEqual(
      [],
    )
  })

  it('leave ordinary phrases and code alone', () => {
    const page =
      'Kinds are told apart.\n```ts\nconst refused = 1 // so many\n```\nThe field `refused` has reasons.'
    expect(foundIn(proseOf(page), pageWords)).toEqual([])
  })

  it('are missed in prose, comments, strings and templates', () => {
    expect(foundIn(proseOf('Nobody is told.\nIt is refused.'), pageWords)).toHaveLength(2)
    const source = [
      '/** So many units. */',
      'const a = `there are #{b} at fault`'.replace('#', '$'),
      'const c = "so many rows" // what hides what',
      'export const d = (e: number) => {',
      '  // Unless told.',
      '  return e',
      '}',
    ].join('\n')
    const texts = [...commentsIn('a.ts', source), ...messagesIn('a.ts', source)]
    expect(texts.flatMap((text) => foundIn(text, privateWords))).toHaveLength(5)
  })
})
