import { awaitReader } from './await-reader.ts'
import { showWithFonts } from './fonts.ts'
import { applyTheme } from './theme.ts'

/**
 * What a reader may have on top of a page that is complete without it. This stands in the head of
 * the page, so that the theme and the room for controls are there before anything is painted. On
 * loading it does no more than that: it looks at nothing of the page, and makes nothing, until
 * the reader moves.
 */
showWithFonts()
applyTheme()
awaitReader()
