/** Says what a long run has looked at: `npm run verify:map` asks for it. */
export const reported = (line: string): void => {
  if (process.env['MAP_REPORT'] !== undefined) console.log(line)
}
