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
  [/(?:^|[.!] )What (?!(?:is|are|does|do) [^.]*\?)/, 'a noun with a relative clause: the elements that …'],
  [
    /(?<!\bthere )\b(?:is|are) no (?!longer|more|less|fewer|better|worse|wider|larger|smaller|faster)/i,
    'is not a …',
  ],
  [/\b(?:has|have)(?: it)? not(?=[.,;:]|$)/, 'does not have …'],
  [/\bbeside\b/i, 'next to, compared with'],
  [/\bpays?\b/i, 'saves, causes'],
  [/\bbound by\b|\bbounds? it\b/i, 'the bottleneck is …'],
]

/** Phrases that a printed message replaces by a noun, a plain negation or the term of the field. */
const messageWords: readonly (readonly [phrase: RegExp, instead: string])[] = [
  ...privateWords,
  [/\bwhat\b/i, 'a noun with a relative clause: the elements that …'],
  [/\bwho(?:ever)?\b/i, 'a noun'],
  [
    /(?<!\bthere )\b(?:is|are) no (?!longer|more|less|fewer|better|worse|wider|larger|smaller|faster)/i,
    'is not a …',
  ],
  [/\b(?:is|are) none[.,;:]/, 'is not one'],
  [/\b(?:has|have)(?: it)? not(?=[.,;:]|$)/, 'does not have …'],
  [/\bstands?\b/, 'is'],
  [/\bbeside\b/, 'next to, compared with'],
  [/\bpays?\b/, 'saves'],
  [/\bgoes\b/, 'moves, covers'],
  [/\bknows? no\b/, 'does not have'],
  [/\bbound by\b|\bbounds? it\b/i, 'the bottleneck is …'],
  [/\brefuse[sd]?\b(?!')/, 'reject'],
]

/** Words of the text of an export, which an editor and the API site show. */
const exportWords: readonly (readonly [phrase: RegExp, instead: string])[] = [
  ...privateWords,
  [/\brefuse[sd]?\b/i, 'reject, rejects or rejected'],
  [/\bwhat (?:is|are) (?:no|none)\b/i, 'an invalid …'],
  [/\b(?:has|have)(?: it)? not(?=[.,;:]|$)/, 'does not have …'],
  [/\bbound by\b|\bbounds? it\b/i, 'the bottleneck is …'],
  [/^\s*(?:\/\*\*|\*) *@param \w+ - (?:What|Where|How|Which|Whether|Why|Who|When|As|Of)\b/, 'a noun'],
]

/** Clauses and labels that leave the reader to guess the subject. */
const headless =
  /^(?:What|Where|How|Which|Whether|Why|Who|Whose|When|As|Of (?!none)|In the (?:order|unit|style)|For each)\b/

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
    .replace(/^#.*$/gm, '')
    .replace(/`[^`\n]*`/g, 'code')

const parsed = new Map<string, ts.SourceFile>()

/** A source as a tree, which several tests look at. */
const treeOf = (path: string, source: string): ts.SourceFile => {
  const tree = parsed.get(source) ?? ts.createSourceFile(path, source, ts.ScriptTarget.ES2022, true)
  parsed.set(source, tree)
  return tree
}

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
  const file = treeOf(path, source)
  visit(file)
  visit(file.endOfFileToken)
  return [...comments.values()]
}

/** The texts of exports and of the fields of exported types: those that are declared with an `@since`. */
const exportTextsIn = (path: string, source: string): readonly string[] => {
  const file = treeOf(path, source)
  const texts: string[] = []
  const textsOf = (node: ts.Node): readonly string[] =>
    ts.getJSDocCommentsAndTags(node).flatMap((each) => (ts.isJSDoc(each) ? [each.getFullText(file)] : []))
  const visit = (node: ts.Node): void => {
    if (ts.isPropertySignature(node) || ts.isMethodSignature(node)) texts.push(...textsOf(node))
    node.forEachChild(visit)
  }
  for (const statement of file.statements) {
    const own = textsOf(statement)
    if (!own.some((text) => text.includes('@since'))) continue
    texts.push(...own)
    if (!ts.isFunctionDeclaration(statement) && !ts.isVariableStatement(statement)) visit(statement)
  }
  return texts
}

/** The first line of a comment, without its mark. */
const openingOf = (comment: string): string =>
  comment.replace(/^\s*\/\*\*\s*(?:\* )?/, '').split('\n')[0] ?? ''

const withoutCode = (comment: string): string =>
  comment.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, 'code')

/** The texts of a source that have a space: messages, not tags or keys. */
const messagesIn = (path: string, source: string): readonly string[] => {
  const messages: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      if (node.text.includes(' ')) messages.push(node.text)
    node.forEachChild(visit)
  }
  visit(treeOf(path, source))
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

const playground = readdirSync(join(root, 'examples', 'playground'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join('examples', 'playground', file))

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

  it('are those of printed messages', () => {
    const printed = [...sources, ...playground]
    expect(printed.length).toBeGreaterThan(sources.length + 50)
    const found = printed.flatMap((file) =>
      messagesIn(file, textOf(file))
        .flatMap((text) => foundIn(text, messageWords))
        .map((each) => ({ file, ...each })),
    )
    expect(found).toEqual([])
  })

  describe('of exports and their fields', () => {
    const texts = sources.flatMap((file) => exportTextsIn(file, textOf(file)).map((text) => ({ file, text })))

    it('begin with the subject, not with a clause or a label', () => {
      expect(texts.length).toBeGreaterThan(1500)
      const openings = texts.map(({ file, text }) => ({ file, opening: openingOf(text) }))
      expect(openings.filter(({ opening }) => headless.test(opening))).toEqual([])
    })

    it('are those of the field', () => {
      const found = texts.flatMap(({ file, text }) =>
        foundIn(withoutCode(text), exportWords).map((each) => ({ file, ...each })),
      )
      expect(found).toEqual([])
    })
  })

  it('leave ordinary phrases and code alone', () => {
    const page =
      '# What is left\nKinds are told apart. There are no more.\n```ts\nconst refused = 1 // so many\n```\nThe field `refused` has reasons.'
    expect(foundIn(proseOf(page), pageWords)).toEqual([])
  })

  it('are missed in prose, comments, strings and templates', () => {
    const prose = [
      'Nobody is told.',
      'It is refused.',
      'It ends. What stays is kept.',
      'A run that ends is no step.',
    ]
    expect(foundIn(proseOf(prose.join('\n')), pageWords)).toHaveLength(4)
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

  it.each([
    'what lies between the layers',
    'a mapping that this mapping has not; it fails',
    '-1 is no number',
    'vgg16 is none.',
    'Fusing pays: it saves 3 %',
    'Compute bounds it: it takes 90 %',
    'the design was refused',
  ])('are found in the message "%s"', (text) => {
    expect(foundIn(text, messageWords)).toHaveLength(1)
  })

  it.each([
    'There is no reuse',
    '64 PEs are no faster',
    "misfits is 'refuse' or 'allow'",
    'It has not ended',
  ])('are not found in the message "%s"', (text) => {
    expect(foundIn(text, messageWords)).toEqual([])
  })

  it('are found in the texts of an export, and of its fields', () => {
    const source = [
      '/**',
      ' * How far it goes.',
      ' *',
      ' * @since 0.1.0',
      ' */',
      'export type Search = {',
      '  /** Whether it has ended. */',
      '  readonly ended: boolean',
      '  /** The nodes that were refused. */',
      '  readonly nodes: number',
      '}',
      '/** What nobody sees. */',
      'type Own = { /** Where it is. */ readonly at: number }',
    ].join('\n')
    const texts = exportTextsIn('a.ts', source)
    expect(texts.map(openingOf).filter((opening) => headless.test(opening))).toEqual([
      'How far it goes.',
      'Whether it has ended. */',
    ])
    expect(texts.flatMap((text) => foundIn(withoutCode(text), exportWords))).toHaveLength(1)
  })
})
