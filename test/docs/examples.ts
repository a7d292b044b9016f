/** Finds the examples of the documentation and makes them run: `expression // => value` is an assertion. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

export type Example = { readonly name: string; readonly code: string }

const fence = /```ts\n([\s\S]*?)```/g

const fencesIn = (text: string): readonly string[] => [...text.matchAll(fence)].map(([, code]) => code ?? '')

/** Code without the stars of the comment that it stands in. */
const uncommented = (code: string): string => code.replace(/^[ \t]*\* ?/gm, '')

const comment = /\/\*\*[\s\S]*?\*\/\s*(?:export (?:const|type) (\w+))?/g

/** The examples in the comments of a source file, named for what they document. */
export const examplesInSource = (path: string): readonly Example[] =>
  [...readFileSync(path, 'utf8').matchAll(comment)].flatMap(([text, name = 'module']) =>
    fencesIn(text).map((code) => ({ name: `${path}: ${name}`, code: uncommented(code) })),
  )

export const examplesInPage = (path: string): readonly Example[] =>
  fencesIn(readFileSync(path, 'utf8')).map((code, i) => ({ name: `${path} (${i + 1})`, code }))

export const filesUnder = (directory: string, ending: string): readonly string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(directory, file))
    .sort()

/** The pages whose examples run; those of the gallery of errors are excerpts. */
export const guidePages = (): readonly string[] => [
  'README.md',
  ...filesUnder('docs', '.md').filter((page) => !/errors\.md|docs\/api/.test(page)),
]

const importLine = /^import \{([^}]*)\} from '([^']+)'$/gm
const bareImport = /^import '([^']+)'$/gm
const expectation = /^\s*(?:expect|assert[\w.]*)\(/gm
const assertion = /^(?!\s*\/\/)(.*\S)\s+\/\/ => (.+)$/gm

/** How many assertions an example makes; one that makes none shows nothing. */
export const assertionsIn = ({ code }: Example): number =>
  [...code.matchAll(assertion), ...code.matchAll(expectation)].length

/** Examples may await. JavaScript has no name for the constructor of asynchronous functions. */
const AsyncFunction = (async () => {}).constructor as new (
  ...parts: readonly string[]
) => (...given: readonly unknown[]) => Promise<void>

/** Runs an example with the modules that it imports. */
export const run = (
  { code }: Example,
  modules: Readonly<Record<string, unknown>>,
  check: (actual: unknown, expected: unknown) => void,
): Promise<void> => {
  const bound = code
    .replace(
      importLine,
      (_, names: string, from: string) => `const {${names}} = modules[${JSON.stringify(from)}]`,
    )
    .replace(bareImport, (_, from: string) => `modules[${JSON.stringify(from)}]`)
    .replace(assertion, (_, actual: string, expected: string) => `check(${actual}, ${expected})`)
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext }
  const { outputText } = ts.transpileModule(bound, { compilerOptions })
  return new AsyncFunction('modules', 'check', outputText)(modules, check)
}
