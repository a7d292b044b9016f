/** The second half of `npm run build`: CommonJS, declarations of both forms, and the notices of bundled packages. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commonJsForm, moduleForm, namedAsCommonJs } from './build/forms'
import { withPublicNames } from './build/public-names'
import { bundledIn, noticesFile, noticesOf } from './bundled'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const read = (name: string): string => readFileSync(join(dist, name), 'utf8')
const write = (name: string, text: string): void => writeFileSync(join(dist, name), text)

/** vitest comes as ES modules only, and so do matchers for it. */
const modulesOnly = /^vitest\./

const names = readdirSync(dist)

write(noticesFile, noticesOf(root, bundledIn(dist)))

for (const name of names.filter((each) => each.endsWith('.js'))) {
  const code = read(name)
  if (!modulesOnly.test(name)) write(name.replace(/\.js$/, '.cjs'), await commonJsForm(code))
  const form = await moduleForm(code, read(`${name}.map`))
  write(name, form.code)
  write(`${name}.map`, form.map)
}

/** The site sorts by these; an editor shows the rest. */
const withoutSorting = (text: string): string => text.replaceAll(/^ *\* @(?:since|category) .*\n/gm, '')

const declarations = Object.fromEntries(
  names.filter((each) => each.endsWith('.d.ts')).map((name) => [name, withoutSorting(read(name))] as const),
)
for (const [name, text] of Object.entries(withPublicNames(declarations))) {
  write(name, text)
  if (!modulesOnly.test(name)) write(name.replace(/\.d\.ts$/, '.d.cts'), namedAsCommonJs(text))
}
