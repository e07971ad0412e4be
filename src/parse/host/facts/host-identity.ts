import { type FactParser, pick, toPairs } from './fact.ts'

/** Parse `lsb_release -a`. */
export const parseLsbRelease: FactParser = lines =>
  pick(toPairs(lines), { description: 'kernel-os' })

/** Parse `hostnamectl`; its architecture is spelt as no other tool spells it. */
export const parseHostnamectl: FactParser = lines =>
  pick(toPairs(lines), {
    'operating system': 'kernel-os',
    kernel: 'kernel-release',
    virtualization: 'vm-hypervisor',
    'hardware vendor': 'machine-vendor',
    'hardware model': 'machine-product',
    'firmware version': 'bios-version',
  }).map(fact =>
    fact.key === 'kernel-release' ? { ...fact, value: fact.value.replace(/^Linux /, '') } : fact,
  )
