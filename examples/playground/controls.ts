/** Fields, lists and buttons that hold a value. */
import { byId } from './dom'

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

export const isControl = (element: unknown): element is Control =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLSelectElement ||
  element instanceof HTMLTextAreaElement

export const control = (id: string): Control => {
  const element = byId(id)
  if (isControl(element)) return element
  throw new Error(`#${id} takes no value`) // a fault of the page, for its tests
}

/** Leaves the caret where it is if nothing changes. */
export const setValue = (id: string, value: string): void => {
  const element = control(id)
  if (element.value !== value) element.value = value
}

export const check = (id: string, checked: boolean): void => {
  const element = control(id)
  if (element instanceof HTMLInputElement) element.checked = checked
}
