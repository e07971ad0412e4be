/** All elements that a selector finds, in the page or in a part of it, as an array. */
export function all<E extends Element = HTMLElement>(
  selector: string,
  within?: ParentNode | null,
): E[] {
  return [...(within ?? document).querySelectorAll<E>(selector)]
}

/** A new element with its properties. */
export function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), properties)
}

/** An answer to events in what a selector finds. */
export function within<E extends Element>(
  selector: string,
  act: (element: E) => void,
): (event: Event) => void {
  return event => {
    const element = event.target instanceof Element && event.target.closest<E>(selector)
    if (element) act(element)
  }
}

/** The same function, which acts the first time only. */
export function once(act: () => void): () => void {
  let done = false
  return () => {
    if (!done) act()
    done = true
  }
}
