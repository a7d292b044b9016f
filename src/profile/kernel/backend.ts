/**
 * The two forms of the kernel. WebAssembly is compiled once, at the first call that needs it; where that is not possible
 * (no WebAssembly, or a page's policy forbids compiling it), the same source runs as JavaScript. Both give the same results.
 */
import { rethrowIfExhausted } from '../../internal/exhausted'
import { openMemory } from './allocate'
import { base64 } from './binary'
import { charge } from './charge'
import { readCoupling } from './coupling'
import { delays } from './delays'
import { newLinks, releaseLinks } from './links'
import { hostViews } from './memory'
import { execute } from './pe-cycles'
import { profileSchedule } from './profile'
import { newProjection, project, releaseProjection } from './project'
import { newTable, releaseTable, reserveTable } from './step-table'
import { sweep, time } from './time'

/** The kernel's functions. Addresses are those of `layout.ts` and `step-table.ts`; a table, a projection and links are their addresses. */
export type Kernel = {
  readonly openMemory: () => void
  readonly newTable: () => number
  readonly releaseTable: (table: number) => void
  readonly reserveTable: (
    table: number,
    tensors: number,
    inputs: number,
    levels: number,
    rows: number,
    runs: number,
    boxes: number,
    drains: number,
  ) => void
  readonly readCoupling: () => void
  readonly profileSchedule: (table: number, lanes: number) => number
  readonly newProjection: () => number
  readonly releaseProjection: (projection: number) => void
  readonly execute: (table: number, lanes: number, share: number) => void
  readonly project: (table: number, projection: number, share: number) => void
  readonly newLinks: () => number
  readonly releaseLinks: (links: number) => void
  readonly time: (table: number, links: number, overlap: number) => number
  readonly sweep: (table: number, links: number, overlap: number, levelBits: number, count: number) => void
  readonly charge: (table: number, links: number, overlap: number) => void
  readonly delays: (table: number) => void
}

/** The kernel's memory as the host sees it. Views are valid until the next call of the kernel, which may grow the memory. */
export type Views = { readonly numbers: Float64Array; readonly integers: Int32Array }

export type Backend = { readonly kernel: Kernel; readonly views: () => Views }

/** The kernel as JavaScript. There is one memory for all who ask. */
export const javascriptBackend = (): Backend => {
  openMemory()
  const kernel = {
    openMemory,
    newTable,
    releaseTable,
    reserveTable,
    readCoupling,
    profileSchedule,
    newProjection,
    releaseProjection,
    execute,
    project,
    newLinks,
    releaseLinks,
    time,
    sweep,
    charge,
    delays,
  }
  return { kernel, views: hostViews }
}

/** Decoders of base64 that engines have, none of them all: `fromBase64` is new, and `Buffer` is of Node and its like. */
type Decoders = {
  readonly Uint8Array: { readonly fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }
  readonly Buffer?: { readonly from: (text: string, encoding: 'base64') => Uint8Array<ArrayBuffer> }
}

const decoded = (text: string): Uint8Array<ArrayBuffer> => {
  const characters = atob(text)
  const bytes = new Uint8Array(characters.length)
  for (let i = 0; i < characters.length; i++) bytes[i] = characters.charCodeAt(i)
  return bytes
}

/** Byte by byte in code that is not yet optimized, decoding takes half as long as all else that the first call does. */
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => {
  const { Uint8Array: bytes, Buffer: buffer } = globalThis as unknown as Decoders // declared by no library of ECMAScript 2022
  return bytes.fromBase64?.(text) ?? buffer?.from(text, 'base64') ?? decoded(text)
}

/** What this file uses of WebAssembly, which the library of ECMAScript does not declare. */
type Assembly = {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  readonly Instance: new (module: object) => { readonly exports: unknown }
}

const assembly = (): Assembly | undefined => (globalThis as { readonly WebAssembly?: Assembly }).WebAssembly

const start = ({ Module, Instance }: Assembly): Backend => {
  const { exports } = new Instance(new Module(bytesOf(base64)))
  // The binary is compiled from `kernel.ts`, which exports these functions; its memory is exported too.
  const kernel = exports as Kernel & { readonly memory: { readonly buffer: ArrayBuffer } }
  kernel.openMemory()
  const viewMemory = (): Views => {
    const { buffer } = kernel.memory
    return { numbers: new Float64Array(buffer), integers: new Int32Array(buffer) }
  }
  let views = viewMemory()
  return {
    kernel,
    views: () => {
      // Views of a memory that has grown have no length.
      if (views.numbers.length === 0) views = viewMemory()
      return views
    },
  }
}

/**
 * The kernel as WebAssembly, with a memory of its own; null where it cannot be compiled. Throws where the call stack is
 * full, which is no reason to do without: the next call finds more of it.
 */
export const assemblyBackend = (): Backend | null => {
  const found = assembly()
  if (found === undefined) return null
  try {
    return start(found)
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    // A page's policy may forbid compiling, and some browsers refuse to do it in one go.
    return null
  }
}
