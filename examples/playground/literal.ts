/** Data as TypeScript literals. */

const lineWidth = 100

const quoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`

/** Strings with an apostrophe and no quotation mark are written in double quotes, as formatters do. */
const stringText = (text: string): string =>
  text.includes("'") && !text.includes('"') ? JSON.stringify(text) : quoted(text)

const keyText = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : stringText(key))

const spread = (
  open: string,
  items: readonly string[],
  close: string,
  indent: string,
  space: string,
): string => {
  const line = `${open}${space}${items.join(', ')}${space}${close}`
  if (items.length === 0) return `${open}${close}`
  if (indent.length + line.length <= lineWidth && !line.includes('\n')) return line
  return `${open}\n${items.map((item) => `${indent}  ${item},\n`).join('')}${indent}${close}`
}

/** What is absent is left out. */
export const literal = (value: unknown, indent = ''): string => {
  if (typeof value === 'string') return stringText(value)
  if (typeof value !== 'object' || value === null) return String(value)
  const inner = `${indent}  `
  if (Array.isArray(value))
    return spread(
      '[',
      value.map((each) => literal(each, inner)),
      ']',
      indent,
      '',
    )
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  return spread(
    '{',
    entries.map(([key, each]) => `${keyText(key)}: ${literal(each, inner)}`),
    '}',
    indent,
    ' ',
  )
}
