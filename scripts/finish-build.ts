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

/** vitest and vega come as ES modules only, and so does what uses them. */
const modulesOnly = /^(?:vitest|cli)\./

const names = readdirSync(dist)

const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly exports: Readonly<Record<string, string | { readonly require?: { readonly default: string } }>>
} // as npm has it

/** The built modules that a module loads, at once or later. */
const loadedBy = (name: string): readonly string[] =>
  [...read(name).matchAll(/(?:from|import\(|import)\s*["']\.\/([\w.-]+\.js)["']/g)].map(
    ([, file = '']) => file,
  )

/** The entries that can be required, and everything that they load: the program needs no CommonJS. */
const required = new Set(
  Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' || entry.require === undefined
      ? []
      : [entry.require.default.replace('./dist/', '').replace('.cjs', '.js')],
  ),
)
for (const name of required) for (const file of loadedBy(name)) required.add(file)

write(noticesFile, noticesOf(root, bundledIn(dist)))

for (const name of names.filter((each) => each.endsWith('.js'))) {
  const code = read(name)
  if (required.has(name)) write(name.replace(/\.js$/, '.cjs'), await commonJsForm(code))
  const form = await moduleForm(code, read(`${name}.map`))
  write(name, form.code)
  write(`${name}.map`, form.map)
}

/** The site sorts by these; an editor shows the rest. */
const withoutSorting = (text: string): string => text.replaceAll(/^ *\* @(?:since|category) .*\n/gm, '')

/** Examples are in the declarations of ES modules: both forms of the package have the same. */
const withoutExamples = (text: string): string =>
  text.replaceAll(/^ *\* @example\n(?: *\*(?! @)(?!\/).*\n)*/gm, '')

const declarations = Object.fromEntries(
  names.filter((each) => each.endsWith('.d.ts')).map((name) => [name, withoutSorting(read(name))] as const),
)
for (const [name, text] of Object.entries(withPublicNames(declarations))) {
  write(name, text)
  if (!modulesOnly.test(name))
    write(name.replace(/\.d\.ts$/, '.d.cts'), namedAsCommonJs(withoutExamples(text)))
}
