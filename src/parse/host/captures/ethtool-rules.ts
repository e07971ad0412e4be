import type { CommandRule } from './command-rules.ts'

const ethtool = (flag: string) => new RegExp(`^ethtool (?:-I )?(?:${flag})(?: |$)`)

/** How ethtool is recognised, by what it was asked for; without a letter it is the last. */
export const ethtoolRules: readonly CommandRule[] = [
  {
    id: 'ethtool-other',
    command: ethtool('-[PTxnetu]|--show-(?!fec|features|coalesce|ring|channels|pause)[\\w-]+'),
    file: /^ethtool[-_.]-?[PTxnetu]\b/,
    content:
      /^Time stamping parameters for |^RX flow hash indirection table for |^Permanent address: /m,
  },
  {
    id: 'ethtool-m',
    command: ethtool('-m|--module-info|--dump-module-eeprom'),
    file: /^ethtool[-_.]-?m\b/,
    content: /^\s*Identifier\s+: 0x\w\w \(/m,
  },
  {
    id: 'ethtool-i',
    command: ethtool('-i|--driver'),
    file: /^ethtool[-_.]-?i\b/,
    content: /^driver: .*\s+version: /m,
  },
  {
    id: 'ethtool-k',
    command: ethtool('-k|--show-features'),
    file: /^ethtool[-_.]-?k\b/,
    content: /^Features for |^tcp-segmentation-offload: /m,
  },
  {
    id: 'ethtool-c',
    command: ethtool('-c|--show-coalesce'),
    file: /^ethtool[-_.]-?c\b/,
    content: /^Coalesce parameters for |^Adaptive RX: /m,
  },
  {
    id: 'ethtool-g',
    command: ethtool('-g|--show-ring'),
    file: /^ethtool[-_.]-?g\b/,
    content: /^Ring parameters for /m,
  },
  {
    id: 'ethtool-l',
    command: ethtool('-l|--show-channels'),
    file: /^ethtool[-_.]-?l\b/,
    content: /^Channel parameters for /m,
  },
  {
    id: 'ethtool-a',
    command: ethtool('-a|--show-pause'),
    file: /^ethtool[-_.]-?a\b/,
    content: /^Pause parameters for /m,
  },
  {
    id: 'ethtool-S',
    command: ethtool('-S|--statistics'),
    file: /^ethtool[-_.]-?S\b/,
    content: /^NIC statistics:|^no stats available/m,
  },
  {
    id: 'ethtool-fec',
    command: ethtool('--show-fec'),
    file: /^ethtool[-_.](?:--)?(?:fec|show-fec)\b/,
    content: /^FEC parameters for |^Active FEC encoding/m,
  },
  {
    id: 'ethtool',
    command: /^ethtool [\w.@-]+$/,
    file: /^ethtool/,
    content: /^Settings for |^\s*Supported link modes:|^\s*Link detected: /m,
  },
]
