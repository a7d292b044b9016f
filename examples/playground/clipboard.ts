/** Copies a text, and says on the button whether it did. */
const shownFor = 2500

export const copyText = async (text: string, button: Element): Promise<void> => {
  const label = button.getAttribute('data-label') ?? button.textContent ?? ''
  button.setAttribute('data-label', label)
  const copied = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  )
  button.textContent = copied === true ? 'copied' : 'not allowed'
  setTimeout(() => {
    button.textContent = label
  }, shownFor)
}
