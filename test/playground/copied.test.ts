import { describe, expect, it, test } from 'vitest'
import { readState } from '../../examples/playground/answer'
import * as change from '../../examples/playground/change'
import { asHardware, asMapping, asTypeScript } from '../../examples/playground/copied'
import { initial } from '../../examples/playground/initial'
import { kindIds } from '../../examples/playground/kinds'
import { literal } from '../../examples/playground/literal'
import { accelerators, offersFor } from '../../examples/playground/presets'
import type { State } from '../../examples/playground/state'
import * as catalog from '../../src/catalog'
import * as root from '../../src/index'
import { parseDataflow, parseHardware, parseNetwork } from '../../src/notation'

const answerOf = (state: State) => {
  const reading = readState(state)
  if (reading._tag === 'Problems') throw new Error(JSON.stringify(reading.problems))
  return reading.answer
}

const entries: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'maestro-dataflow': root,
  'maestro-dataflow/catalog': catalog,
}

const importing = /^import \{ ([^}]+) \} from '([^']+)'$/gm

/** Runs a program with nothing but what it imports, and gives what it prints. */
const run = (program: string): unknown => {
  const imports = [...program.matchAll(importing)].flatMap(([, names = '', from = '']) =>
    names.split(', ').map((name) => [name, entries[from]?.[name]] as const),
  )
  expect(imports.filter(([, value]) => value === undefined)).toEqual([])
  const printed: unknown[] = []
  const console = { log: (value: unknown) => printed.push(value) }
  const body = `'use strict'\n${program.replace(importing, '')}`
  const made = new Function(...imports.map(([name]) => name), 'console', body)
  made(...imports.map(([, value]) => value), console)
  return printed[0]
}

const figuresOf = (state: State) => {
  const { runtime, utilization, energy } = answerOf(state).estimate
  return { runtime, utilization, energy: energy.total }
}

const program = (state: State): string => asTypeScript(answerOf(state), state.layer.kind)

describe('a TypeScript program', () => {
  test.each(kindIds)('of every dataflow for %s prints the figures of the page', (kind) => {
    const chosen = change.chooseKind(kind)(initial)
    for (const { name } of offersFor(kind)) {
      const state = change.chooseOffer(name)(chosen)
      expect(run(program(state))).toEqual(figuresOf(state))
    }
  })

  test.each(Object.keys(accelerators))('on %s does too', (id) => {
    const state = change.chooseAccelerator(id)(initial)
    expect(run(program(state))).toEqual(figuresOf(state))
  })

  it('has windows, widths, zeros and a name of any kind', () => {
    const odd = [
      'stride',
      '2, 1',
      'padding',
      '1, 0, 2, 0',
      'precision',
      'filter: 4',
      'density',
      'filter: 0.5',
    ]
    const typed = [0, 2, 4, 6].reduce<State>(
      (state, i) => change.typeField(odd[i]!, odd[i + 1]!)(state),
      initial,
    )
    const named = { ...typed, layer: { ...typed.layer, name: 'it\'s "odd"\\ $1\n' } }
    expect(run(program(named))).toEqual(figuresOf(named))
  })

  it('names the energy table of the catalogue', () => {
    const state = change.typeField('energy', 'cacti45')(initial)
    expect(program(state)).toContain("import { cactiEnergy45nm } from 'maestro-dataflow/catalog'")
    expect(run(program(state))).toEqual(figuresOf(state))
  })

  it('names the table of areas of the catalogue', () => {
    const state = change.typeField('area', 'nvdla28')(change.typeField('energy', 'cacti45')(initial))
    expect(program(state)).toContain(
      "import { cactiEnergy45nm, nvdlaArea28nm } from 'maestro-dataflow/catalog'",
    )
    expect(run(program(state))).toEqual(figuresOf(state))
  })

  it('imports what it uses and no more', () => {
    const text = program(initial)
    const names = [...text.matchAll(importing)].flatMap(([, list = '']) => list.split(', '))
    const body = text.replace(importing, '')
    expect(names.filter((name) => !new RegExp(`\\b${name}\\(`).test(body))).toEqual([])
    expect(names).toEqual([...new Set(names)].sort())
  })
})

describe('MAESTRO’s files', () => {
  test.each(kindIds)('of %s are read back as what is on the page', (kind) => {
    const state = change.chooseKind(kind)(initial)
    const { layer, dataflow, hardware, estimate } = answerOf(state)
    const text = asMapping(answerOf(state), kind)
    if (layer.kind === 'custom')
      expect(root.orThrow(root.estimate(layer, root.orThrow(parseDataflow(text)), hardware))).toEqual(
        estimate,
      )
    else {
      const [read] = root.orThrow(parseNetwork(text)).layers
      expect(read?.layer).toEqual(layer)
      expect(root.orThrow(root.estimate(layer, read?.dataflow ?? dataflow, hardware)).runtime).toBe(
        estimate.runtime,
      )
      expect(read?.dataflow).not.toBeNull()
    }
    expect(root.orThrow(parseHardware(asHardware(answerOf(state))))).toMatchObject({ pes: hardware.pes })
  })
})

test('literals', () => {
  expect(literal({ "Y'": 1, a: ["it's", 'b'], c: undefined, d: {}, e: [] })).toBe(
    '{ "Y\'": 1, a: ["it\'s", \'b\'], d: {}, e: [] }',
  )
  const long = { list: Array.from({ length: 40 }, (_, i) => 1000 + i) }
  expect(
    literal(long)
      .split('\n')
      .every((line) => line.length <= 100),
  ).toBe(true)
})
