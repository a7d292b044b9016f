/** Elements as data: what a page shows is computed by pure functions, and only `dom.ts` touches the document. */

export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

export type Markup = {
  readonly tag: string
  readonly attributes: Attributes
  readonly children: readonly Child[]
}

export type Child = Markup | string

/** An attribute that is `false` or `undefined` is left out, one that is `true` has no value. */
export const h = (tag: string, attributes: Attributes = {}, ...children: readonly Child[]): Markup => ({
  tag,
  attributes,
  children,
})

/** Everything that can be read in it. */
export const textOf = (child: Child): string =>
  typeof child === 'string' ? child : child.children.map(textOf).join('')
