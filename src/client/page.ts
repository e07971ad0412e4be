import { openCaptures } from './captures.ts'
import { followContents } from './contents.ts'
import { all } from './dom.ts'
import { showWithFonts } from './fonts.ts'
import { offerViews } from './interactive.ts'
import { offerLinks } from './links.ts'
import { readMarks } from './marks.ts'
import { readTable } from './tables.ts'
import { applyTheme, offerThemes } from './theme.ts'

/**
 * What a reader may have on top of a page that is complete without it. The page loads this in
 * its head, so that the theme and the room for controls are there before anything is painted;
 * controls are added when the page has arrived.
 */
document.documentElement.classList.add('js')
applyTheme()
showWithFonts()
addEventListener('DOMContentLoaded', () => {
  offerThemes()
  followContents()
  all('.chart').forEach(readMarks)
  all<HTMLTableElement>('.table-scroll > table').forEach(readTable)
  offerLinks()
  offerViews()
  openCaptures()
})
