/** What an editor shows: completions, hovers and errors of a text that imports this package. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

const root = join(import.meta.dirname, '../..')
const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => readFileSync(path, 'utf8'))
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)

const file = join(root, 'test/types/in-the-editor.ts')

/** The place of the cursor in a text. */
const cursor = '‸'

let open = ''
let version = 0
const registry = ts.createDocumentRegistry()

const host: ts.LanguageServiceHost = {
  getScriptFileNames: () => [file],
  getScriptVersion: (name) => (name === file ? String(version) : '0'),
  getScriptSnapshot: (name) => {
    if (name === file) return ts.ScriptSnapshot.fromString(open)
    return existsSync(name) ? ts.ScriptSnapshot.fromString(readFileSync(name, 'utf8')) : undefined
  },
  getCurrentDirectory: () => root,
  // A line of an example need not use what it imports.
  getCompilationSettings: () => ({ ...options, noUnusedLocals: false }),
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: (name) => name === file || ts.sys.fileExists(name),
  readFile: ts.sys.readFile,
  directoryExists: ts.sys.directoryExists,
}

const service = ts.createLanguageService(host, registry)

const show = (text: string): number => {
  open = text.replace(cursor, '')
  version++
  return text.indexOf(cursor)
}

/** The names that an editor offers at the cursor, without the marks of quoted text. */
export const completionsAt = (text: string): readonly string[] =>
  service
    .getCompletionsAtPosition(file, show(text), undefined)
    ?.entries.map(({ name }) => name.replaceAll('\\', '')) ?? []

/** The text that an editor shows of what is at the cursor, without its type. */
export const hoverAt = (text: string): string =>
  ts.displayPartsToString(service.getQuickInfoAtPosition(file, show(text))?.documentation ?? [])

/** The type that an editor shows of what is at the cursor. */
export const typeAt = (text: string): string =>
  ts.displayPartsToString(service.getQuickInfoAtPosition(file, show(text))?.displayParts ?? [])

/** The errors that an editor underlines, each with everything that it says. */
export const problemsIn = (text: string): readonly string[] => {
  show(text)
  return service
    .getSemanticDiagnostics(file)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}
