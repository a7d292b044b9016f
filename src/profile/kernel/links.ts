/** The networks of a machine as timing reads them. Like a step table, links live in the kernel's memory, any number at once. */
import { allocate, release } from './allocate'
import { Most } from './layout'
import type { f64, i32 } from './memory'
import { f64At, putF64, putI32 } from './memory'

/** A level: cycles from one unit to the next, then the channels. */
export const enum LevelLinks {
  Skew = 0,
  Channels = 8,
  /** Room for eight channels. */
  Bytes = Channels + 8 * 24,
}

/** A channel: words per cycle, cycles until the first word arrives, and 1 where inputs and outputs take turns. */
export const enum Channel {
  Bandwidth = 0,
  Latency = 8,
  SharedPort = 16,
  Bytes = 24,
}

const linksBytes: i32 = Most.Levels * LevelLinks.Bytes

/** Makes links of unlimited bandwidths, latencies of one cycle, separate ports, and no skew. */
export function newLinks(): i32 {
  const links = allocate(linksBytes)
  for (let level: i32 = 0; level < Most.Levels; level++) {
    const own = links + level * LevelLinks.Bytes
    putF64(own + LevelLinks.Skew, 0)
    for (let c: i32 = 0; c < Most.Channels; c++) {
      const channel = own + LevelLinks.Channels + c * Channel.Bytes
      putF64(channel + Channel.Bandwidth, Infinity)
      putF64(channel + Channel.Latency, 1)
      putI32(channel + Channel.SharedPort, 0)
    }
  }
  return links
}

export function releaseLinks(links: i32): void {
  release(links, linksBytes)
}

/** Cycles of a transfer over a channel. Whatever the bandwidth, the first word takes a cycle. */
export function transfer(words: f64, channel: i32): f64 {
  if (words === 0) return 0
  const cycles = Math.ceil(words / f64At(channel + Channel.Bandwidth))
  return f64At(channel + Channel.Latency) - 1 + (cycles > 1 ? cycles : 1)
}
