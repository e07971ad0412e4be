import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decode } from '../../src/parse/decode.ts'
import { createRedactor } from '../../src/privacy/redactor.ts'
import { captureTable, judgeCaptures, listWithoutFacts } from './captures.ts'
import { corpus, hasCorpus } from './corpus.ts'

/** Captures that hold nothing of the catalogue: refusals, other questions, devices of no storage. */
const empty = [
  'bundle/isucon-system_info.txt',
  'dmidecode/hotsos-permission-denied.txt',
  'dmidecode/insights-oddities.txt',
  /^esxcli\/aceq-(?:device-stats|storage-core-device-grep|vmfs-extent)\.txt$/,
  /^ethtool-(?:S|c|g|i)\/hotsos-(?:none|unsupported|lo)\.txt$/,
  /^ethtool-(?:T|x|priv)\//,
  'iscsiadm/hotsos-no-session.txt',
  'lspci/aws-g2.2xlarge-vvv.txt',
  'lspci/mail-downgraded-bwctrl.txt',
  /^lspci\/pciutils-cap-(?:dvsec-cxl|exp-lnkcap2|ide|rebar)\.txt$/,
  'lspci/stelline-esc8000a-gpu01.txt',
  'mst/cx4-mst-status.txt',
  'tuned-adm/insights-tuned_output2.txt',
]

/** Captures of tools and forms that no parser reads yet. */
const unread = [
  'bundle/machinestate-skylake-desktop.json',
  'dmidecode/glpi-rhel-2.1.txt',
  'irq-affinity/rocm-miner-script-output.txt',
  'nvme-list/mail-v-zerocap.txt',
  /^(?:libvirt-caps|nvme-(?:id-ns|topology)|proxmox-misc|spectre-meltdown-checker|vboxmanage|xe)\//,
]

/** Real captures that are not ours to publish: read where they lie, if they are there. */
describe.runIf(hasCorpus)('the corpus', () => {
  it.each(['expected', 'holdout', 'blind'] as const)(
    'gives the facts that were written down: %s',
    list => {
      const rows = judgeCaptures(list)
      console.log(captureTable(rows))
      expect(rows.flatMap(row => [...row.missing, ...row.wrong])).toEqual([])
    },
  )

  it('has a fact in each capture that holds one, but for formats that nobody reads yet', () => {
    const known = [...empty, ...unread].map(name =>
      typeof name === 'string'
        ? (path: string) => path === name
        : (path: string) => name.test(path),
    )
    expect(listWithoutFacts().filter(path => !known.some(is => is(path)))).toEqual([])
  })

  it('has no file that harms the redaction', () => {
    for (const { file } of judgeCaptures('expected')) {
      const redactor = createRedactor()
      const text = decode(readFileSync(join(corpus, 'environment', file)))
      redactor.learn(text)
      const redacted = redactor.redact(text)
      expect(redacted.split('\n').length, file).toBe(text.split('\n').length)
      expect(redactor.leaks(redacted), file).toEqual([])
    }
  })
})
