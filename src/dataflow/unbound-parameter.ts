/** The error of a parameter without a value, whose repair depends on how the dataflow is written. */
import { type EstimateError, fault } from '../error/error'
import { didYouMean } from '../error/nearest'

const bindAsData = (name: string): string =>
  `Bind it in the third argument: dataflow(name, directives, { ${name}: 8 }).`

const givenOf = (name: string): string => `the parameter ${name}, which has none`

export const unboundParameter = (
  path: string,
  parameter: string,
  known: readonly string[],
): EstimateError => {
  const name = parameter.slice(0, 40)
  return fault('UnboundParameter', path, {
    expected: 'an expression whose parameters all have values',
    given: givenOf(name),
    hint: `${didYouMean(name, known)}${bindAsData(name)}`,
    message: `The parameter ${name} has no value.`,
  })
}

const nameIn = (given: string): string | undefined => new RegExp(`^${givenOf('(.*)')}$`, 's').exec(given)?.[1]

/** The same error where a dataflow is a text; any other error as it is. */
export const repairedAs = (error: EstimateError, bind: (name: string) => string): EstimateError => {
  const name = error._tag === 'UnboundParameter' ? nameIn(error.given) : undefined
  if (name === undefined) return error
  return { ...error, hint: error.hint.replace(bindAsData(name), () => bind(name)) }
}
