/**
 * Names on the site as people know them: a page by its heading, a module by what is imported.
 *
 * @param {import('typedoc').Application} app
 */
import { Converter, ReflectionKind } from 'typedoc'

const heading = /^# (.+)$/m

export const load = (app) => {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, page) => {
    const text = page.content.map((part) => part.text).join('')
    page.name = heading.exec(text)?.[1] ?? page.name
  })
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (_, declaration) => {
    if (!declaration.kindOf(ReflectionKind.Module)) return
    declaration.name =
      declaration.name === 'index' ? 'maestro-dataflow' : `maestro-dataflow/${declaration.name}`
  })
}
