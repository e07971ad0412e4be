import { all } from './dom.ts'

/** Mark in the contents the section that is being read: the last whose heading has passed. */
export function followContents(): void {
  const contents = all('.toc')[0]
  const links = new Map<Element, HTMLElement>()
  for (const link of all('.toc a')) {
    const id = decodeURIComponent(link.getAttribute('href') ?? '').slice(1)
    const target = document.getElementById(id)
    if (target) links.set(target, link)
  }
  if (!contents) return
  let current: HTMLElement | undefined
  const mark = () => {
    const passed = [...links.keys()].filter(
      target => target.getBoundingClientRect().top < innerHeight / 4,
    )
    const link = links.get(passed.at(-1) ?? document.body)
    if (link === current) return
    current?.removeAttribute('aria-current')
    link?.setAttribute('aria-current', 'location')
    current = link
    if (link && contents.scrollHeight > contents.clientHeight) {
      contents.scrollTop = link.offsetTop - contents.clientHeight / 2
    }
  }
  const observer = new IntersectionObserver(mark, { rootMargin: '0px 0px -75% 0px' })
  for (const target of links.keys()) observer.observe(target)
}
