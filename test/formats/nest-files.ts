/** Random mappings as files of Timeloop write them, and what their loops do, by running them. Nothing of `src` is used here. */
import { type Random, shuffled } from '../support/generators/random'

type Terms = readonly (readonly [dimension: string, coefficient: number])[]
type Tensor = { readonly name: string; readonly isOutput: boolean; readonly axes: readonly Terms[] }

export type FileProblem = {
  readonly name: string
  readonly extents: Readonly<Record<string, number>>
  readonly tensors: readonly Tensor[]
  readonly hasWindow: boolean
}

export type FileLoop = { readonly dimension: string; readonly factor: number }

/** Loops outermost first. */
export type FileLevel = {
  readonly target: string
  readonly temporal: readonly FileLoop[]
  readonly spatial: readonly FileLoop[]
}

export type FileNest = { readonly problem: FileProblem; readonly levels: readonly FileLevel[] }

const axes = (text: string): readonly Terms[] =>
  text.split(' ').map((axis) =>
    axis.split('+').map((term) => {
      const [, digits = '', dimension = ''] = /^(\d*)(\w+)$/.exec(term) ?? []
      return [dimension, digits === '' ? 1 : Number(digits)] as const
    }),
  )

const tensor = (name: string, text: string, isOutput = false): Tensor => ({
  name,
  isOutput,
  axes: axes(text),
})

const shapes: readonly Omit<FileProblem, 'extents'>[] = [
  {
    name: 'product',
    hasWindow: false,
    tensors: [tensor('A', 'M K'), tensor('B', 'K N'), tensor('Z', 'M N', true)],
  },
  {
    name: 'batched',
    hasWindow: false,
    tensors: [tensor('Q', 'H I E'), tensor('K', 'H J E'), tensor('S', 'H I J', true)],
  },
  {
    name: 'row',
    hasWindow: true,
    tensors: [tensor('Weights', 'K C R'), tensor('Inputs', 'C P+R'), tensor('Outputs', 'K P', true)],
  },
  {
    name: 'strided',
    hasWindow: true,
    tensors: [tensor('Weights', 'K C R'), tensor('Inputs', 'C 2P+R'), tensor('Outputs', 'K P', true)],
  },
]

const dimensionsOf = ({ tensors }: Pick<FileProblem, 'tensors'>): readonly string[] => [
  ...new Set(tensors.flatMap((each) => each.axes.flatMap((terms) => terms.map(([name]) => name)))),
]

const factors = [1, 1, 1, 2, 2, 3]

const pick = <A>(random: Random, of: readonly A[]): A => of[random(0, of.length - 1)] as A // never empty

/** A nest of two to four storages; `spread` dimensions at most are spread below each. */
export const randomFileNest = (random: Random): FileNest => {
  const shape = pick(random, shapes)
  const names = dimensionsOf(shape)
  const count = random(2, 4)
  const levels = Array.from({ length: count }, (_, i): FileLevel => {
    const isLast = i === count - 1
    const temporal = shuffled(random, names).flatMap((dimension) => {
      const factor = i === 0 && count > 2 && random(0, 2) === 0 ? 1 : pick(random, factors)
      return factor > 1 ? [{ dimension, factor }] : []
    })
    const spread = isLast ? 0 : random(0, shape.hasWindow ? 1 : 2)
    const spatial = shuffled(random, names)
      .slice(0, spread)
      .map((dimension) => ({ dimension, factor: random(2, 3) }))
    return { target: `Storage${i}`, temporal: temporal.slice(0, 3), spatial }
  })
  const extents = Object.fromEntries(
    names.map((name) => [
      name,
      levels
        .flatMap(({ temporal, spatial }) => [...temporal, ...spatial])
        .reduce((product, { dimension, factor }) => (dimension === name ? product * factor : product), 1),
    ]),
  )
  return { problem: { ...shape, extents }, levels }
}

/** `problem:` with its shape written out. */
export const problemText = ({ name, extents, tensors }: FileProblem): string =>
  [
    'problem:',
    '  shape:',
    `    name: ${name}`,
    `    dimensions: [${Object.keys(extents).join(', ')}]`,
    '    coefficients: [{ name: Stride, default: 1 }]',
    '    data-spaces:',
    ...tensors.map(({ name: of, isOutput, axes: all }) => {
      const written = all
        .map((terms) => `[${terms.map(([d, c]) => (c === 1 ? `[${d}]` : `[${d}, Stride]`)).join(', ')}]`)
        .join(', ')
      return `    - { name: ${of}, projection: [${written}]${isOutput ? ', read-write: True' : ''} }`
    }),
    '  instance:',
    ...Object.entries(extents).map(([of, extent]) => `    ${of}: ${extent}`),
    ...(tensors.some((each) => each.axes.some((terms) => terms.some(([, c]) => c === 2)))
      ? ['    Stride: 2']
      : []),
  ].join('\n')

/** Both ways to write factors: in one text and as lists. */
const directive = (target: string, type: string, loops: readonly FileLoop[], asLists: boolean): string => {
  const written = loops.map(({ dimension, factor }) => `${dimension}=${factor}`)
  const order = loops.map(({ dimension }) => dimension).reverse()
  return asLists
    ? `- { target: ${target}, type: ${type}, factors: [${written.join(', ')}], permutation: [${order.join(', ')}] }`
    : `- target: ${target}\n  type: ${type}\n  factors: ${written.join(' ')}\n  permutation: ${order.join('')}`
}

export type Bypass = { readonly target: string; readonly tensor: string }

export const mappingText = ({ levels }: FileNest, asLists: boolean, bypass?: Bypass): string =>
  [
    'mapping:',
    ...levels.flatMap(({ target, temporal, spatial }) => [
      directive(target, 'temporal', temporal, asLists),
      ...(spatial.length === 0 ? [] : [directive(target, 'spatial', spatial, asLists)]),
    ]),
    ...(bypass === undefined
      ? []
      : [`- { target: ${bypass.target}, type: bypass, bypass: [${bypass.tensor}] }`]),
  ].join('\n')

const productOf = (loops: readonly FileLoop[]): number =>
  loops.reduce((product, { factor }) => product * factor, 1)

/** A tree of version 0.3 in which every storage has as many units below it as the loops spread over; `spare` times as many below one of them. */
export const architectureText = ({ levels }: FileNest, spare: number, below: number): string => {
  const lines = ['architecture:', '  version: 0.3', '  subtree:']
  let indent = '  '
  for (const [i, { target }] of levels.entries()) {
    const above = i === 0 ? 1 : productOf(levels[i - 1]?.spatial ?? []) * (i === below + 1 ? spare : 1)
    const range = above > 1 ? `[0..${above - 1}]` : ''
    lines.push(`${indent}- name: node${i}${range}`, `${indent}  local:`)
    lines.push(`${indent}  - name: ${target}`, `${indent}    class: ${i === 0 ? 'DRAM' : 'SRAM'}`)
    lines.push(
      `${indent}    attributes: { word-bits: 16, ${i === 0 ? '' : 'depth: 4096, '}width: 32, read_bandwidth: ${8 * (i + 1)}, write_bandwidth: ${8 * (i + 1)} }`,
    )
    if (i === levels.length - 1) lines.push(`${indent}  - { name: MACs, class: intmac }`)
    else lines.push(`${indent}  subtree:`)
    indent += '  '
  }
  return lines.join('\n')
}

type Loop = FileLoop & { readonly level: number; readonly isSpatial: boolean; readonly stride: number }

/** All loops, outermost first, each with how far apart its tiles start. */
const loopsOf = ({ levels }: FileNest): readonly Loop[] => {
  const loops = levels.flatMap(({ temporal, spatial }, level) => [
    ...temporal.map((loop) => ({ ...loop, level, isSpatial: false })),
    ...spatial.map((loop) => ({ ...loop, level, isSpatial: true })),
  ])
  return loops.map((loop, i) => ({
    ...loop,
    stride: productOf(loops.slice(i + 1).filter(({ dimension }) => dimension === loop.dimension)),
  }))
}

/** All values of the indices of loops, the last the fastest. */
const counters = (loops: readonly Loop[]): readonly (readonly number[])[] =>
  loops.reduce<readonly (readonly number[])[]>(
    (all, { factor }) => all.flatMap((so) => Array.from({ length: factor }, (_, index) => [...so, index])),
    [[]],
  )

type Point = Readonly<Record<string, number>>

const starts = (loops: readonly Loop[], indices: readonly number[]): Point => {
  const start: Record<string, number> = {}
  for (const [i, { dimension, stride }] of loops.entries())
    start[dimension] = (start[dimension] ?? 0) + stride * (indices[i] ?? 0)
  return start
}

const added = (a: Point, b: Point): Point => {
  const sum: Record<string, number> = { ...a }
  for (const [name, value] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + value
  return sum
}

const elementOf = ({ axes: all }: Tensor, point: Point): string =>
  all
    .map((terms) => terms.reduce((sum, [name, coefficient]) => sum + coefficient * (point[name] ?? 0), 0))
    .join(' ')

const without = (a: ReadonlySet<string>, b: ReadonlySet<string> | undefined): readonly string[] =>
  [...a].filter((element) => b?.has(element) !== true)

/**
 * What crosses into the storages of a level from those above it, or from those further out: for an input, the elements that
 * units of a storage read anew in a step, each once for all of them; for an output, those that they give up, at the end all.
 */
export const crossingsOf = (
  nest: FileNest,
  boundary: number,
  from = boundary - 1,
): Readonly<Record<string, number>> => {
  const loops = loopsOf(nest)
  const outside = loops.filter(({ level }) => level < boundary)
  const inside = counters(loops.filter(({ level }) => level >= boundary)).map((indices) =>
    starts(
      loops.filter(({ level }) => level >= boundary),
      indices,
    ),
  )
  const inTime = outside.filter(({ isSpatial }) => !isSpatial)
  const parentLoops = outside.filter(({ isSpatial, level }) => isSpatial && level < from)
  const parents = counters(parentLoops)
  const unitLoops = outside.filter(({ isSpatial, level }) => isSpatial && level >= from)
  const units = counters(unitLoops)
  const crossings: Record<string, number> = {}
  for (const each of nest.problem.tensors) {
    let total = 0
    for (const parent of parents) {
      const held = new Map<number, ReadonlySet<string>>()
      const count = (tilesOf: (unit: number) => ReadonlySet<string> | undefined): void => {
        const moved = new Set<string>()
        for (const unit of units.keys()) {
          const [before, now] = [held.get(unit), tilesOf(unit)]
          const none: ReadonlySet<string> = new Set()
          const changed = each.isOutput ? without(before ?? none, now) : without(now ?? none, before)
          for (const element of changed) moved.add(element)
          if (now !== undefined) held.set(unit, now)
        }
        total += moved.size
      }
      for (const time of counters(inTime)) {
        const at = added(starts(inTime, time), starts(parentLoops, parent))
        count((unit) => {
          const from = added(at, starts(unitLoops, units[unit] ?? []))
          return new Set(inside.map((point) => elementOf(each, added(from, point))))
        })
      }
      if (each.isOutput) count(() => undefined)
    }
    crossings[each.name] = total
  }
  return crossings
}

export const stepsInTime = ({ levels }: FileNest): number =>
  productOf(levels.flatMap(({ temporal }) => temporal))

export const unitsOf = ({ levels }: FileNest): number => productOf(levels.flatMap(({ spatial }) => spatial))

export const pointsOf = ({ problem }: FileNest): number =>
  Object.values(problem.extents).reduce((product, extent) => product * extent, 1)
