/**
 * The units of a level in one step: neighbouring units that go through the same are one class. All tiles have the same
 * length but for a short last one and idle units, so that there are at most four classes.
 */
import { Scratch } from './layout'
import type { f64, i32 } from './memory'
import { f64At, putF64 } from './memory'
import { spatial } from './trips'

/** The first unit, the number of units, and the lengths of their tiles along the spatial dimension, 0 for an idle unit. */
export const enum UnitClass {
  First = 0,
  Count = 8,
  Before = 16,
  After = 24,
  Bytes = 32,
}

/** Writes one class of `count` units; returns where the next class goes. */
export function putClass(at: i32, first: f64, count: f64, before: f64, after: f64): i32 {
  putF64(at + UnitClass.First, first)
  putF64(at + UnitClass.Count, count)
  putF64(at + UnitClass.Before, before)
  putF64(at + UnitClass.After, after)
  return at + UnitClass.Bytes
}

/** The classes of units whose tiles are as long before as after: those of full tiles, and one of a short tile. */
function splitStanding(tile: f64, full: f64, short: f64): i32 {
  let end: i32 = Scratch.Classes
  if (full > 0) end = putClass(end, 0, full, tile, tile)
  return short > 0 ? putClass(end, full, 1, short, short) : end
}

/** Splits the units of a step whose covers are in `Before` and `After` into classes. Returns the end of the classes. */
export function splitUnits(held: i32, holds: i32): i32 {
  if (spatial < 0) return putClass(Scratch.Classes, 0, 1, held, holds)
  const tile = f64At(Scratch.SpatialTile)
  const coverBefore: f64 = held !== 0 ? f64At(Scratch.Before + spatial) : 0
  const coverAfter: f64 = holds !== 0 ? f64At(Scratch.After + spatial) : 0
  const fullBefore = Math.floor(coverBefore / tile)
  const shortBefore = coverBefore - fullBefore * tile
  if (coverBefore === coverAfter) return splitStanding(tile, fullBefore, shortBefore)
  const allBefore = shortBefore > 0 ? fullBefore + 1 : fullBefore
  const fullAfter = Math.floor(coverAfter / tile)
  const shortAfter = coverAfter - fullAfter * tile
  const allAfter = shortAfter > 0 ? fullAfter + 1 : fullAfter
  const all = allBefore > allAfter ? allBefore : allAfter
  let end: i32 = Scratch.Classes
  for (let u: f64 = 0; u < all; ) {
    let next = all
    if (u < allBefore && allBefore < next) next = allBefore
    if (u < fullBefore && fullBefore < next) next = fullBefore
    if (u < allAfter && allAfter < next) next = allAfter
    if (u < fullAfter && fullAfter < next) next = fullAfter
    const before: f64 = u < fullBefore ? tile : u < allBefore ? shortBefore : 0
    const after: f64 = u < fullAfter ? tile : u < allAfter ? shortAfter : 0
    end = putClass(end, u, next - u, before, after)
    u = next
  }
  return end
}
