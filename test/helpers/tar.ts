import { type Header, pack } from 'tar-stream'

/** A member as its header says it, and what is in it. */
export type TarMember = Partial<Header> & { name: string; content?: string | Buffer }

/** A tar of these members, written by tar-stream. */
export async function makeTar(members: TarMember[]): Promise<Buffer> {
  const archive = pack()
  for (const { content, ...header } of members) archive.entry(header, content ?? '')
  archive.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of archive) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
