/** What the manifest tells the pods. */

/** @param {string} name */
const text = (name) => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

/** @param {string} name @param {number} least */
const integer = (name, least) => {
  const value = Number(text(name))
  if (!(Number.isSafeInteger(value) && value >= least))
    throw new Error(`${name} must be an integer, ${least} or more, but it is ${text(name)}`)
  return value
}

/** What is worked on: a module of the image. */
export const module = () => process.env['MODULE'] ?? './space.js'
export const results = () => text('RESULTS')
export const shards = () => integer('SHARDS', 1)
/** Set by Kubernetes, from 0. */
export const completionIndex = () => integer('JOB_COMPLETION_INDEX', 0)
