/**
 * What the figures of the pipeline (`cost-schedule.ts`) read of the hardware, as data. Each stage declares it beside its
 * function; `declarations.ts` puts the declarations together, and exploring derives from them what it may leave out.
 */
import type { ResolvedHardware } from '../hardware/resolve'

/**
 * What a design space sweeps. `busyUnits` are the units of level 0 that get a tile at all, a part of those that `pes` gives;
 * `bandwidth` is that of all swept levels together.
 */
export type SweptAxis = 'busyUnits' | 'pes' | 'simd' | 'bandwidth' | 'l1' | 'l2'

export const sweptAxes: readonly SweptAxis[] = ['busyUnits', 'pes', 'simd', 'bandwidth', 'l1', 'l2']

/** How a figure, rounded as it is, follows what it is made of: it never falls, it never rises, or nothing is known. */
export type Trend = 'rises' | 'falls' | 'varies'

/** An axis that is absent is not read: the figure is the same at all its values. */
export type Trends = { readonly [A in SweptAxis]?: Trend }

/** What a figure is made of: axes that its stage reads itself, and figures of stages before it. */
export type Declaration<Before extends string = string> = {
  readonly reads: (hardware: ResolvedHardware) => Trends
  readonly of: { readonly [F in Before]?: Trend }
}

/** A declaration whose reads do not depend on the hardware's tables. */
export const declare = <const F extends string = never>(
  reads: Trends,
  of: { readonly [G in F]?: Trend } = {},
): Declaration<F> => ({ reads: () => reads, of })

const opposite: { readonly [T in Trend]: Trend } = { rises: 'falls', falls: 'rises', varies: 'varies' }

/** The trend of a figure that follows another in one way, which follows an axis in another. */
export const composed = (outer: Trend, inner: Trend): Trend => {
  if (outer === 'varies') return 'varies'
  return outer === 'rises' ? inner : opposite[inner]
}

/** The trend of what follows an axis in two ways. */
export const joined = (a: Trend | undefined, b: Trend | undefined): Trend | undefined => {
  if (a === undefined || b === undefined) return a ?? b
  return a === b ? a : 'varies'
}
