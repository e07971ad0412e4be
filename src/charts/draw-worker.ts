import type { DrawingTask, DrawingWord } from './draw-apart.ts'
import { renderSvg } from './render.ts'

/** The process that `draw-apart.ts` starts: it draws what it is sent, and tells how that went. */
process.once('message', async (tasks: DrawingTask[]) => {
  try {
    const drawings = []
    for (const { spec, prefix } of tasks) drawings.push(await renderSvg(spec, prefix))
    tell({ word: 'drawn', drawings })
  } catch (error) {
    tell({ word: 'failed', reason: error instanceof Error ? error.message : String(error) })
  }
})

// Loading the libraries is none of a spec's time.
tell({ word: 'ready' })

function tell(word: DrawingWord): void {
  process.send?.(word)
}
