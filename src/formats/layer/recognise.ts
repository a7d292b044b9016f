/**
 * Which layer of this library a product of tensors is: a convolution, a pool or a matrix product by its coupling, whatever
 * the names are, so that dataflows for these serve it; else a layer of an operator of its own.
 */
import type { Layer } from '../../operator/layer'
import {
  conv2d,
  depthwiseConv2d,
  fullyConnected,
  gemm,
  groupedConv2d,
  layer,
  pool2d,
} from '../../operator/make-layer'
import type { TensorCoupling } from '../../operator/operator'
import { type Coupled, dimensionsOf, precisionOf, type Recognised } from './coupled'

type Window = {
  readonly output: string
  readonly filter: string
  readonly stride: number
  readonly dilation: number
}

/** The dimensions of a product by the tensors that they are on. */
type Roles = {
  readonly output: TensorCoupling
  readonly input: TensorCoupling
  readonly filter: TensorCoupling | undefined
  readonly windows: readonly Window[]
  readonly batch: readonly string[]
  readonly outputChannels: readonly string[]
  readonly inputChannels: readonly string[]
  readonly groups: readonly string[]
}

const isPlain = ({ axes }: TensorCoupling): boolean =>
  axes.every(([term, ...others]) => others.length === 0 && (term?.coefficient ?? 1) === 1)

/** A sum of an output's coordinate and a filter's, in either order. */
const windowOf = (
  axis: TensorCoupling['axes'][number],
  outputs: readonly string[],
  filters: readonly string[] | undefined,
): Window | undefined => {
  const [a, b] = axis
  if (a === undefined || b === undefined) return undefined
  const slides = ({ dimension }: { readonly dimension: string }) =>
    outputs.includes(dimension) && filters?.includes(dimension) !== true
  const [slid, within] = slides(a) ? [a, b] : [b, a]
  const isWindow =
    slides(slid) &&
    !outputs.includes(within.dimension) &&
    (filters === undefined || filters.includes(within.dimension))
  return isWindow
    ? {
        output: slid.dimension,
        filter: within.dimension,
        stride: slid.coefficient ?? 1,
        dilation: within.coefficient ?? 1,
      }
    : undefined
}

/** Names that other tools give to the columns of a filter. */
const columnNames: readonly string[] = ['S', 'FX', 'KX', 'KW']

/** Rows first. */
const inOrder = (windows: readonly Window[]): readonly Window[] => {
  const [first, ...others] = windows
  return first !== undefined && columnNames.includes(first.filter.toUpperCase())
    ? [...others, first]
    : windows
}

const rolesOf = ({ tensors, extents }: Coupled): Roles | undefined => {
  const outputs = tensors.filter(({ role }) => role === 'output')
  const inputs = tensors.filter(({ role }) => role === 'input')
  const [output] = outputs
  if (output === undefined || outputs.length > 1 || inputs.length > 2 || !isPlain(output)) return undefined
  const input = inputs.find((tensor) => !isPlain(tensor)) ?? inputs[0]
  const filter = inputs.find((tensor) => tensor !== input)
  if (input === undefined || (filter !== undefined && !isPlain(filter))) return undefined
  const [ofOutput, ofFilter] = [dimensionsOf(output), filter === undefined ? undefined : dimensionsOf(filter)]
  const slid = input.axes.filter((axis) => axis.length > 1)
  const windows = slid.flatMap((axis) => windowOf(axis, ofOutput, ofFilter) ?? [])
  if (windows.length < slid.length) return undefined
  const single = input.axes.filter(
    ([term, ...others]) => others.length === 0 && (term?.coefficient ?? 1) === 1,
  )
  if (single.length + slid.length < input.axes.length) return undefined
  const inWindow = windows.flatMap((window) => [window.output, window.filter])
  const ofInput = single.flatMap(([term]) => (term === undefined ? [] : [term.dimension]))
  const rest = [...extents.keys()].filter((name) => !inWindow.includes(name))
  const on = (o: boolean, f: boolean, i: boolean) =>
    rest.filter(
      (name) =>
        ofOutput.includes(name) === o &&
        (ofFilter?.includes(name) === true) === f &&
        ofInput.includes(name) === i,
    )
  const [batch, outputChannels] = [on(true, false, true), on(true, true, false)]
  const [inputChannels, groups] = [on(false, true, true), on(true, true, true)]
  const known = batch.length + outputChannels.length + inputChannels.length + groups.length
  return known === rest.length
    ? { output, input, filter, windows: inOrder(windows), batch, outputChannels, inputChannels, groups }
    : undefined
}

type Form = 'conv2d' | 'depthwiseConv2d' | 'groupedConv2d' | 'pool2d' | 'matrix'

/** How many dimensions of each role a form has; a batch may be missing. */
const formOf = ({
  filter,
  windows,
  batch,
  outputChannels,
  inputChannels,
  groups,
}: Roles): Form | undefined => {
  const counts = [outputChannels.length, inputChannels.length, groups.length].join(' ')
  if (filter === undefined) return windows.length === 2 && batch.length === 2 ? 'pool2d' : undefined
  if (windows.length === 0) return counts === '1 1 0' && batch.length === 1 ? 'matrix' : undefined
  if (windows.length !== 2 || batch.length > 1) return undefined
  if (counts === '1 1 0') return 'conv2d'
  if (counts === '0 0 1') return 'depthwiseConv2d'
  return counts === '1 1 1' ? 'groupedConv2d' : undefined
}

type Named = ReadonlyMap<string, string>

const dimensionNames = (form: Form, roles: Roles): Named => {
  const { windows, batch, outputChannels, inputChannels, groups } = roles
  const [rows, columns] = windows
  const names: [string | undefined, string][] = [
    [rows?.output, "Y'"],
    [rows?.filter, 'R'],
    [columns?.output, "X'"],
    [columns?.filter, 'S'],
    [batch[0], 'N'],
    [outputChannels[0], 'K'],
    [inputChannels[0], 'C'],
    [form === 'pool2d' ? batch[1] : groups[0], form === 'groupedConv2d' ? 'G' : 'C'],
  ]
  return new Map(names.flatMap(([name, ours]) => (name === undefined ? [] : [[name, ours] as const])))
}

const tensorNames = ({ output, input, filter }: Roles): Named =>
  new Map([
    [input.name, 'input'],
    [output.name, 'output'],
    ...(filter === undefined ? [] : [[filter.name, 'filter'] as const]),
  ])

const windowed = (coupled: Coupled, form: Exclude<Form, 'matrix'>, roles: Roles): Recognised => {
  const dimensions = dimensionNames(form, roles)
  const tensors = tensorNames(roles)
  const sizes = Object.fromEntries(
    [...coupled.extents].map(([name, extent]) => [dimensions.get(name) ?? name, extent]),
  )
  const [rows, columns] = roles.windows
  const given = {
    // Every dimension of the form has a name in the file, but perhaps for the batch, which is 1 then.
    ...(sizes as { K: number; C: number; G: number; R: number; S: number; "Y'": number; "X'": number }),
    name: coupled.name,
    stride: { y: rows?.stride ?? 1, x: columns?.stride ?? 1 },
    dilation: { y: rows?.dilation ?? 1, x: columns?.dilation ?? 1 },
    ...precisionOf(coupled, tensors),
  }
  const build = { conv2d, depthwiseConv2d, groupedConv2d, pool2d }[form]
  return { layer: build(given), dimensions, tensors }
}

/** A product of matrices whose rows are samples: `N` or `B`, `C` and the filters. */
const isOfSamples = ({ extents }: Coupled): boolean =>
  ['B C K', 'C K N', 'C M N'].includes(
    [...extents.keys()]
      .map((name) => name.toUpperCase())
      .sort()
      .join(' '),
  )

/** Of a matrix product either operand may be the first: A is the one with M, if the file says M. */
const operandsOf = (roles: Roles, filter: TensorCoupling) => {
  const [kept] = roles.batch
  const [other] = roles.outputChannels
  const swapped = other?.toUpperCase() === 'M' || (kept?.toUpperCase() === 'N' && other !== undefined)
  return swapped
    ? { a: filter, b: roles.input, m: other, n: kept }
    : { a: roles.input, b: filter, m: kept, n: other }
}

const matrix = (coupled: Coupled, roles: Roles, filter: TensorCoupling): Recognised => {
  const { extents, name } = coupled
  const extent = (dimension: string | undefined): number => extents.get(dimension ?? '') ?? 1
  const [k = ''] = roles.inputChannels
  if (isOfSamples(coupled)) {
    const isBatch = (dimension: string | undefined) => ['B', 'N'].includes(dimension?.toUpperCase() ?? '')
    const straight = isBatch(roles.batch[0])
    const [n = '', out = ''] = straight
      ? [roles.batch[0], roles.outputChannels[0]]
      : [roles.outputChannels[0], roles.batch[0]]
    const [input, weights] = straight ? [roles.input, filter] : [filter, roles.input]
    const tensors = new Map([
      [input.name, 'input'],
      [weights.name, 'filter'],
      [roles.output.name, 'output'],
    ])
    return {
      layer: fullyConnected({
        N: extent(n),
        K: extent(out),
        C: extent(k),
        name,
        ...precisionOf(coupled, tensors),
      }),
      dimensions: new Map([
        [n, 'N'],
        [out, 'K'],
        [k, 'C'],
      ]),
      tensors,
    }
  }
  const { a, b, m = '', n = '' } = operandsOf(roles, filter)
  const tensors = new Map([
    [a.name, 'A'],
    [b.name, 'B'],
    [roles.output.name, 'C'],
  ])
  return {
    layer: gemm({ M: extent(m), N: extent(n), K: extent(k), name, ...precisionOf(coupled, tensors) }),
    dimensions: new Map([
      [m, 'M'],
      [n, 'N'],
      [k, 'K'],
    ]),
    tensors,
  }
}

const ownOperator = (coupled: Coupled): Recognised => {
  const { name, extents, tensors } = coupled
  const same = new Map(tensors.map((tensor) => [tensor.name, tensor.name]))
  const of: Layer = layer(
    { name: name === '' ? 'operator' : name, dimensions: [...extents.keys()], tensors },
    Object.fromEntries(extents),
    { name, ...precisionOf(coupled, same) },
  )
  return { layer: of, dimensions: new Map([...extents.keys()].map((key) => [key, key])), tensors: same }
}

/** The layer that a product of tensors is. */
export const recognise = (coupled: Coupled): Recognised => {
  const roles = rolesOf(coupled)
  const form = roles === undefined ? undefined : formOf(roles)
  if (roles === undefined || form === undefined) return ownOperator(coupled)
  if (form !== 'matrix') return windowed(coupled, form, roles)
  return roles.filter === undefined ? ownOperator(coupled) : matrix(coupled, roles, roles.filter)
}
