/** What the search of the site finds in guides: their sections, each by its heading and its text. */
import { type Application, DocumentReflection, type IndexEvent, type Models, Slugger } from 'typedoc'
import { sectionsOf } from './sections'

const textOf = (page: DocumentReflection): string => page.content.map(({ text }) => text).join('')

type Found = { readonly section: DocumentReflection; readonly address: string; readonly text: string }

const foundIn = (
  app: Application,
  page: DocumentReflection,
  project: Models.ProjectReflection,
): readonly Found[] => {
  const slugger = new Slugger(app.options.getValue('sluggerConfiguration'))
  const address = app.renderer.router?.getFullUrl(page)
  slugger.slug(page.name)
  return sectionsOf(textOf(page)).sections.map(({ heading, anchored, text }) => {
    const section = new DocumentReflection(`${heading} · ${page.name}`, project, [], {})
    return { section, address: `${address}#${slugger.slug(anchored)}`, text }
  })
}

/** Adds the sections to what is searched, and their addresses to the map. */
export const addSections = (
  app: Application,
  event: IndexEvent,
  addresses: Map<DocumentReflection, string>,
): void => {
  const pages = event.searchResults.flatMap((each, i) =>
    each instanceof DocumentReflection ? [[each, i] as const] : [],
  )
  for (const [page, i] of pages) {
    event.searchFields[i] = { ...event.searchFields[i], document: sectionsOf(textOf(page)).intro }
    for (const { section, address, text } of foundIn(app, page, page.project)) {
      addresses.set(section, address)
      event.searchResults.push(section)
      event.searchFields[event.searchResults.length - 1] = { document: text }
    }
  }
}
