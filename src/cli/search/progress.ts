/** A line that says how far a search is, for a terminal. */
const width = 30

const two = (value: number): string => String(value).padStart(2, '0')

/** `0:07`, `1:02:03` */
export const clockText = (seconds: number): string => {
  const whole = Math.round(seconds)
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

/** `[#####     ]  52 %  0:07, about 0:06 to go` */
export const progressText = (done: number, seconds: number): string => {
  const bar = '#'.repeat(Math.floor(done * width)).padEnd(width)
  const left = done < 0.02 ? '' : `, about ${clockText((seconds * (1 - done)) / done)} to go`
  return `[${bar}] ${String(Math.floor(100 * done)).padStart(3)} %  ${clockText(seconds)}${left}`
}
