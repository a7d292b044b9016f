import { expect, test } from 'vitest'
import { withPublicNames } from '../../scripts/build/public-names'

const shared = 'layer-DkHWHz1a.d.ts'

test('shared declarations are exported and imported under their own names', () => {
  const given = {
    [shared]: 'type Layer = 1;\ndeclare const gemm: Layer;\n\nexport { type Layer as L, gemm as p };\n',
    'index.d.ts':
      "import { L as Layer } from './layer-DkHWHz1a.js';\nexport { p as gemm } from './layer-DkHWHz1a.js';\n\nexport { Layer };\n",
    'map.d.ts':
      "import { L as Layer$1 } from './layer-DkHWHz1a.js';\n\ntype Layer = Layer$1;\n\nexport type { Layer };\n",
  }
  expect(withPublicNames(given)).toEqual({
    [shared]: 'type Layer = 1;\ndeclare const gemm: Layer;\n\nexport { type Layer, gemm };\n',
    'index.d.ts':
      "import { Layer } from './layer-DkHWHz1a.js';\nexport { gemm } from './layer-DkHWHz1a.js';\n\nexport { Layer };\n",
    'map.d.ts':
      "import { Layer as Layer$1 } from './layer-DkHWHz1a.js';\n\ntype Layer = Layer$1;\n\nexport type { Layer };\n",
  })
})

test('what an entry exports under another name keeps that name', () => {
  const given = { 'index.d.ts': 'declare const a: 1;\n\nexport { a as b };\n' }
  expect(withPublicNames(given)).toEqual(given)
})
