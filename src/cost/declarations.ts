/** The declarations of all stages, and what follows from them for the figures at the end of the pipeline. */
import type { ResolvedHardware } from '../hardware/resolve'
import { accessesDeclared } from './accesses'
import { areaDeclared } from './area'
import { countsDeclared } from './counts'
import { energyDeclared } from './energy'
import { requirementsDeclared } from './requirements'
import { residencyDeclared } from './residency'
import { composed, type Declaration, joined, type SweptAxis, type Trend } from './stage'
import { noStaticDeclared, staticDeclared } from './static-energy'
import { timeDeclared } from './time'
import { totalsDeclared } from './totals'
import { trafficDeclared } from './traffic'

const declared = {
  ...countsDeclared,
  ...trafficDeclared,
  ...residencyDeclared,
  ...requirementsDeclared,
  ...accessesDeclared,
  ...energyDeclared,
  ...timeDeclared,
  ...staticDeclared,
  ...areaDeclared,
  ...totalsDeclared,
}

export type Declared = keyof typeof declared

/** Every figure is made of declared ones: the compiler checks it here. */
export type Declarations = { readonly [F in Declared]: Declaration<Declared> }

export const declarations: Declarations = declared

/** The declarations for hardware: energy follows the runtime only where there are static energies. */
export const declarationsFor = ({ energy }: ResolvedHardware): Declarations =>
  energy.static === null ? { ...declarations, ...noStaticDeclared } : declarations

export const declaredFigures = Object.keys(declared) as readonly Declared[] // the keys of a literal

/**
 * How a figure follows an axis while some figures that it is made of are held as they are; undefined: not at all. The
 * figures that are made of one another have no cycles.
 */
export const trendIn = (
  figure: Declared,
  axis: SweptAxis,
  hardware: ResolvedHardware,
  held: readonly Declared[] = [],
  from: Declarations = declarations,
): Trend | undefined => {
  const { reads, of } = from[figure]
  let trend = reads(hardware)[axis]
  for (const before of declaredFigures) {
    const outer = of[before]
    if (outer === undefined || held.includes(before)) continue
    const inner = trendIn(before, axis, hardware, held, from)
    if (inner !== undefined) trend = joined(trend, composed(outer, inner))
  }
  return trend
}

/** How a figure follows another, while some others are held as they are; undefined: not at all. */
export const trendOf = (
  figure: Declared,
  cause: Declared,
  held: readonly Declared[] = [],
  from: Declarations = declarations,
): Trend | undefined => {
  if (figure === cause) return 'rises'
  const { of } = from[figure]
  let trend: Trend | undefined
  for (const before of declaredFigures) {
    const outer = of[before]
    if (outer === undefined || held.includes(before)) continue
    const inner = trendOf(before, cause, held, from)
    if (inner !== undefined) trend = joined(trend, composed(outer, inner))
  }
  return trend
}
