/** The rules for an operator's coupling (docs/spec.md, section 1), checked on untrusted data. */
import { type ErrorTag, fault, type Report } from '../error/error'
import { didYouMean } from '../error/nearest'
import { listed as inWords, show } from '../error/show'
import { isPositiveInteger } from '../internal/arithmetic'
import { mostDimensions, mostTensors } from '../internal/limits'
import { readList, readRecord, readText } from '../internal/read'
import type { Coupling } from './coupling'
import type { Axis, Tensor, Term } from './problem'

const validName = /^[A-Za-z_][A-Za-z0-9_]*'?$/

const unsupported = (path: string, expected: string, given: string, hint: string) =>
  fault('UnsupportedCoupling', path, { expected, given, hint })

export const isName = (value: string): boolean => validName.test(value)

const readName = (value: unknown, path: string, report: Report): string => {
  if (typeof value === 'string' && validName.test(value)) return value
  report.push(
    fault('Malformed', path, {
      expected:
        "a name of the letters A to Z and a to z, digits and _, with no digit first, perhaps with a ' at its end",
      given: show(value),
      hint: "Rename it, for instance to K or Y'.",
    }),
  )
  return typeof value === 'string' ? value : ''
}

const reportRepeated = (
  names: readonly string[],
  path: (i: number) => string,
  what: string,
  report: Report,
) =>
  names.forEach((name, i) => {
    if (name !== '' && names.indexOf(name) < i)
      report.push(
        unsupported(path(i), `a ${what} named only once`, `${name} again`, `Rename or remove one ${name}.`),
      )
  })

const readTerm = (value: unknown, path: string, dimensions: readonly string[], report: Report): Term => {
  const record = readRecord(value, path, ['dimension', 'coefficient'], 'Malformed', report)
  if (record === undefined) return { dimension: -1, coefficient: 1 }
  const name = record['dimension']
  const given = record['coefficient']
  const coefficient = given === undefined ? 1 : given
  const dimension = typeof name === 'string' ? dimensions.indexOf(name) : -1
  if (dimension < 0) {
    const tag: ErrorTag = typeof name === 'string' ? 'UnknownDimension' : 'Malformed'
    report.push(
      fault(tag, `${path}.dimension`, {
        expected: `one of the operator's dimensions ${inWords([...new Set(dimensions)], 'or')}`,
        given: show(name),
        hint: `${typeof name === 'string' ? didYouMean(name, dimensions) : ''}Name a dimension of the operator.`,
      }),
    )
  }
  if (isPositiveInteger(coefficient)) return { dimension, coefficient }
  const place = `${path}.coefficient`
  report.push(
    typeof coefficient === 'number'
      ? unsupported(place, 'a positive integer', show(coefficient), 'Couple with a coefficient of 1 or more.')
      : fault('Malformed', place, {
          expected: 'a positive integer',
          given: show(coefficient),
          hint: 'Write a number.',
        }),
  )
  return { dimension, coefficient: 1 }
}

const readAxis = (value: unknown, path: string, dimensions: readonly string[], report: Report): Axis => {
  const terms = readList(value, path, 64, 'Malformed', report)
  if (terms !== undefined && terms.length !== 1 && terms.length !== 2)
    report.push(
      unsupported(
        path,
        'one or two dimensions',
        `${terms.length} of them`,
        'An axis is a sum of at most two terms; leave out one that is empty.',
      ),
    )
  return (terms ?? []).map((term, i) => readTerm(term, `${path}[${i}]`, dimensions, report))
}

const reportDimensionTwice = (
  axes: readonly Axis[],
  path: string,
  names: readonly string[],
  report: Report,
) => {
  const seen = new Set<number>()
  axes.forEach((axis, a) => {
    axis.forEach(({ dimension }, t) => {
      if (dimension >= 0 && seen.has(dimension))
        report.push(
          unsupported(
            `${path}.axes[${a}][${t}]`,
            'a dimension that no other place of this tensor uses',
            `${names[dimension]} again`,
            `Couple ${names[dimension]} to one axis only.`,
          ),
        )
      seen.add(dimension)
    })
  })
}

const readTensor = (value: unknown, path: string, dimensions: readonly string[], report: Report): Tensor => {
  const record = readRecord(value, path, ['name', 'role', 'axes'], 'Malformed', report) ?? {}
  const name = readName(record['name'], `${path}.name`, report)
  const role = record['role']
  if (role !== 'input' && role !== 'output')
    report.push(
      fault('Malformed', `${path}.role`, {
        expected: "'input' or 'output'",
        given: show(role),
        hint: "Say whether the operator reads ('input') or writes ('output') the tensor.",
      }),
    )
  const listed = readList(record['axes'], `${path}.axes`, mostDimensions, 'Malformed', report) ?? []
  const axes = listed.map((axis, i) => readAxis(axis, `${path}.axes[${i}]`, dimensions, report))
  reportDimensionTwice(axes, path, dimensions, report)
  return { name, role: role === 'input' ? 'input' : 'output', axes }
}

const noOutput = (path: string) =>
  fault('UnsupportedCoupling', path, {
    expected: 'tensors of which at least one is an output',
    given: 'tensors without an output',
    hint: "Give the tensor that is computed the role 'output'.",
    message: 'The operator has no output.',
  })

/** Checks an operator; the result is sound if nothing was reported. */
export const checkOperator = (value: unknown, path: string, report: Report): Coupling => {
  const record = readRecord(value, path, ['name', 'dimensions', 'tensors'], 'Malformed', report)
  if (record === undefined) return { dimensions: [], tensors: [] }
  readText(record['name'], `${path}.name`, '', report)
  const given =
    readList(record['dimensions'], `${path}.dimensions`, mostDimensions, 'Malformed', report) ?? []
  const dimensions = given.map((entry, i) => readName(entry, `${path}.dimensions[${i}]`, report))
  reportRepeated(dimensions, (i) => `${path}.dimensions[${i}]`, 'dimension', report)
  const listed = readList(record['tensors'], `${path}.tensors`, mostTensors, 'Malformed', report)
  const tensors = (listed ?? []).map((tensor, i) =>
    readTensor(tensor, `${path}.tensors[${i}]`, dimensions, report),
  )
  const names = tensors.map((tensor) => tensor.name)
  reportRepeated(names, (i) => `${path}.tensors[${i}].name`, 'tensor', report)
  // A role that cannot be read has been reported already, and so has a list that is too long.
  if (listed !== undefined && !tensors.some(({ role }) => role !== 'input'))
    report.push(noOutput(`${path}.tensors`))
  return { dimensions, tensors }
}
