import { crc32 } from 'node:zlib'

/** A member as a hostile or broken program might write it. */
export interface ZipMember {
  name: string
  content: string | Uint8Array
  /** Unix mode in the central directory. */
  mode?: number
  /** What the directory claims of the size. */
  claimedSize?: number
  /** Whether the directory sends the reader to the first member's data in place of its own. */
  isShared?: boolean
}

/** Write a zip without compression, by hand, so that it may lie. */
export function makeZip(members: ZipMember[]): Uint8Array {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, content, mode = 0o100644, claimedSize, isShared } of members) {
    const data = Buffer.from(content as Uint8Array)
    const size = claimedSize ?? data.length
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(size, 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    const record = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), data])
    const attributes = Buffer.alloc(14)
    attributes.writeUInt32LE((mode << 16) >>> 0, 6)
    attributes.writeUInt32LE(isShared ? 0 : offset, 10)
    central.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02'),
        Buffer.from([20, 3]),
        common,
        attributes,
        Buffer.from(name),
      ]),
    )
    if (isShared) continue
    local.push(record)
    offset += record.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(members.length, 8)
  end.writeUInt16LE(members.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...local, directory, end])
}
