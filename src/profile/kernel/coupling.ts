/**
 * The coupling of tensors and dimensions as the kernel works with it.
 *
 * The kernel knows dimensions by their place. First come the iterated ones, which some level moves or spreads, then those
 * that share an axis with one of them and never change. Axes without an iterated dimension are a factor of the tensor's
 * size that is computed once.
 *
 * This is the one state that outlives a call, because a mapper asks about the same layer again and again: `Placed` is its
 * key, which the host clears before it writes other extents. It is cleared before anything else is written and set last,
 * so that a call that ends by an exception in between leaves nothing behind that a later call would take for its own.
 */
import { Four } from './fours'
import { Input, Most, Scratch } from './layout'
import type { f64, i32 } from './memory'
import { f64At, i32At, putF64, putI32, toI32 } from './memory'

/** A tensor: what moves it, its iterated axes, its size along the other axes, and its elements in all. */
export const enum TensorRecord {
  IsInput = 0,
  /** Bits of the places that it is coupled to, and of those that are an axis alone. */
  Coupled = 4,
  Alone = 8,
  /** Its iterated axes: a list of addresses of axis records. */
  AxesFrom = 12,
  AxesTo = 16,
  FixedSize = 24,
  Used = 32,
  /** Its size along the other axes, where tiles are whole intervals. */
  FixedInterval = 40,
  Bytes = 64,
  Shift = 6,
}

/** An axis s·a + d·b, s and d coprime, by the places of its dimensions times 8; b is −1 for an axis that is a alone. */
export const enum AxisRecord {
  A = 0,
  B = 4,
  S = 8,
  D = 16,
  /** Of the coupling: the numbers of the dimensions. */
  FirstDimension = 24,
  SecondDimension = 28,
  /** What both coefficients of the operator were divided by; and whether tiles are whole intervals, at present. */
  Divisor = 32,
  IsInterval = 40,
  Shift = 6,
}

/** Iterated dimensions: they have the first places. */
export let width: i32 = 0
/** Bytes of numbers per place, in fours. */
export let placeBytes: i32 = 0
export let tensors: i32 = 0
/** Schedules of more rows are too complex. */
export let mostRows: i32 = 0
let dimensions: i32 = 0

export function tensorAt(t: i32): i32 {
  return Scratch.TensorRecords + (t << TensorRecord.Shift)
}

function axisAt(k: i32): i32 {
  return Scratch.AxisRecords + (k << AxisRecord.Shift)
}

/** Reads the coupling that the host wrote. */
export function readCoupling(): void {
  putI32(Input.Placed, -1)
  tensors = toI32(f64At(Input.Tensors))
  dimensions = toI32(f64At(Input.Dimensions))
  mostRows = toI32(f64At(Input.MostRows))
  for (let t: i32 = 0; t < tensors; t++) putI32(tensorAt(t), toI32(f64At(Input.IsInput + (t << 3))))
  const axes = toI32(f64At(Input.AxisEnd + (tensors << 3)))
  for (let k: i32 = 0; k < axes; k++) {
    const axis = axisAt(k)
    putI32(axis + AxisRecord.FirstDimension, toI32(f64At(Input.FirstDimension + (k << 3))))
    putI32(axis + AxisRecord.SecondDimension, toI32(f64At(Input.SecondDimension + (k << 3))))
    putF64(axis + AxisRecord.S, f64At(Input.FirstCoefficient + (k << 3)))
    putF64(axis + AxisRecord.D, f64At(Input.SecondCoefficient + (k << 3)))
    putF64(axis + AxisRecord.Divisor, f64At(Input.CommonDivisor + (k << 3)))
    putI32(axis + AxisRecord.IsInterval, 0)
  }
}

/** Distinct values of s·i + d·j over a values of i and b of j. In this form no intermediate exceeds the result. */
function slidingSize(a: f64, b: f64, s: f64, d: f64): f64 {
  return a <= d || b <= s ? a * b : s * a + d * (b - s)
}

/** From the first to the last element of an axis, over a values of i and b of j. */
function reachOf(axis: i32, a: f64, b: f64): f64 {
  const s = f64At(axis + AxisRecord.S)
  const d = f64At(axis + AxisRecord.D)
  return f64At(axis + AxisRecord.Divisor) * (s * (a - 1) + d * (b - 1))
}

function bitsOf(axis: i32): i32 {
  const first: i32 = 1 << i32At(axis + AxisRecord.FirstDimension)
  const second = i32At(axis + AxisRecord.SecondDimension)
  return second < 0 ? first : first | (1 << second)
}

/** Gives a place to a dimension; returns how many places there are then. */
function placeNext(dimension: i32, places: i32): i32 {
  putI32(Scratch.DimensionAt + (places << 2), dimension)
  putI32(Scratch.PlaceOf + (dimension << 2), places)
  return places + 1
}

function placeDimensions(bits: i32): void {
  let partners: i32 = 0
  const axes = toI32(f64At(Input.AxisEnd + (tensors << 3)))
  for (let k: i32 = 0; k < axes; k++) {
    const own = bitsOf(axisAt(k))
    if ((own & bits) !== 0) partners |= own & ~bits
  }
  let places: i32 = 0
  let fixedMacs: f64 = 1
  for (let d: i32 = 0; d < dimensions; d++) {
    if (((bits >> d) & 1) !== 0) places = placeNext(d, places)
    else fixedMacs *= f64At(Input.Extents + (d << 3))
  }
  putF64(Scratch.FixedMacs, fixedMacs)
  width = places
  for (let d: i32 = 0; d < dimensions; d++) if (((partners >> d) & 1) !== 0) places = placeNext(d, places)
  placeBytes = ((width + 3) >> 2) * Four.Bytes
  for (let p: i32 = 0; p < Most.Dimensions; p++) {
    const extent: f64 = p < places ? f64At(Input.Extents + (i32At(Scratch.DimensionAt + (p << 2)) << 3)) : 0
    putF64(Scratch.Before + (p << 3), extent)
    putF64(Scratch.After + (p << 3), extent)
    putF64(Scratch.Shift + (p << 3), 0)
    putF64(Scratch.Zeros + (p << 3), 0)
  }
}

/** Splits the axes of tensor t into iterated ones, listed from `list` on, and a factor for the rest. Returns the list's end. */
function placeAxes(t: i32, bits: i32, from: i32): i32 {
  const tensor = tensorAt(t)
  let list = from
  let fixed: f64 = 1
  let fixedInterval: f64 = 1
  let used: f64 = 1
  let coupled: i32 = 0
  let alone: i32 = 0
  const end = toI32(f64At(Input.AxisEnd + ((t + 1) << 3)))
  for (let k = toI32(f64At(Input.AxisEnd + (t << 3))); k < end; k++) {
    const axis = axisAt(k)
    const first = i32At(axis + AxisRecord.FirstDimension)
    const second = i32At(axis + AxisRecord.SecondDimension)
    const length = f64At(Input.Extents + (first << 3))
    const other: f64 = second < 0 ? 1 : f64At(Input.Extents + (second << 3))
    const size =
      second < 0 ? length : slidingSize(length, other, f64At(axis + AxisRecord.S), f64At(axis + AxisRecord.D))
    used *= size
    if ((bitsOf(axis) & bits) === 0) {
      fixed *= size
      fixedInterval *= reachOf(axis, length, other) + 1
      continue
    }
    putI32(list, axis)
    list += 4
    const a = i32At(Scratch.PlaceOf + (first << 2))
    putI32(axis + AxisRecord.A, a << 3)
    coupled |= 1 << a
    if (second < 0) {
      putI32(axis + AxisRecord.B, -1)
      alone |= 1 << a
    } else {
      const b = i32At(Scratch.PlaceOf + (second << 2))
      putI32(axis + AxisRecord.B, b << 3)
      coupled |= 1 << b
    }
  }
  putI32(tensor + TensorRecord.Coupled, coupled)
  putI32(tensor + TensorRecord.Alone, alone)
  putI32(tensor + TensorRecord.AxesFrom, from)
  putI32(tensor + TensorRecord.AxesTo, list)
  putF64(tensor + TensorRecord.FixedSize, fixed)
  putF64(tensor + TensorRecord.FixedInterval, fixedInterval)
  putF64(tensor + TensorRecord.Used, used)
  return list
}

/** Gives places to the dimensions whose bits are set, unless they have them already for the same extents. */
export function placeCoupling(bits: i32): void {
  if (i32At(Input.Placed) === bits) return
  putI32(Input.Placed, -1)
  placeDimensions(bits)
  let list: i32 = Scratch.IteratedAxes
  for (let t: i32 = 0; t < tensors; t++) list = placeAxes(t, bits, list)
  putI32(Input.Placed, bits)
}

/** Puts the extents of the iterated dimensions into `After`, and all extents into `FullBox`. */
export function loadExtents(): void {
  for (let d: i32 = 0; d < dimensions; d++)
    putF64(Scratch.FullBox + (d << 3), f64At(Input.Extents + (d << 3)))
  for (let p: i32 = 0; p < width; p++)
    putF64(Scratch.After + (p << 3), f64At(Input.Extents + (i32At(Scratch.DimensionAt + (p << 2)) << 3)))
}

/** How far the last element of an axis lies from the first, in a box of the given lengths. */
export function reachOn(axis: i32, lengths: i32): f64 {
  const b = i32At(axis + AxisRecord.B)
  return reachOf(axis, f64At(lengths + i32At(axis + AxisRecord.A)), b < 0 ? 1 : f64At(lengths + b))
}

/** How far the first element of an axis moves in a step, by the shifts of the dimensions. */
export function shiftOn(axis: i32): f64 {
  const b = i32At(axis + AxisRecord.B)
  const ofB: f64 = b < 0 ? 0 : f64At(axis + AxisRecord.D) * f64At(Scratch.Shift + b)
  const ofA = f64At(axis + AxisRecord.S) * f64At(Scratch.Shift + i32At(axis + AxisRecord.A))
  return f64At(axis + AxisRecord.Divisor) * (ofA + ofB)
}

/** Whether the tiles of an axis are whole intervals, at present. */
export function isInterval(axis: i32): boolean {
  return i32At(axis + AxisRecord.IsInterval) !== 0
}

function swapSizes(tensor: i32): void {
  const fixed = f64At(tensor + TensorRecord.FixedSize)
  putF64(tensor + TensorRecord.FixedSize, f64At(tensor + TensorRecord.FixedInterval))
  putF64(tensor + TensorRecord.FixedInterval, fixed)
}

/** Tiles of the tensors whose bits are set become whole intervals (1), or what is touched again (0). */
export function setIntervals(bits: i32, on: i32): void {
  for (let t: i32 = 0; t < tensors; t++) {
    if (((bits >> t) & 1) === 0) continue
    const tensor = tensorAt(t)
    swapSizes(tensor)
    const end = i32At(tensor + TensorRecord.AxesTo)
    for (let i = i32At(tensor + TensorRecord.AxesFrom); i < end; i += 4)
      putI32(i32At(i) + AxisRecord.IsInterval, on)
  }
}

/** Distinct elements of an axis in a box of the given lengths. */
export function sizeOn(axis: i32, lengths: i32): f64 {
  if (isInterval(axis)) return reachOn(axis, lengths) + 1
  const a = f64At(lengths + i32At(axis + AxisRecord.A))
  const b = i32At(axis + AxisRecord.B)
  if (b < 0) return a
  return slidingSize(a, f64At(lengths + b), f64At(axis + AxisRecord.S), f64At(axis + AxisRecord.D))
}

/** Distinct elements of a tensor in a box of the given lengths. */
export function sizeOf(tensor: i32, lengths: i32): f64 {
  const end = i32At(tensor + TensorRecord.AxesTo)
  let size = f64At(tensor + TensorRecord.FixedSize)
  for (let i = i32At(tensor + TensorRecord.AxesFrom); i < end; i += 4) size *= sizeOn(i32At(i), lengths)
  return size
}
