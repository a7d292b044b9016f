/** Files of other tools on the command line answer what their readers answer. */
import { isRight } from 'fp-ts/Either'
import { describe, expect, test } from 'vitest'
import { eyeriss } from '../../../src/catalog/accelerators'
import { kcPartitioned } from '../../../src/catalog/dataflows'
import { renderAnswer } from '../../../src/cli/answer'
import { estimate } from '../../../src/cost/evaluate'
import { orThrow } from '../../../src/error/render'
import { fromAccelforge, fromScaleSim, fromTimeloop, fromZigzag } from '../../../src/formats'
import { map } from '../../../src/map/map'
import { estimateNetwork } from '../../../src/network/estimate-network'
import { fileOf, partOf } from '../../formats/support'
import { answerOf, faultsOf, outcomeOf } from '../support'

const whole = fileOf('product.timeloop.yaml')

const timeloop: Readonly<Record<string, string>> = {
  'all.yaml': whole,
  ...Object.fromEntries(
    ['problem', 'architecture', 'mapping'].map((key) => [
      `${key}.yaml`,
      partOf('product.timeloop.yaml', key),
    ]),
  ),
}

describe('files of Timeloop', () => {
  const read = orThrow(fromTimeloop({ problem: whole, architecture: whole, mapping: whole }))
  const expected = orThrow(estimate(read.layer!, read.dataflow!, read.accelerator!))

  test.each([
    'estimate all.yaml',
    'estimate problem.yaml architecture.yaml mapping.yaml',
    'estimate mapping.yaml problem.yaml --on architecture.yaml',
    'estimate problem.yaml --on architecture.yaml --dataflow mapping.yaml',
    'estimate all.yaml --on all.yaml --dataflow all.yaml',
  ])('%s', async (line) => {
    const { json } = await answerOf(line, timeloop)
    expect(json).toEqual(expected)
  })

  test('a mapping of the workload runs on an array of SCALE-Sim', async () => {
    const files = { ...timeloop, 'os.cfg': fileOf('os.scale-sim.cfg') }
    const { json } = await answerOf('estimate problem.yaml mapping.yaml --on os.cfg', files)
    const selected = await answerOf('estimate problem.yaml --on os.cfg --dataflow mapping.yaml', files)
    expect(json).toEqual(selected.json)
  })

  test('a mapping alone says how many PEs there are', async () => {
    const { mapping, problem } = { mapping: timeloop['mapping.yaml'], problem: timeloop['problem.yaml'] }
    const alone = orThrow(fromTimeloop({ problem: problem!, mapping: mapping! }))
    const { json } = await answerOf('estimate problem.yaml mapping.yaml', timeloop)
    expect(json).toEqual(orThrow(estimate(alone.layer!, alone.dataflow!, alone.accelerator!)))
  })

  test('--on and --dataflow stand in for what files have', async () => {
    const { json, notes, reading } = await answerOf('estimate rows.yaml --on eyeriss --dataflow KC-P', {
      'rows.yaml': fileOf('rows.timeloop.yaml'),
    })
    const rows = orThrow(fromTimeloop({ problem: fileOf('rows.timeloop.yaml') }))
    expect(json).toEqual(orThrow(estimate(rows.layer!, kcPartitioned, eyeriss)))
    expect([...notes, ...reading].join()).not.toContain('bypass')
  })

  test('map searches for another mapping, and says so', async () => {
    const { json, reading } = await answerOf('map all.yaml --objective runtime --nodes 300', timeloop)
    const { layer, accelerator } = orThrow(fromTimeloop({ problem: whole, architecture: whole }))
    const request = { layer: layer!, hardware: accelerator!, objective: 'runtime' } as const
    expect(json).toEqual(orThrow(map(request, { gap: 0.01, nodes: 300 })))
    expect(reading).toContain('all.yaml: its mapping is not used, because map searches for one.')
  })

  test('notes are printed, and stand in the JSON', async () => {
    const rows = fileOf('rows.timeloop.yaml')
    const given = await answerOf('estimate rows.yaml', { 'rows.yaml': rows })
    const parts = { problem: rows, architecture: rows, mapping: rows }
    const files = { problem: 'rows.yaml', architecture: 'rows.yaml', mapping: 'rows.yaml' }
    const { notes } = orThrow(fromTimeloop({ ...parts, files }))
    expect(given.reading).toEqual([...new Set(notes.map(({ place, why }) => `${place}: ${why}`))])
    expect(given.reading.length).toBeGreaterThan(2)
    expect(JSON.parse(renderAnswer(given, 'json'))).toMatchObject({ notes: given.reading })
    expect(JSON.parse(renderAnswer({ ...given, reading: [] }, 'json'))).not.toHaveProperty('notes')
  })

  test('settings of its search are not used', async () => {
    const files = { ...timeloop, 'mapper.yaml': 'mapper: { optimization-metrics: [edp] }' }
    const { reading } = await answerOf('estimate all.yaml mapper.yaml', files)
    expect(reading).toContain('mapper.yaml has settings of Timeloop: nothing of it is used.')
  })
})

describe('files of AccelForge', () => {
  const text = fileOf('product.accelforge.yaml')

  test('a mapping is of one einsum, and the others are named', async () => {
    const read = orThrow(fromAccelforge({ workload: text, architecture: text, mapping: text }))
    const { json, reading } = await answerOf('estimate all.yaml', { 'all.yaml': text })
    expect(json).toEqual(orThrow(estimate(read.layer!, read.dataflow!, read.accelerator!)))
    expect(reading).toContain('all.yaml: the mapping is not for second, which are left out.')
  })

  test('without the mapping, all einsums', async () => {
    const { table } = await answerOf('estimate all.yaml --on eyeriss --dataflow matrix', { 'all.yaml': text })
    expect(table.rows.map(([name]) => name)).toEqual(['product', 'second'])
  })
})

describe('files of SCALE-Sim', () => {
  const [topology, config] = [fileOf('edge.scale-sim.csv'), fileOf('os.scale-sim.cfg')]
  const files = { 'edge.csv': topology, 'os.cfg': config }
  const read = orThrow(fromScaleSim({ topology, config }))

  test.each([
    'estimate edge.csv --on os.cfg',
    'estimate edge.csv os.cfg',
    'estimate edge.csv --on os.cfg --dataflow os.cfg',
  ])('%s: the products that the array runs', async (line) => {
    const { json } = await answerOf(line, files)
    expect(json).toEqual(orThrow(estimateNetwork(read.products, read.dataflow!, read.accelerator!)))
  })

  test('layers under other dataflows, and on other accelerators', async () => {
    const { json } = await answerOf('estimate edge.csv --on os.cfg --dataflow paper', files)
    expect(json).toMatchObject({ layers: { length: 3 } })
    const { table } = await answerOf('map edge.csv --on eyeriss --nodes 1', files)
    expect(table.rows.map(([name]) => name)).toEqual(['first', 'DP_second', 'last'])
  })

  test('the array runs other workloads under other dataflows', async () => {
    const { reading } = await answerOf('estimate ncf --on os.cfg', files)
    expect(reading.at(-1)).toBe(
      'os.cfg: its dataflow is not used, because it is for the layers of a topology.',
    )
  })
})

describe('files of ZigZag', () => {
  const [workload, accelerator] = [fileOf('products.zigzag.yaml'), fileOf('plain.zigzag-accelerator.yaml')]

  test('layers, mapped on an accelerator', async () => {
    const files = { 'layers.yaml': workload, 'plain.yaml': accelerator }
    const line = 'map layers.yaml --on plain.yaml --layer scores --nodes 20 --objective runtime'
    const { json } = await answerOf(line, files)
    const read = orThrow(fromZigzag({ workload, accelerator }))
    const request = { layer: read.layers[1]!, hardware: read.accelerator!, objective: 'runtime' } as const
    expect(json).toEqual(orThrow(map(request, { gap: 0.01, nodes: 20 })))
  })

  test('on an architecture of Timeloop', async () => {
    const files = { ...timeloop, 'layers.yaml': workload }
    const outcome = await outcomeOf('estimate layers.yaml --on architecture.yaml', files)
    expect(isRight(outcome)).toBe(true)
  })
})

const rows = async (text: string) =>
  (await answerOf('map table.csv --on nvdla --nodes 1', { 'table.csv': text })).table.rows.map(
    ([name]) => name,
  )

describe('tables', () => {
  test('a table of GAMMA', async () => {
    expect(await rows('K,C,Y,X,R,S,T\n32,3,34,34,3,3,1\n1,32,32,32,3,3,2\n')).toHaveLength(2)
    expect(await rows('layer,K,C,Y,X,R,S\nfirst,32,3,34,34,3,3\n')).toEqual(['first'])
    expect(await rows('32,3,34,34,3,3,1\n')).toHaveLength(1)
  })

  test('products of SCALE-Sim', async () => {
    expect(await rows(fileOf('products.scale-sim.csv'))).toEqual(['scores', 'context'])
  })

  test('its faults have their lines', async () => {
    const [error] = await faultsOf('estimate table.csv --on nvdla', {
      'table.csv': 'K,C,Y,X,R,S,T\n32,3,34,many,3,3,1\n',
    })
    expect(error?.path).toContain('table.csv:2:')
  })
})

describe('what is rejected', () => {
  const texts = {
    ...timeloop,
    'wrong.yaml': timeloop['mapping.yaml']!.replace('K=4 M=4', 'K=5 M=4'),
    'forge.yaml': 'workload: { einsums: [] }',
    'mixed.yaml': `${whole}\nworkload: { einsums: [] }`,
    'nothing.yaml': '',
    'other.yaml': 'services: {}',
    'broken.yaml': 'problem: [',
    'os.cfg': fileOf('os.scale-sim.cfg'),
    'two.m': 'num_pes: 4',
  }
  const first = async (line: string) => {
    const [error, ...others] = await faultsOf(line, texts)
    return [`${error?.path}: ${error?.message}`, others.length] as const
  }

  test.each([
    [
      'estimate problem.yaml --on architecture.yaml --dataflow wrong.yaml',
      'wrong.yaml:5:51: The factors of K multiply to 80, but its extent is 64.',
    ],
    [
      'estimate problem.yaml --on mapping.yaml',
      'mapping.yaml: mapping.yaml has a mapping of Timeloop, and no accelerator.',
    ],
    [
      'estimate problem.yaml --on eyeriss --dataflow architecture.yaml',
      'architecture.yaml: architecture.yaml has an architecture of Timeloop, and no mapping.',
    ],
    [
      'estimate architecture.yaml --on eyeriss',
      'architecture.yaml: architecture.yaml has an architecture of Timeloop, and no workload.',
    ],
    ['estimate problem.yaml all.yaml', 'all.yaml: Both problem.yaml and all.yaml have a problem.'],
    [
      'estimate problem.yaml mapping.yaml os.cfg --on eyeriss',
      'os.cfg: mapping.yaml has a mapping, and os.cfg has a configuration.',
    ],
    [
      'estimate vgg16 --on eyeriss --dataflow mapping.yaml',
      'mapping.yaml: mapping.yaml is a mapping of Timeloop, and the workload is of something else.',
    ],
    [
      'estimate mapping.yaml --on eyeriss',
      'mapping.yaml: mapping.yaml is a mapping of Timeloop, and no file has a problem.',
    ],
    [
      'estimate mixed.yaml --on eyeriss',
      'mixed.yaml:1:1: The file has parts of several tools: problem (Timeloop), architecture (Timeloop), mapping (Timeloop) and workload (AccelForge).',
    ],
    [
      'estimate nothing.yaml --on eyeriss',
      'nothing.yaml:1:1: The content of this file belongs to no known tool: it has nothing.',
    ],
    [
      'estimate other.yaml --on eyeriss',
      'other.yaml:1:1: The content of this file belongs to no known tool: it has the keys services.',
    ],
    ['estimate problem.yaml two.m --on eyeriss', 'two.m: two.m cannot be read together with problem.yaml.'],
    ['estimate problem.yaml', '--on: An accelerator is missing.'],
    [
      'estimate gone.yaml --on eyeriss',
      'gone.yaml: gone.yaml cannot be read: there is no such file or folder.',
    ],
  ])('%s', async (line, expected) => {
    expect(await first(line)).toEqual([expected, 0])
  })

  test('a text that is no YAML, at its place', async () => {
    expect((await first('estimate broken.yaml --on eyeriss'))[0]).toMatch(/^broken\.yaml:1:\d+: /)
  })
})
