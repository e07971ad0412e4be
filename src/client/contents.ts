import { all } from './dom.ts'

/** Mark in the contents the section that is being read: the last whose heading has passed. */
export function followContents(): void {
  const contents = all('.toc > div')[0]
  const links = all<HTMLAnchorElement>('.toc [href^="#"]')
  const headings = links.flatMap(
    ({ hash }) => document.getElementById(decodeURIComponent(hash.slice(1))) ?? [],
  )
  let current: HTMLElement | undefined
  const mark = () => {
    const isPassed = (heading: HTMLElement) => heading.getBoundingClientRect().top < innerHeight / 4
    const link = links[headings.filter(isPassed).length - 1]
    if (!contents || link === current) return
    current?.removeAttribute('aria-current')
    link?.setAttribute('aria-current', 'location')
    current = link
    if (link) contents.scrollTop = link.offsetTop - contents.clientHeight / 2
  }
  // What has passed stays inside of it, so that a leap over several headings is noticed too.
  const observer = new IntersectionObserver(mark, { rootMargin: '9999999px 0px -75% 0px' })
  for (const heading of headings) observer.observe(heading)
}
