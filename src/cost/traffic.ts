/** The reported counts of every level and tensor (cost model, section 4), once the networks' features are known. */
import { mostTensors, perLevelAndTensor, tape } from '../analysis/kernel/tape'
import type { ResolvedNetwork } from '../hardware/resolve'

/** A tensor's name and role: what the cost model knows of an operator. */
export type Role = { readonly name: string; readonly role: 'input' | 'output' }

/** Ingress of an input or egress of an output, at level · mostTensors + tensor. Fills and evictions are `tape.sum`. */
export const crossing = /* @__PURE__ */ perLevelAndTensor()
/** Egress less first arrivals; 0 for inputs. */
export const accumulations = /* @__PURE__ */ perLevelAndTensor()

/** 1 for inputs, 0 for outputs, of the operator that is costed. */
export const isInput = /* @__PURE__ */ new Uint8Array(mostTensors)

export const at = (level: number, tensor: number): number => level * mostTensors + tensor

/**
 * Works out the traffic of the schedule on the tape. An element arrives first once each time that the parent acquires it,
 * and once in the shared buffer.
 */
export const countTraffic = (tensors: readonly Role[], networks: readonly ResolvedNetwork[]): void => {
  for (let t = 0; t < tensors.length; t++) isInput[t] = tensors[t]!.role === 'input' ? 1 : 0
  for (let level = 0; level < tape.levels; level++) {
    const { multicast, reduction } = networks[level]!
    for (let t = 0; t < tensors.length; t++) {
      const i = at(level, t)
      const shared = isInput[t] === 1 ? multicast : reduction
      crossing[i] = shared ? tape.union[i]! : tape.sum[i]!
      const firstArrivals = level === 0 ? tape.used[t]! : tape.sum[at(level - 1, t)]!
      accumulations[i] = isInput[t] === 1 ? 0 : crossing[i]! - firstArrivals
    }
  }
}
