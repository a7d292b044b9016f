import { expect, test } from 'vitest'
import { withConstants } from '../../scripts/top-level-const'

test('what is never assigned to again becomes a const, in as many characters', () => {
  const code = 'var one = 1;\nvar sum = (a, b) => a + b;\n'
  expect(withConstants(code)).toBe('const one=1;\nconst sum=(a, b) => a + b;\n')
})

test('what is assigned to again stays', () => {
  const code = 'var count = 0;\nvar next = () => count++;\n'
  expect(withConstants(code)).toBe('var count = 0;\nconst next=() => count++;\n')
})

test('a bundler still learns what is pure', () => {
  expect(withConstants('var empty = /* @__PURE__ */ new Map();\n')).toBe(
    'const empty=/* @__PURE__ */ new Map();\n',
  )
})

test('what is exported stays compiled in: the module itself goes on with the constant', () => {
  const code =
    'var one = 1;\nvar two = 2;\nfunction three() {}\nexport {\n  one,\n  two as zwei,\n  three\n};\n'
  expect(withConstants(code)).toBe(
    'const one=1;\nconst two=2;\nfunction three() {}\nconst one$cell=one,two$cell=two;export {\n  one$cell as one,\n  two$cell as zwei,\n  three\n};\n',
  )
})
