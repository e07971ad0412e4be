import { parseFioSeconds, parseFioSize } from '../../parse/fio/fio-option.ts'
import type { Asked } from '../study.ts'
import { inFlight } from './queue-depth.ts'

/** `{bs: '4k', iodepth: '8', ioengine: 'libaio'} // => {inFlight: 8, ioSize: 4096}` */
export function toAsked(options: { [option: string]: string }): Asked {
  return {
    inFlight: inFlight(options),
    ioSize: parseFioSize(options.bs ?? ''),
    seconds: parseFioSeconds(options.runtime ?? ''),
  }
}
