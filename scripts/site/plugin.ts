/** The site as people know the package: pages by their headings, modules by what is imported, guides in one order. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  Application,
  Comment,
  CommentTag,
  Converter,
  type DocumentReflection,
  IndexEvent,
  PageEvent,
  ReflectionKind,
} from 'typedoc'
import { accessible } from './accessible'
import { groupOf, guideGroups, guidesIn } from './guides'
import { repositoryAddress } from './repository'
import { addSections } from './search'
import { routerOf, themeOf } from './theme'

const root = join(import.meta.dirname, '../..')
const list = readFileSync(join(root, 'docs/README.md'), 'utf8')
const groups = guideGroups(list)

const tag = (name: `@${string}`, text: string): CommentTag => new CommentTag(name, [{ kind: 'text', text }])

const withGuides = (app: Application): void => {
  app.options.setValue(
    'projectDocuments',
    ['README', ...guidesIn(list)].map((guide) => join(root, `docs/${guide}.md`)),
  )
}

const withRepository = (app: Application): void => {
  const address = repositoryAddress(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  if (address === undefined) return
  app.options.setValue('navigationLinks', {
    ...app.options.getValue('navigationLinks'),
    Repository: address,
  })
}

/** The heading of a page, and its group in the list. */
const nameGuide = (page: DocumentReflection): void => {
  const group = groupOf(groups, page.name)
  if (group !== undefined) page.comment = new Comment([], [tag('@category', group)])
  const text = page.content.map((part) => part.text).join('')
  page.name = /^# (.+)$/m.exec(text)?.[1] ?? page.name
}

export const load = (app: Application): void => {
  const sections = new Map<DocumentReflection, string>()
  app.renderer.defineTheme(
    'site',
    themeOf((title) => groups.some((group) => group.title === title)),
  )
  app.renderer.defineRouter('site', routerOf(sections))
  app.on(Application.EVENT_BOOTSTRAP_END, () => {
    withGuides(app)
    withRepository(app)
  })
  app.converter.on(Converter.EVENT_CREATE_PROJECT, (_, project) => {
    project.comment = new Comment([], [tag('@sortStrategy', 'documents-first')]) // and as they are given
  })
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, page) => nameGuide(page))
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (_, declaration) => {
    if (!declaration.kindOf(ReflectionKind.Module)) return
    declaration.name =
      declaration.name === 'index' ? 'maestro-dataflow' : `maestro-dataflow/${declaration.name}`
    // Members of a module are looked up; properties are read.
    declaration.comment ??= new Comment()
    declaration.comment.blockTags.push(tag('@sortStrategy', 'kind alphabetical'))
  })
  app.renderer.on(IndexEvent.PREPARE_INDEX, (event) => addSections(app, event, sections))
  app.renderer.on(PageEvent.END, (page) => {
    if (page.contents !== undefined) page.contents = accessible(page.contents)
  })
}
