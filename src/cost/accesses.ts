/** Accesses of every buffer (cost model, section 7), per tensor. */
import { mostTensors, tape } from '../analysis/kernel/tape'
import { offchipReads, offchipWrites } from './offchip'
import { accumulations, at, crossing, isInput } from './traffic'

/** Reads and writes of the buffer that was asked for last, per tensor and in total. */
export const reads = /* @__PURE__ */ new Float64Array(mostTensors)
export const writes = /* @__PURE__ */ new Float64Array(mostTensors)

/** The shared buffer feeds level 0 and trades with the outside. */
export const accessShared = (tensors: number): void => {
  for (let t = 0; t < tensors; t++) {
    const i = at(0, t)
    reads[t] = (isInput[t] === 1 ? crossing[i]! : accumulations[i]!) + offchipWrites[t]!
    writes[t] = offchipReads[t]! + (isInput[t] === 1 ? 0 : crossing[i]!)
  }
}

/** A cluster's buffer feeds the level below it and trades with the one above. */
export const accessCluster = (tensors: number, level: number): void => {
  for (let t = 0; t < tensors; t++) {
    const own = at(level, t)
    const below = at(level + 1, t)
    reads[t] = isInput[t] === 1 ? crossing[below]! : accumulations[below]! + tape.sum[own]!
    writes[t] = isInput[t] === 1 ? tape.sum[own]! : crossing[below]!
  }
}

/** A PE's buffer: per MAC one operand of an input, or one partial sum written and, but for the first, read. */
export const accessPes = (tensors: number, macs: number): void => {
  const last = tape.levels - 1
  for (let t = 0; t < tensors; t++) {
    const acquired = tape.sum[at(last, t)]!
    reads[t] = isInput[t] === 1 ? macs : macs - acquired + acquired
    writes[t] = isInput[t] === 1 ? acquired : macs
  }
}
