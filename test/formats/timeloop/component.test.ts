/** Sizes and bandwidths of storages, as Timeloop takes them from their attributes. */
import { describe, expect, it } from 'vitest'
import { fromTimeloop } from '../../../src/formats'
import { orThrow } from '../../../src/index'

const accelerator = (attributes: string) =>
  orThrow(
    fromTimeloop({
      architecture: `architecture:
  nodes:
  - !Component { name: Buffer, class: SRAM, attributes: { ${attributes} } }
  - !Component { name: MAC, class: intmac }`,
    }),
  ).accelerator

describe('the capacity of a storage in bytes', () => {
  it.each([
    ['lines of a word', 'depth: 64, datawidth: 16', 128],
    ['lines of several words', 'depth: 64, width: 64, datawidth: 16', 512],
    ['lines of a cluster', 'depth: 64, width: 256, datawidth: 16, cluster-size: 16', 128],
    [
      'a cluster before its blocks',
      'cluster-size: 16, block-size: 2, depth: 64, width: 512, datawidth: 16',
      256,
    ],
    ['words of a line by number', 'depth: 64, n_words: 4, word_width: 16', 512],
    ['other names of depth and width', 'data_storage_depth: 64, data_storage_width: 64, datawidth: 16', 512],
  ])('counts %s', (_, attributes, capacity) => {
    expect(accelerator(attributes)?.l2?.capacity).toBe(capacity)
  })
})

describe('the bandwidth of a storage', () => {
  it('is half of what both directions have together, by the older name', () => {
    expect(accelerator('depth: 64, datawidth: 16, bandwidth: 12')?.noc).toEqual([
      { latency: 0, bandwidth: 6 },
    ])
  })

  it('is that of each direction where it is said', () => {
    expect(accelerator('depth: 64, datawidth: 16, bandwidth: 12, read_bandwidth: 8')?.noc).toEqual([
      { latency: 0, bandwidth: 8, channels: [{ tensors: ['outputs'], bandwidth: 6 }] },
    ])
  })
})

describe('an entry that a node does not have', () => {
  const nodeOf = (entry: string) =>
    fromTimeloop({
      architecture: `architecture:
  nodes:
  - !Component { name: Buffer, class: SRAM, attributes: { depth: 64 } }
  - !Container { name: PE, ${entry} }
  - !Component { name: MAC, class: intmac }`,
    })

  it.each([
    ['spatail: { meshX: 16 }', 'spatial'],
    ['spatial: { meshx: 16 }', 'meshX'],
    ['constrants: {}', 'constraints'],
  ])('is misspelt in %s', (entry, meant) => {
    const answer = nodeOf(entry)
    const errors = answer._tag === 'Left' ? answer.left : []
    expect(errors.map(({ _tag, hint }) => `${_tag}: ${hint}`)).toEqual([
      `UnknownWord: Did you mean ${meant}? Rename or remove it.`,
    ])
  })

  it('is named where it is none of these', () => {
    const { notes } = orThrow(nodeOf('colour: blue'))
    expect(notes.map(({ _tag, why }) => `${_tag}: ${why}`)).toContain(
      'LeftAside: A container has an entry colour, which is not read.',
    )
  })
})

describe('an attribute that a storage does not have', () => {
  const answerOf = (attributes: string) =>
    fromTimeloop({
      architecture: `architecture:
  nodes:
  - !Component { name: Buffer, class: SRAM, attributes: { depth: 64, ${attributes} } }
  - !Component { name: MAC, class: intmac }`,
    })

  it.each([
    ['datawidht: 16', 'datawidth'],
    ['Datawidth: 16', 'datawidth'],
    ['read-bandwidth: 8', 'read_bandwidth'],
    ['n_word: 4', 'n_words'],
  ])('is misspelt in %s', (attributes, meant) => {
    const answer = answerOf(attributes)
    const errors = answer._tag === 'Left' ? answer.left : []
    expect(errors.map(({ _tag, hint }) => `${_tag}: ${hint}`)).toEqual([
      `UnknownWord: Did you mean ${meant}? Rename or remove it.`,
    ])
  })

  it('is named where it is for estimators of energy and area, or for metadata', () => {
    const { notes } = orThrow(
      answerOf('n_ports: 2, n_banks: 4, technology: 45nm, metadata_storage_width: 8, tech: x, latency: 1'),
    )
    expect(notes.map(({ _tag, why }) => `${_tag}: ${why}`)).toEqual([
      'ReadAs: No storage gives the width of a word: words have 16 bits, the default of Timeloop.',
      'LeftAside: n_ports, n_banks, technology, metadata_storage_width, tech and latency of Buffer have no effect: energy and area come from the tables of the accelerator.',
    ])
  })
})

it.each(['Component', 'Container'])('a %s with sparse optimizations is rejected', (type) => {
  const answer = fromTimeloop({
    architecture: `architecture:
  nodes:
  - !Component { name: Buffer, class: SRAM, attributes: { depth: 64 } }
  - !${type} { name: Low, class: SRAM, sparse_optimizations: { action_optimization: [] } }
  - !Component { name: MAC, class: intmac }`,
  })
  const errors = answer._tag === 'Left' ? answer.left : []
  expect(errors.map(({ _tag, line, message }) => `${_tag} ${line}: ${message}`)).toEqual([
    'NotExpressible 4: Formats, gating and skipping of Sparseloop are not read.',
  ])
})
