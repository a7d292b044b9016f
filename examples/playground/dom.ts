/** The one place where markup becomes elements. */
import type { Child, Markup } from './markup'

const svgNamespace = 'http://www.w3.org/2000/svg'

const elementOf = ({ tag, attributes, children }: Markup, inSvg: boolean): Element => {
  const isSvg = inSvg || tag === 'svg'
  const element = isSvg ? document.createElementNS(svgNamespace, tag) : document.createElement(tag)
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : String(value))
  element.append(...children.map((child) => nodeOf(child, isSvg)))
  return element
}

const nodeOf = (child: Child, inSvg: boolean): Node | string =>
  typeof child === 'string' ? child : elementOf(child, inSvg)

/** An element that `index.html` has. */
export const byId = (id: string): HTMLElement => {
  const element = document.getElementById(id)
  if (element === null) throw new Error(`the page has no #${id}`) // a fault of the page, for its tests
  return element
}

/** Replaces what is in an element; does nothing if it is the same as the last time. */
const shown = new WeakMap<Element, string>()

export const mount = (id: string, children: readonly Child[]): void => {
  const element = byId(id)
  const key = JSON.stringify(children)
  if (shown.get(element) === key) return
  shown.set(element, key)
  element.replaceChildren(...children.map((child) => nodeOf(child, false)))
}

/** Renders, and gives the focus back to what had it: the element of the same id, or else a fallback. */
export const keepingFocus = (fallback: string, render: () => void): void => {
  const focused = document.activeElement
  const id = focused?.id ?? ''
  render()
  if (focused === null || focused.isConnected) return
  const successor = id === '' ? null : document.getElementById(id)
  ;(successor ?? byId(fallback)).focus()
}

/** Marks on which side of what scrolls sideways there is more, so that it can be seen. */
export const markScroll = (element: Element): void => {
  if (!(element instanceof HTMLElement)) return
  const { scrollLeft, scrollWidth, clientWidth } = element
  const more = [scrollLeft > 1 ? 'left' : '', scrollLeft + clientWidth < scrollWidth - 1 ? 'right' : '']
  element.dataset['more'] = more.filter((side) => side !== '').join(' ')
}

export const markScrolls = (): void => {
  for (const element of document.querySelectorAll('.scroll')) markScroll(element)
}
