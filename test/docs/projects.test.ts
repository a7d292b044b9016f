/** The projects of examples that share code have a copy each, so that they can be taken away. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const read = (project: string, file: string): string =>
  readFileSync(join(import.meta.dirname, '../../examples', project, file), 'utf8')

test.each(['work.js', 'network.js', 'test/small-network.js'])('all copies of %s are the same', (file) => {
  const [first, ...others] = ['explore-workers', 'explore-cluster', 'explore-k8s'].map((project) =>
    read(project, file),
  )
  for (const other of others) expect(other).toBe(first)
})
