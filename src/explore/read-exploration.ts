/** Explorations from anywhere as data of our own. */
import { attempt } from '../error/attempt'
import { uncountedParts } from '../hardware/energy'
import { isNonNegativeInteger } from '../internal/arithmetic'
import { isRight } from '../internal/either'
import { isRecord, type UnknownRecord } from '../internal/read'
import { snapshot } from '../internal/snapshot'
import { type Exploration, type Invalid, objectives } from './space'

const reasons: readonly (keyof Invalid)[] = [
  'dataflow',
  'l1',
  'clusters',
  'l2',
  'area',
  'power',
  'averagePower',
]

const areCounts = (value: unknown, keys: readonly string[]): value is UnknownRecord =>
  isRecord(value) && keys.every((key) => isNonNegativeInteger(value[key]))

const figures = ['index', 'runtime', 'energy', 'edp', 'utilization'] as const
const orAbsent = ['area', 'power', 'averagePower'] as const

const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value)

const isDesign = (value: unknown): boolean =>
  isRecord(value) &&
  figures.every((key) => isNumber(value[key])) &&
  orAbsent.every((key) => value[key] === null || isNumber(value[key]))

const isBasis = (value: unknown): boolean => {
  if (!isRecord(value)) return false
  const { unit, uncounted } = value
  return (
    (unit === 'MAC' || unit === 'pJ') &&
    Array.isArray(uncounted) &&
    uncounted.every((part) => uncountedParts.includes(part))
  )
}

const isExploration = (value: unknown): value is Exploration => {
  if (!isRecord(value)) return false
  const { designs, energy, front, best } = value
  return (
    areCounts(designs, ['total', 'valid']) &&
    areCounts(designs['invalid'], reasons) &&
    (energy === null || isBasis(energy)) &&
    Array.isArray(front) &&
    front.every(isDesign) &&
    isRecord(best) &&
    objectives.every((name) => best[name] === undefined || best[name] === null || isDesign(best[name]))
  )
}

/** A copy of an exploration, of which nothing is read again; null if the value is none. */
export const readExploration = (value: unknown): Exploration | null => {
  const copy = attempt(() => {
    const copied = snapshot(value)
    return isExploration(copied) ? copied : undefined
  })
  return isRight(copy) ? copy.right : null
}
