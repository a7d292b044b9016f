/** What cannot be read is refused with its file, its line, and the repair. */
import { describe, expect, test } from 'vitest'
import { renderErrors } from '../../../src/error/render'
import { answerOf, faultsOf, outcomeOf } from '../support'

const chip = 'num_pes: 16\n'

const layer = (dataflow: string, sizes = 'K: 8, C: 4, R: 3, S: 3, Y: 10, X: 10') => `Network tiny {
  Layer A { Type: CONV Dimensions { ${sizes} }
    ${dataflow}
  }
}`

const shown = async (line: string, texts = {}) => renderErrors(await faultsOf(line, texts))

describe('a mapping file', () => {
  test('faults of the text', async () => {
    const texts = { 'a.m': layer('Dataflow { SpatialMop(1,1) K; }'), 'hw.m': chip }
    expect(await shown('estimate a.m --on hw.m', texts)).toMatch(/^-- UNKNOWN WORD -+ a\.m:3:16\n/)
  })

  test('faults of a dataflow', async () => {
    const texts = { 'a.m': layer('Dataflow { TemporalMap(3,1) C; }'), 'hw.m': chip }
    const text = await shown('estimate a.m --on hw.m', texts)
    expect(text).toContain('  a.m:3:16\n  3 |     Dataflow { TemporalMap(3,1) C; }')
    expect(text).toContain('repair:   Write TemporalMap(3, 3) C.')
  })

  test('faults of hardware', async () => {
    const text = await shown('estimate vgg16 --on hw.m', { 'hw.m': 'num_pes: 16\nl1_size: -4\n' })
    expect(text).toMatch(/hw\.m:2/)
  })

  test('faults of a dataflow of its own file', async () => {
    const texts = { 'flow.m': 'Dataflow f {\n  TemporalMap(3,1) C;\n}' }
    const text = await shown('estimate vgg16 --layer conv3_1 --on nvdla --dataflow flow.m', texts)
    expect(text).toContain('  flow.m:2:3\n  2 |   TemporalMap(3,1) C;')
  })

  test('of several dataflows, each fault is in the one that has it', async () => {
    const texts = {
      'flow.m': 'Dataflow f {\n  TemporalMap(3,1) C;\n}\nDataflow g {\n  TemporalMap(2,1) K;\n}',
    }
    const errors = await faultsOf('estimate vgg16 --layer conv3_1 --on nvdla --dataflow flow.m', texts)
    expect(errors.map(({ excerpt = '' }) => excerpt.split('\n')[0]?.trim())).toEqual([
      'flow.m:2:3',
      'flow.m:5:3',
    ])
  })

  test('several layers: an error says of which', async () => {
    const two = layer(
      'Dataflow { TemporalMap(1,1) C; } }\n  Layer B { Type: CONV Dimensions { K: 8, C: 4, R: 3, S: 3, Y: 10, X: 10 }\n    Dataflow { TemporalMap(3,1) C; }',
    )
    const { errors, code } = await answerOf('estimate a.m --on hw.m', { 'a.m': two, 'hw.m': chip })
    expect(errors.map(({ path }) => path)).toEqual(['B: dataflow.directives[0]'])
    expect(code).toBe(1)
  })

  test('layers of which some have no dataflow', async () => {
    const two = layer('').replace(
      'Network tiny {',
      `Network tiny {\n${layer('Dataflow { TemporalMap(1,1) C; }').split('\n').slice(1, -1).join('\n').replace('Layer A', 'Layer B')}\n`,
    )
    // A layer inherits the dataflow of the one before, unless it says that it has none.
    const without = two.replace(/(Layer A [\s\S]*?)\n {4}\n/, '$1\n    Dataflow: none;\n')
    const text = await shown('estimate a.m --on hw.m', { 'a.m': without, 'hw.m': chip })
    expect(text).toContain('Some layers of tiny have a dataflow, and these have none: A.')
  })
})

describe('a JSON document', () => {
  const gemm = (rest: string) =>
    `{\n  "layer": { "kind": "gemm", "sizes": { "M": 8, "N": 8, "K": 8 } },\n  ${rest}\n}`

  test('faults of the text', async () => {
    expect(await shown('estimate a.json', { 'a.json': '{\n  "layer" 3\n}' })).toMatch(
      /^-- MALFORMED -+ a\.json:2:11\n/,
    )
  })

  test('faults of the shape', async () => {
    const text = await shown('estimate a.json', { 'a.json': gemm('"hardware": { "pess": 4 }') })
    expect(text).toContain('  a.json:3:25\n  3 |   "hardware": { "pess": 4 }')
    expect(text).toContain('Did you mean pes?')
    // What is missing is missing in the object that should have it.
    expect(text).toContain('hardware.pes is required: a number.\n  a.json:3:15\n')
  })

  test('faults that only an estimate finds', async () => {
    const text = await shown('estimate a.json --dataflow MK-P', {
      'a.json': gemm('"hardware": { "pes": 0 }'),
    })
    expect(text).toContain('  a.json:3:24\n  3 |   "hardware": { "pes": 0 }')
  })

  test('faults of an entry of a list', async () => {
    const texts = {
      'layers.json':
        '[\n  { "kind": "gemm", "sizes": { "M": 8, "N": 8, "K": 8 } },\n  { "kind": "gemm", "sizes": { "M": 8, "N": 8, "K": 0 } }\n]',
    }
    const { errors } = await answerOf('estimate layers.json --on nvdla --dataflow MK-WS', texts)
    expect(errors[0]?.excerpt).toContain('layers.json:3:53\n')
  })

  test('a search finds them, too', async () => {
    const texts = {
      'a.json': gemm(
        '"hardware": { "pes": 4, "clusters": [{ "capacity": 64 }] }, "limits": { "runtime": -1 }',
      ),
    }
    const outcome = await outcomeOf('map a.json', texts)
    expect(outcome._tag).toBe('Right')
  })
})

describe('names and files that are not there', () => {
  test.each([
    ['estimate resnet5 --on eyeriss', 'There is no workload resnet5.', 'Did you mean resnet50?'],
    [
      'estimate MobileNet-V3 --on eyeriss',
      'There is no workload MobileNet-V3.',
      'Did you mean mobilenet-v2?',
    ],
    ['estimate llama-3-80b --on eyeriss', 'There is no workload llama-3-80b.', 'Did you mean llama-3-8b?'],
    ['estimate vgg16 --on nvdle', 'There is no accelerator nvdle.', 'Did you mean nvdla?'],
    ['estimate vgg16 --on eyeriss --dataflow KC-Q', 'There is no dataflow KC-Q.', 'Did you mean KC-P?'],
    ['estimate vgg16 --on eyeriss --layer conv3_9', 'There is no layer conv3_9.', 'Did you mean conv3_1?'],
    ['estimate vgg16', 'An accelerator is missing.', 'Write --on eyeriss'],
    [
      'map vgg16 --on eyeriss --gap 5%',
      '--gap must be a number, but it is 5%.',
      'Write it as in --gap 0.05.',
    ],
    [
      'estimate vgg16 --on eyeriss --tokens 4',
      '--tokens is for a language model, and vgg16 is not one.',
      'Remove --tokens.',
    ],
    ['estimate a.m --on eyeriss', 'a.m cannot be read: there is no such file or folder.', 'Check the name'],
    [
      'estimate a.txt --on eyeriss',
      'a.txt is in no format that is read here.',
      'Rename the file, or convert it.',
    ],
    [
      'map vgg16 --on eyeriss --objective pareto',
      'vgg16 has several layers, and a front is of one layer.',
      '--layer',
    ],
    [
      'map vgg16 --on eyeriss --svg vgg16.svg',
      'vgg16 has several layers, and the picture of a mapping is of one layer.',
      'Give the name of a layer with --layer, or leave --svg out.',
    ],
    [
      'map vgg16 --on eyeriss --write vgg16.yaml',
      'vgg16 has several layers, and a file of Timeloop is of one layer.',
      'Give the name of a layer with --layer, or a file that ends in .m or .c.',
    ],
    [
      'explore vgg16 --on nvdla',
      'vgg16 has 12 different layers, and a space is of one layer.',
      '--layer conv1_1',
    ],
    ['validate eyeris-alexnet', 'There is no source eyeris-alexnet.', 'Did you mean eyeriss-alexnet?'],
  ])('%s', async (line, message, hint) => {
    const [error] = await faultsOf(line)
    expect(error?.message).toBe(message)
    expect(error?.hint).toContain(hint)
  })

  test('all of them at once', async () => {
    expect(await faultsOf('explore vgg --on chip --dataflow best --pes x')).toHaveLength(4)
  })

  test('names may be written as people write them', async () => {
    expect((await answerOf('estimate vgg16 --on nvdla --layer Conv3-1')).blocks[0]).toContain('nvdla')
    for (const name of ['mobilenetV2', 'MobileNet-V2', 'mobilenet_v2'])
      expect((await answerOf(`estimate ${name} --on NVDLA --layer conv1`)).table.rows.length).toBeGreaterThan(
        1,
      )
  })
})

test('an ONNX model that is none', async () => {
  const [error] = await faultsOf('estimate model.onnx --on eyeriss', { 'model.onnx': new Uint8Array([1, 2]) })
  expect(error?.path).toMatch(/^model\.onnx: /)
})
