/** What axe-core finds wrong with a page for those who use it with a keyboard or a screen reader, or see badly. */
import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'puppeteer-core'

const textOfAxe = (): string =>
  readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Found = {
  readonly violations: readonly {
    readonly id: string
    readonly help: string
    readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[]
  }[]
}

/** Each violation in a line: the rule, and the first elements that break it. Of all rules, or of some. */
export const violationsOn = async (page: Page, rules?: readonly string[]): Promise<readonly string[]> => {
  await page.evaluate(textOfAxe())
  const options = { resultTypes: ['violations'], ...(rules === undefined ? {} : { runOnly: rules }) }
  const run = `axe.run(document, ${JSON.stringify(options)})`
  const { violations } = (await page.evaluate(run)) as Found // as axe-core documents it
  return violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 5).map(({ target, failureSummary = '' }) => {
      const why = failureSummary.replaceAll(/\s+/g, ' ')
      return `${target.join(' ')} (${why})`
    })
    return `${id}: ${help}: ${places.join('; ')}`
  })
}

/** Fails if axe-core finds anything. */
export const assertAccessible = async (
  page: Page,
  where: string,
  rules?: readonly string[],
): Promise<void> => {
  assert.deepEqual(await violationsOn(page, rules), [], `axe-core finds nothing: ${where}`)
}
