/** A bar on a terminal; elsewhere, such as in a log, a line for each tenth. */
const width = 30

/** @param {NodeJS.WriteStream} stream @param {string} what is counted */
export const progressBar = (stream, what) => {
  const begin = performance.now()
  let tenth = -1

  /** @type {(fraction: number, done: number) => void} */
  const show = (fraction, done) => {
    const rate = done / Math.max(1e-3, (performance.now() - begin) / 1000)
    const figures = `${Math.floor(100 * fraction)} %, ${done.toExponential(2)} ${what}, ${rate.toExponential(1)}/s`
    if (stream.isTTY) {
      const filled = '█'.repeat(Math.round(width * fraction))
      stream.write(`\r${filled.padEnd(width, '░')} ${figures}   ${fraction === 1 ? '\n' : ''}`)
    } else if (Math.floor(10 * fraction) > tenth) {
      tenth = Math.floor(10 * fraction)
      stream.write(`${figures}\n`)
    }
  }
  return show
}
