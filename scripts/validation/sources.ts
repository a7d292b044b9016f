/** All sources in one table, those that may not be quoted below, with the reason. */
import { type Validation, validationSources } from 'maestro-dataflow/validation'
import { table } from '../../examples/table'
import { percent, signed, wrapped } from './words'

const kindOf = ({ source }: Validation): string =>
  validationSources.find(({ id }) => id === source)?.kind ?? ''

const rowOf = (validation: Validation): readonly string[] => {
  const { source, figure, variant, n, mean, median, worst, bias } = validation
  return [
    source,
    kindOf(validation),
    figure,
    variant,
    n.toLocaleString('en'),
    percent(mean),
    percent(median),
    percent(worst),
    signed(bias),
  ]
}

const tableOf = (validations: readonly Validation[]): string =>
  table(
    ['source', 'kind', 'figure', 'variant', 'n', 'mean', 'median', 'worst', 'bias'],
    validations.map(rowOf),
    4,
  )

export const sourceTables = (validations: readonly Validation[]): string => {
  const [quotable, others] = [true, false].map((may) =>
    validations.filter((validation) => validation.quotable === may),
  )
  const reasons = new Map((others ?? []).map(({ source, reason }) => [source, reason ?? '']))
  return [
    tableOf(quotable ?? []),
    '\nnot to be quoted: these do not measure the quality of the model\n',
    tableOf(others ?? []),
    '',
    ...[...reasons].map(([source, reason]) => wrapped(`${source}: ${reason}`, '- ')),
  ].join('\n')
}

/** What each source is, where it comes from, why its mapping is what it is, and what must be said beside it. */
export const descriptions = (): string =>
  validationSources
    .map(({ id, title, origin, licence, mapping, documented, disclosures }) =>
      [
        `${id}: ${title}`,
        wrapped(`${origin} (${licence})`, '  from: '),
        wrapped(mapping, '  mapping: '),
        ...documented.map((text) => wrapped(text, '  as documented: ')),
        ...disclosures.map((text) => wrapped(text, '  - ')),
      ].join('\n'),
    )
    .join('\n\n')

/** What was tried, changed or left out, source by source. */
export const disclosures = (): string =>
  validationSources
    .filter((source) => source.disclosures.length > 0)
    .map((source) => [source.id, ...source.disclosures.map((text) => wrapped(text, '  - '))].join('\n'))
    .join('\n')
