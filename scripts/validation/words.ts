/** Shares and lines of text, as pages show them. */

/** `4.5 %`. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** `+4.5 %`, `−4.5 %`. */
export const signed = (share: number): string =>
  `${share < -0.0005 ? '−' : share < 0.0005 ? '' : '+'}${percent(Math.abs(share))}`

/** Five digits at least: `0.97009`, `3,300,000`. */
export const figure = (value: number): string =>
  value.toLocaleString('en', value < 100 ? { maximumSignificantDigits: 5 } : { maximumFractionDigits: 2 })

const widest = 118

/** Lines of bounded length; the first begins with the bullet, the others below its text. */
export const wrapped = (text: string, bullet: string): string => {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + word.length < widest) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(`${line === undefined ? bullet : ' '.repeat(bullet.length)}${word}`)
  }
  return lines.join('\n')
}
