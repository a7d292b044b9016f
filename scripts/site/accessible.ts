/** Repairs of typedoc's pages for those who use a keyboard or a screen reader, and of links that lead nowhere. */

/** Each level, or the next one below the heading before, if levels are left out between them. */
export const withoutGaps = (levels: readonly number[]): readonly number[] => {
  const open: number[] = []
  return levels.map((level) => {
    while ((open.at(-1) ?? 0) >= level) open.pop()
    open.push(level)
    return open.length
  })
}

const opening = /<h([1-6])(?=[\s>])/g

/** Headings keep their looks and say their level. */
const withLevels = (page: string): string => {
  const levels = withoutGaps([...page.matchAll(opening)].map(([, level]) => Number(level)))
  let at = 0
  return page.replaceAll(opening, (tag, level: string) => {
    const said = levels[at++]
    return said === Number(level) ? tag : `${tag} aria-level="${said}"`
  })
}

const summary = /(<summary\b[^>]*>)([\s\S]*?)(<\/summary>)/g
const permalink = /<a [^>]*class="tsd-anchor-icon"[^>]*>[\s\S]*?<\/a>/g

/** A summary is a control, and cannot have another in it. */
const withoutNestedControls = (page: string): string =>
  page.replaceAll(
    summary,
    (_, start: string, inside: string, end: string) => start + inside.replaceAll(permalink, '') + end,
  )

const links = /(<(div|nav) id="tsd-(?:toolbar|sidebar)-links"[^>]*>)([\s\S]*?)(<\/\2>)/g

/** Typedoc writes links of the header as they are given, which is right for pages at the top only. */
const withLinksFromHere = (page: string): string => {
  const base = /data-base="([^"]*)"/.exec(page)?.[1] ?? './'
  return page.replaceAll(
    links,
    (_, start: string, __, inside: string, end: string) =>
      start + inside.replaceAll(/href="(?![a-z]+:)(?:\.\.\/)*/g, `href="${base}`) + end,
  )
}

const landmarks: readonly (readonly [given: string, named: string])[] = [
  ['<div class="col-content">', '<div class="col-content" role="main">'],
  ['<div class="page-menu">', '<div class="page-menu" role="complementary" aria-label="This page">'],
  ['<nav id="tsd-sidebar-links"', '<nav id="tsd-sidebar-links" aria-label="Guides"'],
  ['<nav class="tsd-navigation">', '<nav class="tsd-navigation" aria-label="All pages">'],
]

const withLandmarks = (page: string): string =>
  landmarks.reduce((text, [given, named]) => text.replace(given, named), page)

/** A page of the site, as typedoc writes it, repaired. */
export const accessible = (page: string): string =>
  withLevels(withoutNestedControls(withLinksFromHere(withLandmarks(page))))
