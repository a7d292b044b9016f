import { expect, test } from 'vitest'
import { entryDeclarations } from '../../scripts/build/entry-declarations'

const shared = (name: string) => ({ name, shared: true })

/** The declarations without empty lines, which are for readers. */
const entries = (
  declarations: Readonly<Record<string, string>>,
  ...given: Parameters<typeof entryDeclarations>[1]
) =>
  Object.fromEntries(
    Object.entries(entryDeclarations(declarations, given)).map(([name, text]) => [
      name,
      text.split('\n').filter((line) => line !== ''),
    ]),
  )

const layers =
  'type Layer = Part;\ntype Part = 1;\ndeclare const gemm: Layer;\n\nexport { type Layer as L, type Part as P, gemm as g };\n'

test('each declaration stands in the first entry that exports it, under its public name', () => {
  expect(
    entries(
      {
        'layer-DkHWHz1a.d.ts': layers,
        'index.d.ts': "export { L as Layer, P as Part, g as gemm } from './layer-DkHWHz1a.js';\n",
        'map.d.ts':
          "import { L as Layer } from './layer-DkHWHz1a.js';\nexport { g as gemm } from './layer-DkHWHz1a.js';\n\ndeclare const map: (layer: Layer) => void;\n\nexport { Layer, map };\n",
      },
      shared('index'),
      shared('map'),
    ),
  ).toEqual({
    index: [
      'export type Layer = Part;',
      'export type Part = 1;',
      'export declare const gemm: Layer;',
      'export {};',
    ],
    map: [
      "import type { Layer } from './index.cjs';",
      "export { Layer, gemm } from './index.cjs';",
      'export declare const map: (layer: Layer) => void;',
      'export {};',
    ],
  })
})

test('what no entry exports stands where it is needed, and is not exported', () => {
  expect(
    entries(
      {
        'part-DkHWHz1a.d.ts': 'type Part = Inner;\ntype Inner = 1;\n\nexport { type Part as P };\n',
        'index.d.ts':
          "import { P as Part } from './part-DkHWHz1a.js';\ntype One = Part;\n\nexport type { One };\n",
        'map.d.ts':
          "import { P as Part } from './part-DkHWHz1a.js';\ntype Two = Part;\n\nexport type { Two };\n",
      },
      shared('index'),
      shared('map'),
    ),
  ).toEqual({
    index: ['type Part = Inner;', 'type Inner = 1;', 'export type One = Part;', 'export {};'],
    map: ['type Part = Inner;', 'type Inner = 1;', 'export type Two = Part;', 'export {};'],
  })
})

test('names that two things have in one file are told apart, and public ones stay', () => {
  expect(
    entries(
      {
        'index.d.ts': 'type Goal = 1;\n\nexport type { Goal };\n',
        'explore.d.ts':
          "import { Goal as Goal$1 } from './index.js';\ntype Goal = Goal$1 | Record<'Map', Map<1>>;\ntype Map$1<Goal> = Goal;\ninterface Use { readonly Goal: Goal; readonly map: Map$1<Goal> }\n\nexport type { Goal, Map$1 as Map, Use };\n",
      },
      shared('index'),
      shared('explore'),
    )['explore'],
  ).toEqual([
    "import type { Goal as Goal$1 } from './index.cjs';",
    "export type Goal = Goal$1 | Record<'Map', Map<1>>;",
    'type Map$1<Goal> = Goal;',
    'export interface Use { readonly Goal: Goal; readonly map: Map$1<Goal> }',
    'export { Map$1 as Map };',
  ])
})

test('nothing is imported from an entry that adds to modules of others, nor from one for ES modules alone', () => {
  const matchers =
    'declare const matchers: Same;\ntype Same = 1;\n\nexport { matchers as m, type Same as S };\n'
  const passedOn = "export { m as matchers } from './matchers-DkHWHz1a.js';\n"
  const added =
    "import { S as Same } from './matchers-DkHWHz1a.js';\ndeclare module 'expect' {\n    interface Matchers {\n        /** How. */\n        how: Same;\n    }\n}\ndeclare global {\n    type Ours = Same;\n}\n"
  const same = ['export declare const matchers: Same;', 'type Same = 1;', 'export {};']
  const given = { 'matchers-DkHWHz1a.d.ts': matchers, 'cli.d.ts': passedOn, 'jest.d.ts': added + passedOn }
  expect(entries(given, { name: 'cli', shared: false }, shared('jest'))).toEqual({
    cli: same,
    jest: [
      ...same.slice(0, 2),
      "declare module 'expect' {",
      '  interface Matchers {',
      '    /** How. */',
      '    how: Same;',
      '  }',
      '}',
      'declare global {',
      '  type Ours = Same;',
      '}',
      'export {};',
    ],
  })
})

test('packages are imported as before', () => {
  expect(
    entries(
      {
        'index.d.ts':
          "import * as t from 'io-ts';\nimport { Either as E } from 'fp-ts/Either';\nimport Both from 'both';\nexport { Option } from 'fp-ts/Option';\n\ndeclare function read<A>(type: t.Type<A>, both: Both): E<string, A>;\n\nexport { read };\n",
      },
      shared('index'),
    )['index'],
  ).toEqual([
    "import type * as t from 'io-ts';",
    "import type { default as Both } from 'both';",
    "import type { Either } from 'fp-ts/Either';",
    "export { Option } from 'fp-ts/Option';",
    'export declare function read<A>(type: t.Type<A>, both: Both): Either<string, A>;',
    'export {};',
  ])
})

test('documentation stays with its declaration, and headings of files go', () => {
  expect(
    entries(
      {
        'index.d.ts':
          '/** A file. */\n\n/**\n * A layer.\n */\ntype Layer = 1;\n/** Another file. */\n\ntype Bare = 2;\n\nexport type { Bare, Layer };\n',
      },
      shared('index'),
    )['index'],
  ).toEqual(['/**', ' * A layer.', ' */', 'export type Layer = 1;', 'export type Bare = 2;', 'export {};'])
})

test('modules export their declarations where they stand, and may name a module in a type', () => {
  expect(
    entries(
      {
        'cost/energy.d.ts': 'export type Energy = number;\nexport type List<T> = readonly T[];\n',
        'index.d.ts':
          'export declare const total: (of: import("./cost/energy").List<import("./cost/energy").Energy>) => number;\nexport { type Energy as Joules } from "./cost/energy";\n',
      },
      shared('index'),
    ),
  ).toEqual({
    index: [
      'export type Joules = number;',
      'type List<T> = readonly T[];',
      'export declare const total: (of: List<Joules>) => number;',
      'export {};',
    ],
  })
})
