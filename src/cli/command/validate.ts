/** `validate`: the model's figures beside published ones. */
import { isLeft } from 'fp-ts/Either'
import { columnsOf, type Table } from '../../report/table/table'
import { type Validation, validate, validationSources } from '../../validation/validate'
import { answer } from '../answer'
import { type Faults, unknownName } from '../faults'
import { answered, type Run } from './given'

const sourcesTable = (validations: readonly Validation[]): Table => ({
  columns: columnsOf([
    ['source', 'text'],
    ['variant', 'text'],
    ['figure', 'text'],
    ['n', 'count'],
    ['mean', 'percent'],
    ['median', 'percent'],
    ['worst', 'percent'],
    ['bias', 'percent'],
    ['quotable', 'text'],
  ]),
  rows: validations.map(({ source, variant, figure, n, mean, median, worst, bias, quotable }) => [
    ...[source, variant, figure, n, mean, median, Math.abs(worst), bias, quotable],
  ]),
})

const rowsTable = (validations: readonly Validation[]): Table => ({
  columns: columnsOf([
    ['variant', 'text'],
    ['layer', 'text'],
    ['published', 'count'],
    ['estimated', 'count'],
    ['error', 'percent'],
  ]),
  rows: validations.flatMap(({ variant, rows }) =>
    rows.map(({ layer, published, ours, error }) => [variant, layer, published, ours, error]),
  ),
})

/** The source that a word names; undefined for all of them. */
const sourceOf = (word: string | undefined, faults: Faults) => {
  const found = validationSources.find(({ id }) => id === word)
  if (word !== undefined && found === undefined)
    unknownName(faults, word, {
      what: 'source',
      names: validationSources.map(({ id }) => id),
      hint: 'Name one of them, or none for all.',
    })
  return found
}

export const validateCommand: Run = async ({ invocation }, faults) => {
  const source = sourceOf(invocation.words[0], faults)
  if (faults.usage.length > 0) return undefined
  const result = validate(source?.id)
  if (isLeft(result)) {
    faults.rejected.push(...result.left)
    return undefined
  }
  const validations = result.right
  const summary = sourcesTable(validations)
  const rows = rowsTable(validations)
  const unquotable = validations.flatMap(({ source: id, reason }) =>
    reason === null ? [] : [`${id}: ${reason}`],
  )
  return answered(
    answer({
      blocks:
        source === undefined
          ? ['Errors against published figures, over distinct shapes', summary]
          : [`${source.title}\n${source.origin}`, summary, rows, source.mapping, ...source.disclosures],
      table: source === undefined ? summary : rows,
      json: validations,
      notes: [...new Set(unquotable)],
    }),
  )
}
