/** All elements that a selector finds, as an array. */
export function all<E extends Element = HTMLElement>(
  selector: string,
  within: ParentNode = document,
): E[] {
  return [...within.querySelectorAll<E>(selector)]
}

/** A new element with its attributes and, as text, its content. */
export function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: { [attribute: string]: string } = {},
  text = '',
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  for (const key in attributes) element.setAttribute(key, attributes[key] ?? '')
  element.textContent = text
  return element
}

/** Run what a press on the button does, and say for a moment how it went. */
export function onPress(button: HTMLElement, act: () => Promise<string> | string): void {
  const words = button.textContent
  button.addEventListener('click', async () => {
    button.textContent = await act()
    setTimeout(() => {
      button.textContent = words
    }, 2500)
  })
}
