/** How wide words are: as a file says, or as its tool has it, which a note says. */
import { describe, expect, it } from 'vitest'
import { fromAccelforge, fromTimeloop, fromZigzag } from '../../src/formats'
import { orThrow } from '../../src/index'
import { notesOf } from './support'

const timeloop = (shared: string, registers: string) =>
  orThrow(
    fromTimeloop({
      architecture: `architecture:
  nodes:
  - !Component { name: Shared, class: SRAM, attributes: { ${shared} } }
  - !Container { name: PE, spatial: { meshX: 4 } }
  - !Component { name: Registers, class: regfile, attributes: { ${registers} } }
  - !Component { name: MAC, class: intmac }`,
    }),
  )

describe('words of Timeloop', () => {
  it('have 16 bits where no storage says, as in the tool', () => {
    const { accelerator, notes } = timeloop('depth: 64, width: 64', 'entries: 8')
    expect(accelerator).toMatchObject({ elementBytes: 2, l2: { capacity: 512 }, l1: { capacity: 16 } })
    expect(notesOf(notes)).toEqual([
      'ReadAs 3: No storage gives the width of a word: words have 16 bits, the default of Timeloop.',
    ])
  })

  it('have those of the outermost storage that says', () => {
    const { accelerator, notes } = timeloop('depth: 64, width: 64', 'entries: 8, word-bits: 8')
    expect(accelerator).toMatchObject({ elementBytes: 1, l2: { capacity: 256 }, l1: { capacity: 8 } })
    expect(notesOf(notes)).toEqual([
      'ReadAs 3: Shared does not give the width of a word: its words have 16 bits, the default of Timeloop.',
    ])
  })

  it('are not assumed of storages without a size', () => {
    expect(timeloop('', '').notes).toEqual([])
  })

  it('fill whole bytes', () => {
    const { accelerator, notes } = timeloop('entries: 3, word-bits: 4', '')
    expect(accelerator).toMatchObject({ elementBytes: 0.5, l2: { capacity: 2 } })
    expect(notesOf(notes)).toEqual(['ReadAs 3: 3 words of Shared are rounded up to 2 bytes.'])
  })
})

describe('words of tools that have no width of their own', () => {
  it('have 8 bits in AccelForge', () => {
    const architecture = `arch:
  nodes:
  - !Memory { name: Shared, size: 640 }
  - !Compute { name: MAC }`
    const { accelerator, notes } = orThrow(fromAccelforge({ architecture }))
    expect(accelerator).toMatchObject({ elementBytes: 1, l2: { capacity: 80 } })
    expect(notesOf(notes)).toEqual([
      'ReadAs 3: No workload sets bits_per_value of All: values have 8 bits, the default of this library.',
    ])
  })

  it('have 8 bits in ZigZag', () => {
    const text = `operational_array: { dimensions: [D1], sizes: [4] }
memories:
  all: { size: 640, r_bw: 16, w_bw: 16, operands: [I1, I2, O], served_dimensions: [D1] }`
    const { accelerator, notes } = orThrow(fromZigzag({ accelerator: text }))
    expect(accelerator).toMatchObject({ elementBytes: 1, noc: { bandwidth: 2 } })
    expect(notesOf(notes)).toEqual([
      'ReadAs 1: The array does not give input_precision: words have 8 bits, the default of this library.',
    ])
  })
})

describe('what AccelForge says of its search', () => {
  it('is named, in architectures, workloads and files', () => {
    const text = `renames: {}
workload:
  rank_sizes: { M: 4 }
  bits_per_value: { All: 8 }
  einsums:
  - name: e
    n_instances: 3
    tensor_accesses:
    - { name: A, projection: [m], density: 0.5 }
    - { name: Z, projection: [m], output: true }
arch:
  nodes:
  - !Memory { name: Shared, size: 640, tensors: { keep: All } }
  - !Container { name: PEs, spatial: [{ name: X, fanout: 4, may_reuse: A, loop_bounds: [] }] }
  - !Compute { name: MAC }`
    const { notes } = orThrow(fromAccelforge({ workload: text, architecture: text }))
    expect(notesOf(notes)).toEqual([
      "LeftAside 1: renames is for AccelForge's search or its estimators and is not read here.",
      'ReadAs 7: The layer is here once: n_instances is to be given as its count in a network.',
      'LeftAside 9: density changes no count of a dense layer.',
      "LeftAside 1: renames is for AccelForge's search or its estimators and is not read here.",
      "LeftAside 13: tensors of a node restricts AccelForge's search.",
      "LeftAside 14: may_reuse of a spatial fanout restricts AccelForge's search.",
      "LeftAside 14: loop_bounds of a spatial fanout restricts AccelForge's search.",
    ])
  })
})
