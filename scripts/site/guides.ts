/** The guides in the order of docs/README.md, which is the one list of them. */

export type GuideGroup = {
  /** A heading of the list. */
  readonly title: string
  /** Files below it, without folder and ending. */
  readonly guides: readonly string[]
}

const linked = /\]\(([\w-]+)\.md\)/g

/** What the list names, heading by heading. A guide belongs to the heading that names it first. */
export const guideGroups = (list: string): readonly GuideGroup[] => {
  const seen = new Set<string>()
  return list
    .split(/^## /m)
    .slice(1)
    .map((text) => {
      const named = [...text.matchAll(linked)].map(([, guide = '']) => guide)
      const guides = [...new Set(named)].filter((guide) => !seen.has(guide))
      for (const guide of guides) seen.add(guide)
      return { title: text.split('\n')[0] ?? '', guides }
    })
}

/** All guides in their order. */
export const guidesIn = (list: string): readonly string[] => guideGroups(list).flatMap(({ guides }) => guides)

/** The heading that a guide is listed under, if it is listed. */
export const groupOf = (groups: readonly GuideGroup[], guide: string): string | undefined =>
  groups.find(({ guides }) => guides.includes(guide))?.title
