/** The mapping of Timeloop in the guide can be copied into a file, and is the dataflow that the guide makes of its loops. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { fromTimeloop } from '../../src/formats'
import { conv2d, orThrow } from '../../src/index'
import { fromLoopNest } from '../../src/notation'

const guide = readFileSync(new URL('../../docs/migrating.md', import.meta.url), 'utf8')
const mapping = /```yaml\n(mapping:[\s\S]*?)```/.exec(guide)?.[1] ?? ''

const problem = `problem:
  shape:
    name: KC-P
    dimensions: [C, K, R, S, N, P, Q]
    data-spaces:
    - { name: Weights, projection: [[[C]], [[K]], [[R]], [[S]]] }
    - { name: Inputs, projection: [[[N]], [[C]], [[R], [P]], [[S], [Q]]] }
    - { name: Outputs, projection: [[[N]], [[K]], [[P]], [[Q]]], read-write: true }
  instance: { C: 64, K: 64, R: 3, S: 3, N: 1, P: 56, Q: 56 }
`

const architecture = `architecture:
  version: 0.3
  subtree:
  - name: system
    local: [{ name: DRAM, class: DRAM, attributes: { word-bits: 16 } }]
    subtree:
    - name: chip
      local: [{ name: GlobalBuffer, class: SRAM, attributes: { depth: 65536, width: 64, word-bits: 16 } }]
      subtree:
      - name: columns[0..3]
        local: [{ name: Column, class: SRAM, attributes: { depth: 4096, width: 16, word-bits: 16 } }]
        subtree:
        - name: pe[0..63]
          local:
          - { name: RegisterFile, class: regfile, attributes: { depth: 64, width: 16, word-bits: 16 } }
          - { name: MACC, class: intmac, attributes: { datawidth: 16 } }
`

it('reads the mapping of the guide as its loop nest', () => {
  const fromFiles = orThrow(fromTimeloop({ problem, architecture, mapping }))
  const layer = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58 })
  const { dataflow, pes } = orThrow(
    fromLoopNest(layer, {
      name: 'KC-P',
      levels: [
        {
          target: 'GlobalBuffer',
          temporal: { factors: { K: 16, "Y'": 56, "X'": 56 }, permutation: ['K', "Y'", "X'"] },
          spatial: { factors: { K: 4 } },
        },
        { target: 'Column', spatial: { factors: { C: 64 } } },
      ],
      tile: { R: 3, S: 3 },
    }),
  )
  expect(fromFiles.notes).toEqual([])
  expect(fromFiles.accelerator?.pes).toBe(pes)
  expect(fromFiles.dataflow?.directives).toEqual(dataflow.directives)
})
