/** Names as Timeloop takes them. */

/** P and Q are rows and columns of outputs, as in Timeloop's own files. */
const outputs: Readonly<Record<string, string>> = { "Y'": 'P', "X'": 'Q' }

export const timeloopName = (dimension: string): string => outputs[dimension] ?? dimension

/** What the factors of a directive can name. */
export const isPrintable = (dimension: string): boolean => /^[A-Za-z_]\w*$/.test(timeloopName(dimension))

const words = /^[A-Za-z_][\w.-]*$/
/** Words that YAML takes for something else. */
const reserved = /^(?:true|false|null|yes|no|on|off|y|n)$/i

/** A name in YAML; one that is no plain word stands in quotes, as JSON has them. */
export const quoted = (name: string): string =>
  words.test(name) && !reserved.test(name) ? name : JSON.stringify(name)
