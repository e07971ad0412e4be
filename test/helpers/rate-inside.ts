/**
 * How fast fio was inside perf’s window, in proportion to its mean over the run, without anything of
 * technote: from fio’s log, the time of fio’s report and perf’s start, which is told to the second. It
 * is the mean over 2 000 starts in that second at which the window lies inside fio’s run.
 */
export function rateInside(read: (file: string) => string): number {
  const fio = read('fio.json')
  const report = JSON.parse(fio.slice(fio.indexOf('{')))
  const { runtime, total_ios: total } = report.jobs[0].read
  const duration = runtime / 1000
  const perf = read('perf-process.txt')
  const [, started = ''] = /^# started on (.*)$/m.exec(perf) ?? []
  const [, seconds = ''] = /([\d.]+) seconds time elapsed/.exec(perf) ?? []
  const length = Number(seconds)
  const begin = (Date.parse(`${started} UTC`) - report.timestamp_ms) / 1000 + duration

  const curve: [time: number, done: number][] = [[0, 0]]
  for (const line of read('fio_iops.1.log').trim().split('\n')) {
    const [time = 0, rate = 0] = line.split(',').map(Number)
    const [before, done] = curve.at(-1) ?? [0, 0]
    curve.push([time / 1000, done + rate * (time / 1000 - before)])
  }
  const [logged = 0, done = 0] = curve.at(-1) ?? []
  // What the log lacks at its end is the rest of the total, if there is any.
  if (logged < duration) curve.push([duration, Math.max(total, done)])
  const until = (time: number) => {
    const at = Math.max(
      1,
      curve.findIndex(knot => knot[0] >= time),
    )
    const [[a, b], [c, d]] = [curve[at - 1] ?? [0, 0], curve[at] ?? [0, 0]]
    return b + ((d - b) * (time - a)) / (c - a)
  }
  const from = Math.max(0, begin)
  const to = Math.min(begin + 1, (curve.at(-1)?.[0] ?? 0) - length)
  const starts = Array.from({ length: 2000 }, (_, at) => from + ((to - from) * (at + 0.5)) / 2000)
  const sum = starts.reduce((sum, start) => sum + until(start + length) - until(start), 0)
  const [end, all] = curve.at(-1) ?? [1, 1]
  return sum / starts.length / length / (all / end)
}
