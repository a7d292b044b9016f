/**
 * Compares estimates with all published figures and prints everything; with a word, one part: `headline`, `sources`, `counts`,
 * `costs`, `disclosures`, or `rows SOURCE`.
 */
import { orThrow } from 'maestro-dataflow'
import { validate } from 'maestro-dataflow/validation'
import { costTables } from './validation/costs'
import { countTable, headline, rowsOf } from './validation/figures'
import { descriptions, disclosures, sourceTables } from './validation/sources'

const [part, source] = process.argv.slice(2)
const validations = orThrow(validate())

const parts: Readonly<Record<string, () => string>> = {
  headline: () => headline(validations),
  sources: () => sourceTables(validations),
  counts: () => countTable(validations),
  costs: () => costTables(validations),
  disclosures,
  rows: () =>
    validations
      .filter((validation) => source === undefined || validation.source === source)
      .map(rowsOf)
      .join('\n\n'),
}

const everything = (): string =>
  [
    descriptions(),
    ...['rows', 'counts', 'costs', 'sources', 'headline'].map((name) => parts[name]?.() ?? ''),
  ].join('\n\n')

const print = part === undefined ? everything : parts[part]
if (print === undefined) {
  console.error(
    `There is no part ${part}. Name one of ${Object.keys(parts).join(', ')}, or none for everything.`,
  )
  process.exitCode = 1
} else console.log(print())
