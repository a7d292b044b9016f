/**
 * LSTM, GRU and RNN, in the equations of the ONNX specification. The products with the inputs are one layer over the
 * whole sequence. Those with the state wait for each other: they are a layer for each step of the sequence. The
 * elementwise work of all steps is counted at once.
 */
import { chain, left, map, right, sequenceArray } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { isPositiveInteger } from '../../internal/arithmetic'
import { type Call, hasInput, intOf, shapeAt } from '../shape/call'
import { type Shape, showShape } from '../shape/shape'
import { elements, multiply, type Step, type WorkRule } from './work'

type Cell = {
  readonly call: Call
  readonly sequence: number
  readonly batch: number
  readonly directions: number
  readonly hidden: number
  /** The shape of a number of gates of all steps. */
  readonly gates: (count: number) => Shape
}

/** Products with the state of the step before, one for each direction. */
const recur = ({ sequence, batch, directions, hidden }: Cell, part: string, gates: number): Step =>
  multiply(part, { groups: directions, rows: batch, columns: gates * hidden, depth: hidden }, sequence)

/** The products with inputs and state added up, and their biases, which are added up beforehand. */
const sums = (cell: Cell, count: number): readonly Step[] => {
  const shape = cell.gates(count)
  return [
    elements('sum', shape, shape, shape),
    ...(hasInput(cell.call, 3) ? [elements('bias', shape, shape, biasOf(cell, count))] : []),
  ]
}

const biasOf = ({ directions, hidden }: Cell, count: number): Shape => [directions, 1, 1, count * hidden]

/** i, o, f and the candidate; C = f ⊙ C' + i ⊙ c; H = o ⊙ h(C). */
const lstm = (cell: Cell): readonly Step[] => {
  const state = cell.gates(1)
  const peepholes = cell.gates(3)
  return [
    recur(cell, 'recur', 4),
    ...sums(cell, 4),
    ...(hasInput(cell.call, 7)
      ? [
          elements('peep', peepholes, peepholes, biasOf(cell, 3)),
          elements('peepSum', peepholes, peepholes, peepholes),
        ]
      : []),
    elements('activate', cell.gates(4), cell.gates(4)),
    elements('forget', state, state, state),
    elements('input', state, state, state),
    elements('cell', state, state, state),
    elements('squash', state, state),
    elements('output', state, state, state),
  ]
}

/** z, r and the candidate, whose product waits for r unless it is reset afterwards; H = (1 − z) ⊙ h + z ⊙ H'. */
const gru = (cell: Cell): readonly Step[] => {
  const state = cell.gates(1)
  const resetsAfter = intOf(cell.call, 'linear_before_reset', 0) !== 0
  const biasOfState =
    resetsAfter && hasInput(cell.call, 3) ? [elements('stateBias', state, state, biasOf(cell, 1))] : []
  return [
    ...(resetsAfter ? [recur(cell, 'recur', 3)] : [recur(cell, 'recur', 2), recur(cell, 'recurState', 1)]),
    ...biasOfState,
    elements('reset', state, state, state),
    ...sums(cell, 3),
    elements('activate', cell.gates(3), cell.gates(3)),
    elements('invert', state, state),
    elements('update', state, state, state),
    elements('keep', state, state, state),
    elements('state', state, state, state),
  ]
}

/** H = f(X · W + H' · R + b). */
const rnn = (cell: Cell): readonly Step[] => [
  recur(cell, 'recur', 1),
  ...sums(cell, 1),
  elements('activate', cell.gates(1), cell.gates(1)),
]

/** Y, Y_h and Y_c; with layout 1, the batch comes first. */
const outputsOf = ({ call, sequence, batch, directions, hidden }: Cell): readonly Shape[] => {
  const isBatchFirst = intOf(call, 'layout', 0) !== 0
  const state = isBatchFirst ? [batch, directions, hidden] : [directions, batch, hidden]
  const all = isBatchFirst ? [batch, sequence, directions, hidden] : [sequence, directions, batch, hidden]
  return [all, state, state]
}

const recurrent =
  (gates: number, steps: (cell: Cell) => readonly Step[]): WorkRule =>
  (call) =>
    pipe(
      sequenceArray([shapeAt(call, 0), shapeAt(call, 2)]),
      chain(([input = [], state = []]) => {
        const [first = 0, second = 0, depth = 0] = input
        const [directions = 0, , hidden = 0] = state
        if (input.length !== 3 || state.length !== 3 || !isPositiveInteger(hidden))
          return left(
            `Its input ${showShape(input)} and recurrence ${showShape(state)} must have three axes each.`,
          )
        const [sequence, batch] = intOf(call, 'layout', 0) === 0 ? [first, second] : [second, first]
        const cell: Cell = {
          call,
          sequence,
          batch,
          directions,
          hidden,
          gates: (count) => [directions, sequence, batch, count * hidden],
        }
        return right({ cell, depth })
      }),
      map(({ cell, depth }) => ({
        steps: [
          multiply('project', {
            groups: 1,
            rows: cell.sequence * cell.batch,
            columns: cell.directions * gates * cell.hidden,
            depth,
          }),
          ...steps(cell),
        ],
        outputs: outputsOf(cell),
        ...(hasInput(call, 4)
          ? { assumed: `All of its sequences are taken to be ${cell.sequence} steps long.` }
          : {}),
      })),
    )

export const recurrentRules: { readonly [op: string]: WorkRule } = {
  LSTM: recurrent(4, lstm),
  GRU: recurrent(3, gru),
  RNN: recurrent(1, rnn),
}
