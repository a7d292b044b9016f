/**
 * Transitions: how tiles go from one step to the next. Tiles partition extents, so along one dimension the tile before
 * and the tile after are identical or disjoint: only lengths and the shift matter, never the position.
 */

/** Along one dimension: the length before, the length after, and how far the start moved. */
export type Move = { readonly from: number; readonly to: number; readonly shift: number }

/** Whether something was held before, whether something is held after, and the move along every dimension. */
export type Transition = {
  readonly before: boolean
  readonly after: boolean
  readonly moves: readonly Move[]
}

/** What was acquired becomes what is lost. */
export const reversed = ({ before, after, moves }: Transition): Transition => ({
  before: after,
  after: before,
  moves: moves.map(({ from, to, shift }) => ({ from: to, to: from, shift: -shift })),
})

export const lengthsAfter = ({ moves }: Transition): readonly number[] => moves.map(({ to }) => to)

/** Two transitions with the same key cost the same. */
export const keyOf = ({ before, after, moves }: Transition): string =>
  moves
    .map(({ from, to, shift }) => (before ? (after ? `${from}:${to}:${shift}` : `${from}::`) : `:${to}:`))
    .join(' ')
