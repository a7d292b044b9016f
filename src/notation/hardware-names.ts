/** The names of hardware properties in files: the tool's own, and the paths of the description for everything else. */
import { acceleratorKeys } from '../hardware/accelerator'
import type { Step } from './tree'

/**
 * What the public tool's hardware files, its options and its Accelerator blocks call them, and the accelerators of XRBench,
 * whose networks are those between the shared buffer and the columns (`top`) and within a column (`col`).
 */
const aliases: readonly (readonly [path: string, ...names: readonly string[]])[] = [
  ['pes', 'num_pes', 'pe.numpes'],
  ['simd', 'num_simd_lanes', 'pe.vectorwidth'],
  ['l1.capacity', 'l1_size_cstr', 'l1_size', 'buffer.locall1', 'pe_local_memory'],
  ['l2.capacity', 'l2_size_cstr', 'l2_size', 'buffer.globall2', 'global_shared_memory'],
  ['noc.bandwidth', 'noc_bw_cstr', 'noc_bw', 'noc.bandwidth'],
  ['noc.latency', 'noc_hop_latency', 'noc.avglatency'],
  ['noc.multicast', 'noc_mc_support'],
  ['noc[0].bandwidth', 'top_noc_bw'],
  ['noc[0].latency', 'top_noc_latency'],
  ['noc[0].multicast', 'top_noc_multicast'],
  ['noc[1].bandwidth', 'col_noc_bw'],
  ['noc[1].latency', 'col_noc_latency'],
  ['noc[1].multicast', 'col_noc_multicast'],
  ['offchip.bandwidth', 'offchip_bw_cstr', 'offchip_bw'],
]

/** Every name with which a property may start. */
export const knownNames: readonly string[] = [
  ...aliases.flatMap(([, ...names]) => names.filter((name) => !name.includes('.'))),
  ...acceleratorKeys,
]

/** `noc[0].bandwidth` as its steps. */
const stepsOf = (path: string): readonly Step[] =>
  [...path.matchAll(/[^.[\]]+/g)].map(([step]) => (/^\d+$/.test(step) ? Number(step) : step))

/** The steps of the path that a name of the tool stands for; undefined of other names, which are paths themselves. */
export const stepsOfName = (name: string): readonly Step[] | undefined => {
  const lower = name.toLowerCase()
  const path = aliases.find(([, ...names]) => names.includes(lower))?.[0]
  return path === undefined ? undefined : stepsOf(path)
}

/** The names with which the public tool's own hardware files are written. */
const inFiles: readonly string[] = ['pes', 'l1.capacity', 'l2.capacity', 'noc.bandwidth', 'offchip.bandwidth']

export const nameOfPath = (path: string): string => {
  const known = inFiles.includes(path) ? aliases.find(([first]) => first === path) : undefined
  return known?.[1] ?? path
}

const shortForms: Readonly<Record<string, string>> = {
  l1: 'capacity',
  clusters: 'capacity',
  l2: 'capacity',
  noc: 'bandwidth',
  offchip: 'bandwidth',
}

/** What a bare number says of a part of the hardware: `l1: 512` is a capacity, as in a datasheet. */
export const meantBy = (part: string | number | undefined): string | undefined =>
  Object.hasOwn(shortForms, String(part)) ? shortForms[String(part)] : undefined

/** Precisions in the tool's blocks: that of the products says how large an element is, that of the sums nothing. */
export const precisionPath = 'pe.multprecision'
export const ignoredPath = 'pe.addprecision'
