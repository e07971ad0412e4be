import type { Efficiency } from '../efficiency/efficiency.ts'
import { gates } from '../efficiency/gates.ts'
import { formatBytes } from '../format/number.ts'
import { type Message, sortMessages } from '../message/message.ts'
import { countIngest } from '../study/count-ingest.ts'
import { archivePath, ledgerPath, relativeLink } from './links.ts'
import type { View } from './templates.ts'

/** B. Archives with their hashes, how to follow a number, how to measure again. */
export function toData(efficiency: Efficiency, path: string): View {
  const { study } = efficiency
  const packed = study.archives.filter(archive => archive.path !== '.')
  const loose = study.ingest.filter(({ archive, use }) => archive === '.' && use === 'method')
  const link = (file: string) => relativeLink(path, archivePath(study.id, file))
  return {
    name: study.name,
    licence: study.manifest.licence,
    archives: packed.map(archive => ({
      path: archive.path,
      href: link(archive.path),
      size: formatBytes(archive.bytes),
      sha256: archive.publishedSha256 ?? archive.sha256,
    })),
    redacted: packed
      .filter(archive => archive.publishedSha256 !== undefined)
      .map(archive => ({ path: archive.path, sha256: archive.sha256 })),
    method: loose.map(entry => ({
      path: entry.path,
      href: link(entry.path),
      sha256: entry.sha256,
      size: formatBytes(entry.bytes),
    })),
    ledgers: Object.entries(study.manifest.workloads).map(([workload, { label }]) => ({
      label,
      href: relativeLink(path, ledgerPath(study.id, workload)),
    })),
    downloads: [
      'runs.csv',
      'estimates.csv',
      'comparisons.csv',
      'study.json',
      'study.schema.json',
      'ingest.json',
    ].map(name => ({ name, href: link(name) })),
    metrics: efficiency.metrics.map(metric => ({
      label: metric.label,
      scope: study.manifest.scopes[metric.scope ?? '']?.description ?? 'fio’s own report',
      formula: metric.formula,
    })),
    gates: gates.map(({ name, asks, limit }) => ({
      name,
      asks,
      limit: String(study.manifest.gates[name] ?? limit),
      count: String(
        efficiency.cells.filter(cell => cell.doubts.some(doubt => doubt.gate === name)).length,
      ),
    })),
    ingest: countIngest(study.ingest).map(({ format, use, count }) => ({
      format,
      use: use.replace('-', ' '),
      count: String(count),
    })),
    strangers: study.ingest
      .filter(entry => entry.use === 'not-recognised')
      .map(entry => ({ path: `${entry.archive} › ${entry.path}`, detail: entry.detail })),
    excluded: study.runs
      .filter(run => run.excluded !== undefined)
      .map(run => ({ run: run.id, rule: run.excluded?.rule, reason: run.excluded?.reason })),
  }
}

/** C. Everything that the build had to say. */
export function toMessages(messages: Message[]): View {
  return {
    count: String(messages.length),
    none: messages.length === 0,
    messages: sortMessages(messages).map(message => ({
      severity: message.severity,
      rule: message.rule,
      reason: message.reason,
      place: [message.file, message.line, message.column].filter(Boolean).join(':'),
    })),
  }
}
