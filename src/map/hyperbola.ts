/** Two terms whose factors have a product that is no less than a given one. */

/** The least of a·p + b·q for p ≥ least p, q ≥ least q and p·q ≥ product. */
export const leastOnHyperbola = (a: number, b: number, p: number, q: number, product: number): number => {
  if (p * q >= product || a <= 0 || b <= 0) return a * p + b * q
  const best = Math.min(Math.max(Math.sqrt((b * product) / a), p), product / q)
  return a * best + (b * product) / best
}
