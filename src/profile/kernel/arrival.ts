/** How inputs arrive at the level that is being profiled (docs/spec.md, section 17), as bits of tensors. */
import { setIntervals } from './coupling'
import { Input } from './layout'
import type { i32 } from './memory'
import { i32At, putI32 } from './memory'

/** Inputs of which units keep nothing from step to step. */
export let reloaded: i32 = 0
/** Inputs whose tiles are whole intervals. */
export let intervals: i32 = 0

/** Enters a level. The coupling counts whole intervals until the level is left. */
export function beginArrivals(level: i32): void {
  reloaded = 0
  intervals = 0
  if (i32At(Input.HasRules) === 0) return
  reloaded = i32At(Input.Reloaded + (level << 2))
  if (level > 0) return
  intervals = i32At(Input.Contiguous)
  if (intervals === 0) return
  // A call that ends in between must not leave the coupling like this.
  putI32(Input.Placed, -1)
  setIntervals(intervals, 1)
}

/** Leaves a level. The coupling has been placed for the iterated dimensions whose bits are given. */
export function endArrivals(placed: i32): void {
  if (intervals === 0) return
  setIntervals(intervals, 0)
  putI32(Input.Placed, placed)
  intervals = 0
}
