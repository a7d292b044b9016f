/** The map of the source is complete and true: files stand where it says, and the pipeline reads what it says. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const page = readFileSync(join(root, 'docs', 'design.md'), 'utf8')

/** Files in backticks, perhaps with a star for several. */
const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([\w./*-]+\.ts)`/g)].map(([, name = '']) => name)

/** All files below a folder, as paths from there. */
const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )

const isIn = (folder: string, name: string): boolean => {
  if (!name.includes('*')) return existsSync(join(root, folder, name))
  const [start = '', end = ''] = name.split('*')
  return filesIn(folder).some((file) => file.startsWith(start) && file.endsWith(end))
}

const heading = /^### `(\w+)\/`$/m

/** The section of each room, up to the next heading. */
const sections: readonly (readonly [room: string, text: string])[] = page
  .split(/^(?=##)/m)
  .flatMap((text) => {
    const room = heading.exec(text)?.[1]
    return room === undefined ? [] : [[room, text] as const]
  })

const elsewhere = page.split(/^(?=##)/m).filter((text) => !heading.test(text))

/** Rooms of which every file is on the page. */
const listed =
  'operator dataflow profile analysis cost hardware network reuse explore map figures internal'.split(' ')

/** The kernel has the rules of the definition; of its files the page names those with a rule. */
const isLeftOut = (file: string): boolean => file.startsWith('kernel/')

const sectionOf = (room: string): string => sections.find(([name]) => name === room)?.[1] ?? ''

describe('the rooms on the design page', () => {
  it('are the folders of src', () => {
    const rooms = [...page.matchAll(/^\| `(\w+)\/` \|/gm)].map(([, room]) => room)
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
    expect(rooms.sort()).toEqual(folders.sort())
  })

  it.each(sections)('%s/ has the files that its section names', (room, text) => {
    const isThere = (name: string) => isIn(`src/${room}`, name) || (name.includes('/') && isIn('src', name))
    expect(namesIn(text).filter((name) => !isThere(name))).toEqual([])
  })

  it.each(listed)('%s/ has no file that its section leaves out', (room) => {
    const named = namesIn(sectionOf(room))
    const files = filesIn(`src/${room}`)
    expect(files.length).toBeGreaterThan(0)
    expect(files.filter((file) => !isLeftOut(file) && !named.includes(file))).toEqual([])
  })

  it('names files outside of these sections with their folder', () => {
    const names = elsewhere.flatMap(namesIn)
    expect(names.length).toBeGreaterThan(0)
    expect(names.filter((name) => !isIn('src', name) && !isIn('', name))).toEqual([])
  })
})

const pipeline = readFileSync(join(root, 'src', 'cost', 'cost-schedule.ts'), 'utf8')

const records = [
  'table',
  'counts',
  'traffic',
  'weights',
  'residency',
  'requirements',
  'accesses',
  'energy',
  'time',
]

/** The file of each function that the pipeline imports from its room. */
const fileOf = new Map(
  [...pipeline.matchAll(/import \{([^}]*)\} from '\.\/([\w-]+)'/g)].flatMap(([, names = '', file = '']) =>
    names.split(',').map((name) => [name.trim(), `${file}.ts`] as const),
  ),
)

/** The records that each file's functions are given, besides the one that they write. */
const readsOf = (): ReadonlyMap<string, ReadonlySet<string>> => {
  const reads = new Map<string, Set<string>>()
  for (const [, name = '', list = ''] of pipeline.matchAll(/(\w+)\(([^()]*\binto\.\w+)\)/g)) {
    const file = fileOf.get(name)
    if (file === undefined) continue
    const known = reads.get(file) ?? new Set()
    for (const given of list.split(',')) if (records.includes(given.trim())) known.add(given.trim())
    reads.set(file, known)
  }
  return reads
}

describe('the pipeline on the design page', () => {
  const rows = [...sectionOf('cost').matchAll(/^\| `([\w-]+\.ts)` \| ([^|]+) \|/gm)].map(
    ([, file = '', reads = '']) => ({ file, reads: reads.replace('step table', 'table').split(', ').sort() }),
  )

  it('has the phases of the code, each with what it reads', () => {
    const reads = Object.fromEntries(rows.map((row) => [row.file, row.reads]))
    const inCode = Object.fromEntries([...readsOf()].map(([file, given]) => [file, [...given].sort()]))
    expect(reads).toEqual(inCode)
  })

  it('is in an order in which each phase reads records that are written before', () => {
    const written = ['table', 'counts']
    for (const { file, reads } of rows) {
      expect(reads.filter((record) => !written.includes(record))).toEqual([])
      written.push(file.replace('.ts', ''))
    }
  })
})
