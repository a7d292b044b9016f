/** The rules of Kubernetes that this job depends on, and what the manifest and the image must agree on. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseAllDocuments } from 'yaml'

/** @param {string} name */
const path = (name) => new URL(`../${name}`, import.meta.url)
/** @param {string} name */
const read = (name) => readFileSync(path(name), 'utf8')

/** @param {string} name @returns {any[]} manifests are not typed */
const manifests = (name) => {
  const documents = parseAllDocuments(read(name), { strict: true, uniqueKeys: true })
  return [...documents].map((document) => {
    assert.deepEqual(document.errors, [])
    assert.deepEqual(document.warnings, [])
    return document.toJS()
  })
}

const [claim, explore] = manifests('explore.yaml')
const [merge] = manifests('merge.yaml')

/** @param {any} job @returns {Record<string, unknown>} */
const environment = (job) =>
  Object.fromEntries(
    job.spec.template.spec.containers[0].env.map((/** @type {any} */ { name, value }) => [name, value]),
  )

test('the job is indexed, with a pod for each shard', () => {
  const { spec } = explore
  assert.equal(`${explore.apiVersion} ${explore.kind}`, 'batch/v1 Job')
  assert.equal(spec.completionMode, 'Indexed')
  assert.equal(String(spec.completions), environment(explore)['SHARDS'])
  assert.ok(
    Number.isInteger(spec.parallelism) && spec.parallelism > 0 && spec.parallelism <= spec.completions,
  )
})

test('shards are tried again one by one, which needs pods that are not restarted in place', () => {
  const { backoffLimitPerIndex, podFailurePolicy, template } = explore.spec
  assert.ok(backoffLimitPerIndex > 0)
  assert.ok(podFailurePolicy.rules.length > 0)
  assert.equal(template.spec.restartPolicy, 'Never')
})

for (const job of [explore, merge])
  test(`the job ${job.metadata.name} is sound`, () => {
    assert.match(job.metadata.name, /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/)
    const { containers, volumes, restartPolicy } = job.spec.template.spec
    const [container] = containers
    assert.ok(['Never', 'OnFailure'].includes(restartPolicy))
    // Kubernetes refuses values that are no strings.
    for (const value of Object.values(environment(job))) assert.equal(typeof value, 'string')
    // Every mount is of a volume, every volume of the claim, and results go there.
    assert.deepEqual(
      container.volumeMounts.map((/** @type {any} */ { name }) => name),
      volumes.map((/** @type {any} */ { name }) => name),
    )
    assert.equal(volumes[0].persistentVolumeClaim.claimName, claim.metadata.name)
    assert.equal(environment(job)['RESULTS'], container.volumeMounts[0].mountPath)
    assert.deepEqual(environment(job), environment(explore))
    assert.equal(container.image, explore.spec.template.spec.containers[0].image)
  })

test('pods of many nodes may write to the volume', () => {
  assert.equal(`${claim.apiVersion} ${claim.kind}`, 'v1 PersistentVolumeClaim')
  assert.deepEqual(claim.spec.accessModes, ['ReadWriteMany'])
})

test('the image has what the jobs run and all that it imports', () => {
  const copied = [...read('Dockerfile').matchAll(/^COPY (.*) \.\/$/gm)].flatMap(([, names]) =>
    names?.split(' '),
  )
  const jobs = [explore, merge].map((job) => job.spec.template.spec.containers[0].command[1])
  // MODULE names what is worked on: one of these.
  const needed = new Set(['package.json', 'space.js', 'network.js', ...jobs])
  // A set hands out what is added to it on the way.
  for (const name of needed) {
    assert.ok(existsSync(path(name)), name)
    for (const [, imported] of read(name).matchAll(/from '\.\/(.*)'/g)) needed.add(imported)
  }
  assert.deepEqual(copied.sort(), [...needed].sort())
})
