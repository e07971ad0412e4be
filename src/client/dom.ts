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

/**
 * Do something when an event happens in what a selector finds, now or ever: one listener on the
 * document, whatever the page holds. It is a capturing one, since some events do not bubble.
 */
export function on<E extends HTMLElement>(
  type: string,
  selector: string,
  act: (element: E) => void,
): void {
  document.addEventListener(
    type,
    ({ target }) => {
      const element = (target as Element).closest<E>(selector)
      if (element) act(element)
    },
    true,
  )
}
