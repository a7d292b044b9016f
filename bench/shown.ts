/** A figure of the benchmark: microseconds per estimate, and the bound that was set for it, if one was. */
export type Measured = { readonly what: string; readonly time: number; readonly bound: number | null }

export const shownTime = (microseconds: number): string =>
  microseconds < 1
    ? `${Math.round(1000 * microseconds)} ns`
    : microseconds < 1000
      ? `${microseconds.toPrecision(3)} µs`
      : `${(microseconds / 1000).toPrecision(3)} ms`

export const shownRate = (microseconds: number): string =>
  microseconds < 1
    ? `${(1 / microseconds).toFixed(1)} M/s`
    : microseconds < 1000
      ? `${Math.round(1000 / microseconds)} k/s`
      : `${Math.round(1e6 / microseconds)} /s`
