/** Folders that a check works in and leaves nothing of. */
import { rmSync } from 'node:fs'

const attempts = 20
const pause = 250

const sleep = (milliseconds: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}

/**
 * Removes a folder that processes which are about to end may still write to. `rmSync` lists a folder once, so its
 * own retries never see what was written after that. A folder that stays is named, and fails no check.
 */
export const removeFolder = (folder: string): void => {
  let left: unknown
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      rmSync(folder, { recursive: true, force: true })
      return
    } catch (error) {
      left = error
      sleep(pause)
    }
  }
  console.warn(`left behind: ${folder} (${String(left)})`)
}
