/** A loop nest as Timeloop's `mapping`, and the tree of storages that it is for. */
import type { LoopNest, NestLevel } from '../../notation/loop-nest'
import { quoted, timeloopName } from './print-names'

type Factors = Readonly<Record<string, number>>

/** Whether names of one letter may stand in one text, as all versions take them; others need the lists of version 0.4. */
type Style = { readonly isShort: boolean }

const directive = (
  target: string,
  type: string,
  { factors, order }: { readonly factors: Factors; readonly order: readonly string[] },
  { isShort }: Style,
): readonly string[] => {
  const written = Object.entries(factors).map(([name, factor]) => `${timeloopName(name)}=${factor}`)
  if (written.length === 0) return []
  const innermostFirst = order.map(timeloopName).reverse()
  return [
    `- target: ${quoted(target)}`,
    `  type: ${type}`,
    `  factors: ${isShort ? written.join(' ') : `[${written.join(', ')}]`}`,
    `  permutation: ${isShort ? `"${innermostFirst.join('')}"` : `[${innermostFirst.join(', ')}]`}`,
  ]
}

const inAnyOrder = (factors: Factors = {}) => ({ factors, order: Object.keys(factors) })

const levelLines = ({ temporal, spatial }: NestLevel, target: string, style: Style): readonly string[] => {
  const { factors = {}, permutation = Object.keys(factors) } = temporal ?? {}
  return [
    ...directive(target, 'temporal', { factors, order: permutation }, style),
    ...directive(target, 'spatial', inAnyOrder(spatial?.factors), style),
  ]
}

/** `names` are the storages, from off-chip to L1. What is off-chip has no loops. */
export const mappingText = (
  { levels, tile }: LoopNest,
  dimensions: readonly string[],
  names: readonly string[],
): string => {
  const style = { isShort: dimensions.every((name) => timeloopName(name).length === 1) }
  const [outside = '', ...inside] = names
  return [
    'mapping:',
    `- target: ${quoted(outside)}`,
    '  type: temporal',
    ...levels.flatMap((level, i) => levelLines(level, inside[i] ?? '', style)),
    ...directive(inside[inside.length - 1] ?? '', 'temporal', inAnyOrder(tile), style),
    '',
  ].join('\n')
}

const component = (name: string, kind: string): readonly string[] => [
  '  - !Component',
  `    name: ${quoted(name)}`,
  `    class: ${kind}`,
]

/** Storages without sizes: as many of each as the nest has units. */
export const architectureText = ({ levels }: LoopNest, names: readonly string[]): string => {
  const [outside = '', shared = '', ...inner] = names
  const units = levels.flatMap(({ spatial }, i) => [
    ...((spatial?.instances ?? 1) === 1
      ? []
      : ['  - !Container', `    name: units${i}`, `    spatial: { meshX: ${spatial?.instances ?? 1} }`]),
    ...component(inner[i] ?? '', i === levels.length - 1 ? 'regfile' : 'SRAM'),
  ])
  return [
    'architecture:',
    '  version: 0.4',
    '  nodes:',
    ...component(outside, 'DRAM'),
    ...component(shared, 'SRAM'),
    ...units,
    ...component('MAC', 'intmac'),
    '',
  ].join('\n')
}
