import { describe, expect, it, test } from 'vitest'
import { explanationOf, mappingOf, readState, rivalsOf } from '../../examples/playground/answer'
import * as change from '../../examples/playground/change'
import { improvementsOf, leadPart, moreParts } from '../../examples/playground/explanation'
import { layerOptions } from '../../examples/playground/form'
import { initial } from '../../examples/playground/initial'
import { kindIds } from '../../examples/playground/kinds'
import { fieldsOf, layerOf } from '../../examples/playground/layer'
import { textOf } from '../../examples/playground/markup'
import { accelerators, networks, offersFor, pickedIndex, withKind } from '../../examples/playground/presets'
import type { Problem } from '../../examples/playground/problem'
import type { State } from '../../examples/playground/state'
import { estimate, orThrow } from '../../src/index'
import { parseHardware } from '../../src/notation'

const answerOf = (state: State) => {
  const reading = readState(state)
  if (reading._tag === 'Problems') throw new Error(JSON.stringify(reading.problems))
  return reading.answer
}

const problemsOf = (state: State): readonly Problem[] => {
  const reading = readState(state)
  return reading._tag === 'Problems' ? reading.problems : []
}

const marked = (text: string, { stretch }: Problem): string =>
  stretch === null ? '' : text.slice(stretch.from, stretch.to)

describe('the page starts', () => {
  it('with the README of the package: 778,223 cycles', () => {
    expect(answerOf(initial).estimate.runtime).toBe(778_223)
  })

  it('with a layer and a dataflow that the lists show as chosen', () => {
    expect(pickedIndex(initial)).toBe(16)
    expect(offersFor('conv2d').map(({ text }) => text === initial.dataflow)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ])
  })
})

describe('what was typed', () => {
  it('is the layer that it says', () => {
    const odd = { ...initial.layer, stride: '2, 1', padding: '1,0,2,0', dilation: '' }
    expect(layerOf(odd)).toMatchObject({
      stride: { y: 2, x: 1 },
      dilation: { y: 1, x: 1 },
      padding: { top: 1, bottom: 0, left: 2, right: 0 },
    })
  })

  test.each(Object.entries(networks))('every layer of %s goes into the fields and back', (id, { layers }) => {
    for (const layer of layers) {
      const fields = fieldsOf(layer, id)
      expect(fields && layerOf(fields)).toEqual(layer)
    }
  })

  test.each(kindIds)('every dataflow on offer for %s is legal', (kind) => {
    const state = withKind(initial, kind)
    for (const { name } of offersFor(kind)) answerOf(change.chooseOffer(name)(state))
    expect(rivalsOf(state, answerOf(state)).map((rival) => rival.estimate !== null)).not.toContain(false)
  })

  it('says widths and densities as mapping files do', () => {
    const line = 'inputs: 8, outputs { partial: 32, final: 8 }'
    const said = { ...initial.layer, precision: line, density: 'filter { n: 2, m: 4, along: C }' }
    const layer = layerOf(said)
    expect(layer).toMatchObject({
      precision: { inputs: 8, outputs: { partial: 32, final: 8 } },
      density: { filter: { n: 2, m: 4, along: 'C' } },
    })
    expect(fieldsOf(layer, 'resnet50')).toMatchObject({ precision: line, density: said.density })
    expect(layerOf({ ...initial.layer, precision: ' 4.25 ' }).precision).toBe(4.25)
    expect(layerOf(initial.layer).precision).toBe(undefined)
    const text = `pes: 256\nnoc { bandwidth: 32, skew: 1 }\nl2.bypass: [filter]\nsparse.gate: [filter]\nenergy.static.pe: 1`
    const { estimate: of } = answerOf(change.typeHardware(text)({ ...initial, layer: said }))
    expect(of.effective.macs).toBe(of.macs / 2)
    expect(of.energy.static).toBe(256 * of.runtime)
  })

  test.each([
    ['precision', 'int8'],
    ['precision', 'filter: 0.3'],
    ['precision', 'filter: 8 } Stride { X: 2'],
    ['density', '0.5'],
    ['density', 'output: 0.5'],
  ])('of the %s %j is refused at its field', (field, value) => {
    const problems = problemsOf(change.typeField(field, value)(initial))
    expect(problems.map((problem) => problem.field)).toEqual([field])
  })

  it('of several tensors is told for each', () => {
    const several = change.typeField('precision', 'filter: 0.3, output { partial: 8, final: 16 }')(initial)
    expect(problemsOf(several).map(({ field }) => field)).toEqual(['precision', 'precision'])
  })

  it('of elements goes where tensors have other names', () => {
    const typed = change.typeField('precision', 'filter: 4')(initial)
    expect(withKind(typed, 'groupedConv2d').layer.precision).toBe('filter: 4')
    expect(withKind(typed, 'gemm').layer.precision).toBe('')
  })

  it('stays when the kind of window changes, where there is a field for it', () => {
    const typed = change.typeField('size-C', '7')(initial)
    expect(withKind(typed, 'depthwiseConv2d').layer.sizes).toEqual({
      N: '1',
      C: '7',
      R: '3',
      S: '3',
      Y: '28',
      X: '28',
    })
    expect(withKind(typed, 'convolution1d').layer.sizes).toEqual({ "X'": '12', S: '6' })
  })
})

describe('errors', () => {
  it('of the notation are where they are, with the repair', () => {
    const dataflow = 'Dataflow {\n  SpatialMap(1, 1) K;\n  TemporalMop(1, 1) C;\n}\n'
    const [problem] = problemsOf({ ...initial, dataflow })
    expect(problem).toMatchObject({ part: 'dataflow', line: 3, message: '`TemporalMop` is not a directive.' })
    expect(problem?.repair).toContain('TemporalMap')
    expect(problem && marked(dataflow, problem)).toBe('TemporalMop')
  })

  it('of the model are too', () => {
    const dataflow = 'TemporalMap(3, 1) C;\nSpatialMap(1, 1) Q;\n'
    const problems = problemsOf({ ...initial, dataflow })
    expect(problems.map((problem) => [problem.tag, problem.line, marked(dataflow, problem)])).toEqual([
      ['OverlappingMap', 1, '1'],
      ['UnknownDimension', 2, 'Q'],
    ])
    expect(problems[0]?.repair).toBe('Write TemporalMap(3, 3) C.')
  })

  it('of an offset are under the offset, wherever it stands', () => {
    const dataflow = 'TemporalMap( min(8, Sz(C)),  min(2, Sz(R)) ) C;\nTemporalMap(1,\n 2) K;'
    expect(problemsOf({ ...initial, dataflow }).map((problem) => marked(dataflow, problem))).toEqual([
      'min(2, Sz(R))',
      '2',
    ])
  })

  it('of directives that can be read are not hidden behind one that cannot', () => {
    const dataflow = 'SpatialMap(1, 1) k;\nTemporalMap(64, 32) C;\nClusterr(64, P);\nSpatialMap(0, 1) C;'
    const problems = problemsOf({ ...initial, dataflow })
    expect(problems.map((problem) => [problem.tag, problem.line, marked(dataflow, problem)])).toEqual([
      ['UnknownDimension', 1, 'k'],
      ['OverlappingMap', 2, '32'],
      ['UnknownWord', 3, 'Clusterr'],
      ['InvalidSize', 4, '0'],
    ])
  })

  it('of what an unreadable line may have meant are not guessed at', () => {
    const dataflow = 'SpatialMap(1, 1) K;\nClusterr(64, P);\nSpatialMap(1, 1) C;'
    expect(problemsOf({ ...initial, dataflow }).map(({ tag }) => tag)).toEqual(['UnknownWord'])
  })

  it('of an empty text are not lost', () => {
    expect(problemsOf({ ...initial, dataflow: '' })).toMatchObject([{ part: 'dataflow', stretch: null }])
  })

  it('of a layer lead to its field', () => {
    const state = change.typeField('size-K', 'many')(change.typeField('stride', '0')(initial))
    expect(problemsOf(state).map(({ part, field }) => [part, field])).toEqual([
      ['layer', 'size-K'],
      ['layer', 'stride'],
    ])
  })

  it('of hardware lead to its field or to its line, and hide none of the dataflow', () => {
    const flawed = change.typeDataflow('TemporalMap(3, 1) C')(initial)
    const inForm = problemsOf(change.typeField('pes', '0')(flawed))
    expect(inForm.map(({ part, field }) => [part, field])).toEqual([
      ['dataflow', null],
      ['hardware', 'pes'],
    ])
    const text = 'num_pes: 0\nnoc_bw_cstr: 32'
    const inText = problemsOf(change.typeHardware(text)(flawed))
    expect(inText.map((problem) => [problem.part, problem.line])).toEqual([
      ['dataflow', 1],
      ['hardware', 1],
    ])
    expect(inText[1] && marked(text, inText[1])).toBe('num_pes')
  })

  it('of all three parts are told together', () => {
    const state = change.typeHardware('pes 1 GHz')({ ...initial, dataflow: 'SpatialMop(1, 1) K' })
    const parts = problemsOf(change.typeField('size-C', '')(state)).map(({ part }) => part)
    expect(new Set(parts)).toEqual(new Set(['dataflow', 'layer', 'hardware']))
  })
})

describe('hardware', () => {
  test.each(Object.entries(accelerators))('%s is the same in the form or as text', (id, { hardware }) => {
    const picked = change.chooseAccelerator(id)(initial)
    const { estimate: found } = answerOf(picked)
    const { layer, dataflow } = answerOf(initial)
    expect(found).toEqual(orThrow(estimate(layer, dataflow, hardware)))
    expect(change.chosenAccelerator(picked)).toBe(id)
    expect(change.chosenAccelerator(change.writeHardwareAs('Text')(picked))).toBe(id)
  })

  it('keeps its figures when it becomes text and a form again', () => {
    const asText = change.writeHardwareAs('Text')(initial)
    expect(asText.hardware._tag).toBe('Text')
    expect(answerOf(asText).estimate).toEqual(answerOf(initial).estimate)
    expect(change.writeHardwareAs('Form')(asText)).toEqual(initial)
  })

  it('has the paths of an accelerator as text, and none of the names in files of the tool', () => {
    for (const id of ['', ...Object.keys(accelerators)]) {
      const picked = id === '' ? initial : change.chooseAccelerator(id)(initial)
      const { hardware } = change.writeHardwareAs('Text')(picked)
      const text = hardware._tag === 'Text' ? hardware.text : ''
      expect(text).toMatch(/^pes: \d/m)
      expect(text).not.toMatch(/_cstr|num_pes/)
      expect(orThrow(parseHardware(text))).toEqual(answerOf(picked).hardware)
    }
  })

  it('has its clock and its energy table in the form', () => {
    const { hardware } = change.chooseAccelerator('tpu')(initial)
    expect(hardware).toMatchObject({ _tag: 'Form', fields: { clock: '7e8', energy: 'int8at45' } })
  })

  it('has an area where a table of areas is chosen, as text and in the form', () => {
    expect(answerOf(initial).estimate.area).toBe(null)
    const picked = change.typeField('area', 'nvdla28')(initial)
    expect(answerOf(picked).estimate.area).toBeGreaterThan(1e5)
    const asText = change.writeHardwareAs('Text')(picked)
    expect(answerOf(asText).estimate).toEqual(answerOf(picked).estimate)
    expect(change.writeHardwareAs('Form')(asText)).toEqual(picked)
  })

  it('that cannot be read becomes the form of the example', () => {
    const broken = change.typeHardware('num_pes:')(initial)
    expect(change.writeHardwareAs('Form')(broken).hardware).toEqual(initial.hardware)
  })
})

describe('the network', () => {
  it('is none where a kind of layer is chosen', () => {
    const { layer } = change.chooseKind('attentionScores')(initial)
    expect(layer).toMatchObject({ network: '', name: '' })
    expect(layerOptions({ ...initial, layer }).map(textOf)).toEqual(['my own'])
  })

  it('stays where a size is changed, and the layer is said to be changed', () => {
    const changed = change.typeField('size-K', '7')(initial)
    expect(layerOptions(changed).map(textOf)[0]).toBe('conv3_2 3x3, changed')
    expect(layerOptions(initial).map(textOf)).toHaveLength(networks['resnet50']?.layers.length ?? 0)
  })

  it('of another kind brings the fastest dataflow on offer that fits, if the one before was on offer', () => {
    const picked = change.chooseNetwork('bert')(initial)
    const answer = answerOf(picked)
    const fitting = rivalsOf(picked, answer).flatMap(({ estimate: of }) =>
      of?.buffers.fits ? of.runtime : [],
    )
    expect(answer.estimate.runtime).toBe(Math.min(...fitting))
    const own = change.typeDataflow('SpatialMap(1, 1) K;')(initial)
    expect(change.chooseNetwork('bert')(own).dataflow).toBe(own.dataflow)
  })
})

test('every proposed change does what it says', () => {
  const explanation = explanationOf(answerOf(initial))
  const improvements = explanation === null ? [] : improvementsOf(explanation)
  expect(improvements.length).toBeGreaterThan(1)
  for (const { change: proposed } of improvements)
    expect(answerOf(change.apply(proposed)(initial)).estimate.runtime).toBe(proposed.estimate.runtime)
})

test('the explanation begins with its summary, and a button for the change', () => {
  const explanation = explanationOf(answerOf(initial))!
  const lines = leadPart(explanation).children.map(textOf)
  const [bound, cost, first] = explanation.summary
  expect(lines).toEqual([bound, cost, `${first} Try it`])
  const { estimate: tried } = improvementsOf(explanation)[0]!.change
  expect(first).toContain(tried.runtime.toLocaleString('en-US'))
})

test('the explanation has no button where nothing gains', () => {
  const explanation = explanationOf(answerOf(initial))!
  const findings = explanation.findings.filter(({ _tag }) => _tag !== 'Improvement')
  const summary = [
    ...explanation.summary.slice(0, 2),
    'Nothing gains.',
  ] as unknown as typeof explanation.summary // three
  expect(textOf(leadPart({ ...explanation, findings, summary }))).toMatch(/Nothing gains\.$/)
})

test('what does not fit stands before the summary', () => {
  const explanation = explanationOf(answerOf(change.typeField('l1', '8')(initial)))!
  const misfits = explanation.findings.flatMap(({ _tag, sentence }) => (_tag === 'Misfit' ? [sentence] : []))
  expect(misfits.length).toBeGreaterThan(0)
  const lines = leadPart(explanation).children.map(textOf)
  expect(lines.slice(0, -1)).toEqual([...misfits, ...explanation.summary.slice(0, 2)])
})

test('everything that an explanation finds is on the page, and the best changes', () => {
  const crowded = change.typeField('l1', '8')(change.typeField('pes', '100')(initial))
  const explanation = explanationOf(answerOf(crowded))!
  const page = [leadPart(explanation), ...moreParts(explanation)].map(textOf).join(' ')
  const found = explanation.findings.filter(({ _tag }) => _tag !== 'Improvement')
  const [first, ...others] = improvementsOf(explanation)
  expect(first).not.toBe(undefined)
  for (const sentence of [...[...found, ...others].map((each) => each.sentence), ...explanation.summary])
    expect(page).toContain(sentence)
  expect(new Set(found.map(({ _tag }) => _tag)).size).toBeGreaterThan(7)
})

describe('the mapping view', () => {
  const sightOf = (state: State) => {
    const found = mappingOf(answerOf(state), state.sight)
    return found._tag === 'View' ? found.view : null
  }

  it('shows the part of the schedule that is looked at', () => {
    const view = sightOf(change.lookFrom('step', 20)(initial))
    expect(view?.steps.shown.map(({ number }) => number)).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 28, 29])
    expect(view?.level).toBe(1)
    expect(sightOf(change.lookAtLevel(0)(initial))?.units.total).toBe(4)
  })

  it('shows the start if there is no such part', () => {
    expect(
      sightOf({ ...initial, sight: { level: 9, unit: 1e9, step: 1e9, roof: 'offchip' } })?.steps.shown[0],
    ).toEqual({
      number: 0,
      at: [0, 0],
    })
  })

  it('moves by its length and no further than there is', () => {
    const shown = Array.from({ length: 8 }, (_, i) => ({ number: 8 + i, at: [8 + i] }))
    expect([-1, 1].map((direction) => change.movedBy({ total: 20, shown }, direction, 8))).toEqual([0, 16])
    expect(change.movedBy({ total: 16, shown }, 1, 8)).toBe(8)
  })
})
