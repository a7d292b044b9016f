/** The second half of `npm run build`: CommonJS, declarations of both forms, and the notices of bundled packages. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { withFunctions } from './build/const-functions'
import type { Entry } from './build/entry-contents'
import { entryDeclarations } from './build/entry-declarations'
import { commonJsForm, moduleForm, withoutBareImports } from './build/forms'
import { sourceDeclarations } from './build/source-declarations'
import { bundledIn, noticesFile, noticesOf } from './bundled'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const read = (name: string): string => readFileSync(join(dist, name), 'utf8')
const write = (name: string, text: string): void => writeFileSync(join(dist, name), text)

const names = readdirSync(dist)

const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly exports: Readonly<
    Record<string, string | { readonly import: { readonly default: string }; readonly require?: unknown }>
  >
} // as npm has it
/** What can be required can share its declarations with all others. */
const entries = Object.values(exports).flatMap((entry): readonly Entry[] =>
  typeof entry === 'string'
    ? []
    : [{ name: basename(entry.import.default, '.js'), shared: entry.require !== undefined }],
)

const codeOf = (name: string): string => withoutBareImports(read(name))

/** The built modules that a module loads, at once or later. */
const loadedBy = (name: string): readonly string[] =>
  [...codeOf(name).matchAll(/(?:from|import\(|import)\s*["']\.\/([\w.-]+\.js)["']/g)].map(
    ([, file = '']) => file,
  )

/** The entries that can be required, and everything that they load: the program needs no CommonJS. */
const required = new Set(entries.filter(({ shared }) => shared).map(({ name }) => `${name}.js`))
for (const name of required) for (const file of loadedBy(name)) required.add(file)

write(noticesFile, noticesOf(root, bundledIn(dist)))

for (const name of names.filter((each) => each.endsWith('.js'))) {
  const form = await moduleForm(codeOf(name), read(`${name}.map`))
  if (required.has(name)) write(name.replace(/\.js$/, '.cjs'), commonJsForm(form.code))
  write(name, form.code)
  write(`${name}.map`, form.map)
}

/** Only the site needs these; an editor shows the rest. */
const withoutSorting = (text: string): string =>
  text.replaceAll(/^ *\* @(?:since|category|function)\b.*\n/gm, '').replaceAll(/^ *\*\n(?= *\*\/)/gm, '')

const declarations = entryDeclarations(
  Object.fromEntries(
    Object.entries(sourceDeclarations(root)).map(([name, text]) => [
      name,
      withFunctions(withoutSorting(text)),
    ]),
  ),
  entries,
)
for (const { name, shared } of entries) {
  // ES modules may take their types from CommonJS; the opposite is an error. So both forms have the same types.
  if (shared) write(`${name}.d.ts`, `export * from './${name}.cjs';\n`)
  write(`${name}.d.${shared ? 'cts' : 'ts'}`, declarations[name] ?? '')
}
