/** The sections of a page of Markdown, so that a search leads to the one that explains a term. */

export type Section = {
  readonly heading: string
  /** What typedoc makes the anchor of: the heading without its code. */
  readonly anchored: string
  readonly text: string
}

const fenced = /^```[\s\S]*?^```$/gm
const heading = /^(#{2,3}) (.+)$/

const plain = (text: string): string =>
  text.replaceAll(/[`*]/g, '').replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')

/** Lines that look like headings in a block of code are none. */
const withoutFalseHeadings = (page: string): string =>
  page.replaceAll(fenced, (block) => block.replaceAll(/^#/gm, ' #'))

/** The text before the first heading of a section, and each section with a heading of level 2 or 3. */
export const sectionsOf = (
  page: string,
): { readonly intro: string; readonly sections: readonly Section[] } => {
  const [intro = '', ...parts] = withoutFalseHeadings(page).split(/^(?=#{2,3} )/m)
  const sections = parts.map((part) => {
    const [line = '', ...rest] = part.split('\n')
    const title = heading.exec(line)?.[2] ?? ''
    return { heading: plain(title), anchored: plain(title.replaceAll(/`[^`]*`/g, '')), text: rest.join('\n') }
  })
  return { intro, sections }
}
