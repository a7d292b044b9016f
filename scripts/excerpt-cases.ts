/**
 * Picks a small excerpt of the brute-force cases in ../shared/reference for test/fixtures, so that a clone without that
 * directory is tested too. Run it with `npx tsx scripts/excerpt-cases.ts`; the same cases give the same excerpt.
 *
 * A case has features (its operator, its levels, its overlap, holes, …). Cases are taken one by one, each time the one
 * that shows the most pairs of features not yet seen together for its length, until the budget is spent.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { excerptDirectory, readJson, sharedDirectory } from '../test/cases/case-files'

type Json = { readonly [key: string]: unknown }

/** Bytes of each excerpt: about a tenth of the file, all refusals. */
const budgets: Readonly<Record<string, number>> = {
  'exact-cases': 150_000,
  'input-notation-cases': 50_000,
  'larger-cases': 26_000,
  'window-cases': 70_000,
  'rule-cases': 80_000,
  'bound-cases': 100_000,
  'machine-cases': 120_000,
  'refusal-cases': Number.POSITIVE_INFINITY,
  'machine-refusals': Number.POSITIVE_INFINITY,
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const objectAt = (value: Json, key: string): Json => {
  const found = value[key]
  return isObject(found) ? found : {}
}

const listAt = (value: Json, key: string): readonly unknown[] => {
  const found = value[key]
  return Array.isArray(found) ? found : []
}

const objectsAt = (value: Json, key: string): readonly Json[] => listAt(value, key).filter(isObject)

const numberOf = (value: unknown, absent = 0): number => (typeof value === 'number' ? value : absent)

const when = (holds: boolean, feature: string): readonly string[] => (holds ? [feature] : [])

/** A number by its kind: none, 0, 1, a fraction or more. */
const kindOf = (value: unknown): string => {
  if (typeof value !== 'number') return isObject(value) ? 'object' : 'none'
  if (!Number.isInteger(value)) return 'fraction'
  return value > 1 ? 'more' : String(value)
}

const windowFeatures = (layer: Json): readonly string[] => {
  const axes = objectsAt(objectAt(layer, 'operator'), 'tensors').flatMap((tensor) => listAt(tensor, 'axes'))
  const pairs = axes.flatMap((axis) => {
    const [a, b] = Array.isArray(axis) ? axis.filter(isObject) : []
    return a === undefined || b === undefined
      ? []
      : [[numberOf(a['coefficient'], 1), numberOf(b['coefficient'], 1)]]
  })
  const outputs = objectsAt(objectAt(layer, 'operator'), 'tensors').filter(({ role }) => role === 'output')
  return [
    ...when(outputs.length > 1, 'two outputs'),
    ...pairs.map(([s = 1, d = 1]) => `window ${s > 1 ? 'strided' : ''} ${d > 1 ? 'dilated' : ''}`),
  ]
}

const layerFeatures = (layer: Json): readonly string[] => {
  const given = objectAt(layer, 'given')
  const extents = isObject(layer['sizes']) ? layer['sizes'] : given
  const windows = ['stride', 'dilation', 'padding'].flatMap((key) => {
    const value = layer[key] ?? given[key]
    return value === undefined
      ? []
      : [`${key} ${JSON.stringify(value).replace(/\d+/g, (n) => (n > '1' ? 'n' : n))}`]
  })
  return [
    `operator ${layer['type']} ${objectAt(layer, 'operator')['name'] ?? ''}`,
    `extents ${['Y', 'X', "Y'", "X'"].filter((name) => name in extents)}`,
    ...when(numberOf(extents['N']) > 1, 'batch'),
    ...windows,
    ...windowFeatures(layer),
  ]
}

const directiveFeatures = (directives: readonly unknown[]): readonly string[] => {
  const text = JSON.stringify(directives)
  const spatial = directives.flatMap((line) =>
    Array.isArray(line) && line[0] === 'spatialMap' ? [String(line[3])] : [],
  )
  return [
    ...when(/"cluster",[^\]]*\],\["cluster"/.test(text), 'empty level'),
    ...when(/"cluster",[^\]]*\]\]$/.test(text), 'empty last level'),
    ...when(text.includes('"sz"'), 'sz'),
    ...when(text.includes('"plus"'), 'expression'),
    ...when(spatial.includes('Y') && spatial.includes('R'), 'diagonal Y R'),
    ...when(spatial.includes('X') && spatial.includes('S'), 'diagonal X S'),
    ...spatial.map((name) => `spatial ${name}`),
  ]
}

/** Loops that fold, that end in a short tile, that are spatial at the ends of their level. */
const levelFeatures = (level: Json, depth: number): readonly string[] => {
  const loops = objectsAt(level, 'loops')
  const at = loops.findIndex(({ kind }) => kind === 'spatial')
  const place = at === 0 ? 'outermost' : at === loops.length - 1 ? 'innermost' : 'between'
  const noc = objectAt(level, 'noc')
  return [
    `level ${depth} ${at < 0 ? 'no spatial loop' : `spatial ${place}`}`,
    `level ${depth} units ${kindOf(level['units'])}`,
    ...when('noc' in level, `network ${noc['multicast']} ${noc['reduction']} ${kindOf(noc['latency'])}`),
  ]
}

const hardwareFeatures = (of: Json): readonly string[] => {
  const hardware = objectAt(of, 'hardware')
  const nocs = Array.isArray(hardware['noc']) ? objectsAt(hardware, 'noc') : [objectAt(hardware, 'noc')]
  return [
    `overlap ${of['overlap'] ?? hardware['overlap']}`,
    `simd ${kindOf(of['simd'] ?? hardware['simd'])}`,
    `networks ${Array.isArray(hardware['noc'])} ${nocs.length}`,
    ...nocs.map(({ bandwidth, latency }) => `network ${kindOf(bandwidth)} ${kindOf(latency)}`),
    ...['l1', 'l2', 'offchip', 'energy'].filter((key) => key in hardware),
  ]
}

const answerFeatures = (expected: Json): readonly string[] => {
  const tensors = objectsAt(expected, 'levels').flatMap((level) => Object.values(objectAt(level, 'tensors')))
  const figures = tensors.filter(isObject)
  const stays = Object.values(objectAt(expected, 'offchip')).filter(isObject)
  return [
    ...when(
      figures.some(({ accumulations }) => numberOf(accumulations) > 0),
      'accumulations',
    ),
    ...when(
      figures.some(({ ingress, fills }) => ingress !== fills),
      'shared inputs',
    ),
    ...when(
      figures.some(({ egress, evictions }) => egress !== evictions),
      'shared outputs',
    ),
    ...when(
      stays.some(({ resident }) => resident === false),
      'streamed',
    ),
    ...when(objectAt(objectAt(expected, 'buffers'), 'l2')['fits'] === false, 'does not fit'),
    ...listAt(expected, 'warnings').map((warning) => `warns ${String(warning)}`),
    ...listAt(objectAt(expected, 'energy'), 'uncounted').map((part) => `does not count ${String(part)}`),
  ]
}

const featuresOf = (of: Json): readonly string[] => {
  const levels = 'canonical' in of ? objectsAt(of, 'canonical') : objectsAt(of, 'levels')
  const features = [
    ...layerFeatures(objectAt(of, 'layer')),
    ...directiveFeatures(listAt(of, 'directives')),
    `levels ${levels.length}`,
    ...levels.flatMap(levelFeatures),
    ...hardwareFeatures(of),
    ...answerFeatures(objectAt(of, 'expected')),
  ]
  return [...new Set(features)].sort()
}

const pairsOf = (features: readonly string[]): readonly string[] =>
  features.flatMap((a, i) => features.slice(i).map((b) => `${a} & ${b}`))

type Candidate = { readonly index: number; readonly line: string; readonly pairs: readonly string[] }

/** The first of those that show the most new pairs for their length. */
const mostTelling = (candidates: readonly Candidate[], seen: ReadonlySet<string>): Candidate | undefined => {
  let best: { readonly candidate: Candidate; readonly worth: number } | undefined
  for (const candidate of candidates) {
    const worth = candidate.pairs.filter((pair) => !seen.has(pair)).length / candidate.line.length
    if (best === undefined || worth > best.worth) best = { candidate, worth }
  }
  return best?.candidate
}

/** The lines of the excerpt, in the order of the file. */
const excerptOf = (cases: readonly Json[], budget: number): readonly string[] => {
  let left = cases.map((of, index) => ({ index, line: JSON.stringify(of), pairs: pairsOf(featuresOf(of)) }))
  const seen = new Set<string>()
  const taken: Candidate[] = []
  let bytes = 0
  while (left.length > 0) {
    const next = mostTelling(left, seen)
    if (next === undefined || bytes + next.line.length > budget) break
    for (const pair of next.pairs) seen.add(pair)
    taken.push(next)
    bytes += next.line.length
    left = left.filter(({ index }) => index !== next.index)
  }
  return taken.sort((a, b) => a.index - b.index).map(({ line }) => line)
}

const casesOf = (file: string): readonly Json[] => {
  const cases = readJson(sharedDirectory, file)
  if (!Array.isArray(cases)) throw new Error(`${file} is not a list of cases`)
  return cases.filter(isObject)
}

mkdirSync(excerptDirectory, { recursive: true })
for (const [name, budget] of Object.entries(budgets)) {
  const file = `${name}.json`
  const cases = casesOf(file)
  const lines = excerptOf(cases, budget)
  writeFileSync(join(excerptDirectory, file), `[\n${lines.join(',\n')}\n]\n`)
  console.log(`${file}: ${lines.length} of ${cases.length} cases`)
}
