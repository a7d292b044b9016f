import { expect, test } from 'vitest'
import { commonJsForm, moduleForm, namedAsCommonJs, withoutBareImports } from '../../scripts/build/forms'

test('other built files are named as CommonJS names them, and packages are not', () => {
  const text = `import{a}from"./chunk-A1.js";require('./b.js');import("./c.d.js");from "yaml.js"`
  expect(namedAsCommonJs(text)).toBe(
    `import{a}from"./chunk-A1.cjs";require('./b.cjs');import("./c.d.cjs");from "yaml.js"`,
  )
})

test('imports without a name are left out, and every line stays where it was', () => {
  const text = 'import "./chunk-A1.js";\nimport {\n  a\n} from "./chunk-B2.js";\nimport "./cli.js";\n'
  expect(withoutBareImports(text)).toBe('\nimport {\n  a\n} from "./chunk-B2.js";\nimport "./cli.js";\n')
})

const code = "import { one } from './one.js'\nconst two = one + 1\nexport { two }\n"

test('a module loses its white space, and its map still leads to the source', async () => {
  const map = JSON.stringify({ version: 3, sources: ['src/two.ts'], names: [], mappings: 'AAAA' })
  const form = await moduleForm(code, map)
  expect(form.code.replaceAll('\n', '')).toMatch(
    /^import\{one as (\w)\}from"\.\/one\.js";const (\w)=\1\+1;export\{\2 as two\};$/,
  )
  expect(JSON.parse(form.map)).toMatchObject({ sources: ['src/two.ts'] })
})

test('a module says the same in fewer characters, and keeps what is declared', async () => {
  const map = JSON.stringify({ version: 3, sources: [], names: [], mappings: '' })
  const given = 'const one = 1\nexport const when = (it) => { if (it) { return one } return -one }'
  const form = await moduleForm(given, map)
  expect(form.code.replaceAll('\n', '')).toMatch(/^const (\w)=1;export const when=(\w)=>\2\?\1:-\1;$/)
})

test('what is pure stays marked as such', async () => {
  const map = JSON.stringify({ version: 3, sources: [], names: [], mappings: '' })
  const form = await moduleForm('export const empty = /* @__PURE__ */ new Map()', map)
  expect(form.code).toContain('@__PURE__')
})

/** What a CommonJS text exports. */
const required = (given: string): Readonly<Record<string, unknown>> => {
  const exports = {}
  const load = new Function('exports', 'require', commonJsForm(given))
  load(exports, (name: string) => ({ one: name === './one.cjs' ? 1 : 0, __esModule: true }))
  return exports
}

test('a module becomes CommonJS that requires CommonJS', () => {
  expect(required(code)).toEqual({ two: 2 })
  expect(required("import { one } from './one.js'\nexport { one as first, one }\n")).toEqual({
    first: 1,
    one: 1,
  })
})

test('CommonJS says that it was an ES module, and needs no helpers of the bundler', () => {
  expect(required(code)).toHaveProperty('__esModule', true)
  expect(commonJsForm(code)).not.toMatch(/getOwnPropertyNames|module\.exports/)
})

test('CommonJS takes names once, from packages as well, and is strict', () => {
  const common = commonJsForm('import{one as two}from"./one.js";import{x}from"x";export{two,x};')
  expect(common.replaceAll('\n', '')).toMatch(
    /^"use strict";.*const \{one:two\}=require\("\.\/one\.cjs"\),\{x\}=require\("x"\);exports\.two=two;exports\.x=x;$/,
  )
})

test('what cannot be CommonJS in the same way is an error', () => {
  expect(() => commonJsForm("import * as all from 'x'\nexport { all }")).toThrow('only names')
  expect(() => commonJsForm("import one from 'x'\nexport { one }")).toThrow('only names')
  expect(() => commonJsForm("export { one } from './one.js'")).toThrow('only names')
})

test('what is exported and may change afterwards cannot be assigned', () => {
  expect(() => commonJsForm('let count = 0\nconst next = () => count++\nexport { count, next }')).toThrow(
    'count is exported',
  )
})
