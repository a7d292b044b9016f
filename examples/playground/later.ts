/** Work that may wait: it is done piece by piece, so that typing is never held up, and given up for newer work. */
let turn = 0

/** Gives up what has not been done yet. */
export const giveUp = (): void => {
  turn += 1
}

export const oneByOne = (pieces: readonly (() => void)[], onDone: () => void): void => {
  giveUp()
  const mine = turn
  const go = (i: number): void => {
    if (turn !== mine) return
    const piece = pieces[i]
    if (piece === undefined) {
      onDone()
      return
    }
    piece()
    setTimeout(() => go(i + 1))
  }
  setTimeout(() => go(0))
}
