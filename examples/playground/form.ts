/** The parts of the form that depend on what is in it, as markup. */

import type { Layer } from 'maestro-dataflow'
import { areaTables } from './area-tables'
import { defaultTable, energyTables } from './energy-tables'
import { type KindId, kindIds, kinds, wordOf } from './kinds'
import { fieldsOf } from './layer'
import { h, type Markup } from './markup'
import {
  accelerators,
  chosenOffer,
  fileNetwork,
  networkOf,
  networks,
  offersFor,
  pickedIndex,
} from './presets'
import { type Part, type Problem, piecesOf } from './problem'
import { type LayerState, type State, sweepFields } from './state'
import { swept } from './sweep'

const option = (value: string, label: string, selected = false): Markup =>
  h('option', { value, selected }, label)

/** None, the opened file's, and the catalogue's. */
export const networkOptions = ({ file }: State): readonly Markup[] => [
  option('', 'none'),
  ...(file === null ? [] : [option(fileNetwork, file.label)]),
  ...Object.entries(networks).map(([id, { label }]) => option(id, label)),
]

export const energyOptions: readonly Markup[] = [
  option('', defaultTable),
  ...Object.entries(energyTables).map(([id, { label }]) => option(id, label)),
]

export const areaOptions: readonly Markup[] = [
  option('', 'none'),
  ...Object.entries(areaTables).map(([id, { label }]) => option(id, label)),
]

export const kindOptions: readonly Markup[] = kindIds.map((id) => option(id, kinds[id].label))

export const acceleratorOptions: readonly Markup[] = [
  option('', 'my own'),
  ...Object.entries(accelerators).map(([id, { label }]) => option(id, label)),
]

/** What a layer is called that is none of the network's, or no longer. */
const ownName = ({ name, network }: LayerState): string =>
  network === '' || name === '' ? 'my own' : `${name}, changed`

const hasFields = (layer: Layer): boolean => fieldsOf(layer, '') !== undefined

/** The layers of the network, and first the one of the fields, if it is none of them. */
export const layerOptions = (state: State): readonly Markup[] => {
  const picked = pickedIndex(state)
  const layers = networkOf(state)?.layers ?? []
  return [
    ...(picked < 0 ? [option('-1', ownName(state.layer), true)] : []),
    ...layers.map((layer, i) =>
      h(
        'option',
        { value: i, selected: i === picked, disabled: !hasFields(layer) },
        hasFields(layer) ? layer.name : `${layer.name} (no fields for it)`,
      ),
    ),
  ]
}

export const sweepOptions: readonly Markup[] = sweepFields.map((id) => option(id, swept[id].label))

const field = (id: string, name: string, about: string): Markup =>
  h(
    'div',
    { class: 'field' },
    h(
      'label',
      { for: id, title: about },
      name,
      about === '' ? '' : h('span', { class: 'about' }, ` ${about}`),
    ),
    h('input', {
      id,
      type: 'text',
      inputmode: 'numeric',
      autocomplete: 'off',
      spellcheck: 'false',
      placeholder: id === 'size-operands' ? '2' : undefined,
      'data-field': id,
    }),
  )

const windowFields: readonly Markup[] = [
  field('stride', 'stride', ''),
  field('dilation', 'dilation', ''),
  field('padding', 'padding', ''),
]

const lineField = (id: string, name: string, about: string, sample: string): Markup =>
  h(
    'div',
    { class: 'field whole' },
    h('label', { for: id }, name, h('span', { class: 'about' }, ` ${about}`)),
    h('input', {
      id,
      type: 'text',
      autocomplete: 'off',
      spellcheck: 'false',
      placeholder: sample,
      'data-field': id,
    }),
  )

/** What is said of the elements of tensors, a line each. */
export const elementFields: readonly Markup[] = [
  lineField('precision', 'precision', 'in bits', '8, or inputs: 8, outputs { partial: 32, final: 8 }'),
  lineField('density', 'density', 'nonzeros of inputs', 'inputs: 0.5, or filter { n: 2, m: 4, along: C }'),
]

/** A field for each dimension of the kind. */
export const sizeFields = (kind: KindId): readonly Markup[] => [
  ...Object.keys(kinds[kind].sizes).map((dimension) =>
    field(`size-${dimension}`, dimension, wordOf(kind, dimension)),
  ),
  ...(kinds[kind].windowed ? windowFields : []),
]

/** A radio button for each dataflow on offer. */
export const offerButtons = ({ layer: { kind }, dataflow }: State): readonly Markup[] => {
  const chosen = chosenOffer(kind, dataflow)
  return offersFor(kind).flatMap(({ name, about }, i) => [
    h('input', {
      type: 'radio',
      name: 'offer',
      id: `offer-${i}`,
      value: name,
      checked: name === chosen?.name,
      'data-offer': name,
    }),
    h('label', { for: `offer-${i}`, title: about }, name),
  ])
}

export const offerAbout = ({ layer: { kind }, dataflow }: State): string => {
  const chosen = chosenOffer(kind, dataflow)
  return chosen === undefined ? 'Your own dataflow.' : `${chosen.name}: ${chosen.about}.`
}

/** A text with its errors underlined; what ends in a line break is shown with the line after it. */
export const markedText = (text: string, problems: readonly Problem[]): readonly (Markup | string)[] => {
  const stretches = problems.flatMap(({ stretch }) => stretch ?? [])
  return [
    ...piecesOf(text, stretches).map((piece) => (piece.wrong ? h('mark', {}, piece.text) : piece.text)),
    '\n',
  ]
}

const problemItem = (problem: Problem, i: number): Markup => {
  const { part, line, stretch, field: at, message, expected, repair } = problem
  const goal = stretch === null ? at : part
  const where = line === null ? 'Show' : `Line ${line}`
  return h(
    'li',
    { class: 'problem' },
    ...(goal === null
      ? []
      : [
          h(
            'button',
            {
              type: 'button',
              id: `${part}-problem-${i}`,
              class: 'where',
              'data-goal': goal,
              'data-from': stretch?.from,
              'data-to': stretch?.to,
            },
            where,
          ),
          ' ',
        ]),
    h('span', { class: 'message' }, message),
    h('span', { class: 'note' }, expected === '' ? '' : ` Expected: ${expected}.`),
    ' ',
    h('span', { class: 'repair' }, repair),
  )
}

export const problemList = (part: Part, problems: readonly Problem[]): readonly Markup[] =>
  problems.filter((problem) => problem.part === part).map(problemItem)
