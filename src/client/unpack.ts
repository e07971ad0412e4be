/**
 * The text of a packed file, from a link such as `data:application/gzip;base64,…`. Without the
 * script, or in a browser that cannot unpack, the same link is a download.
 */
export async function unpack(link: HTMLAnchorElement): Promise<string> {
  const packed = atob(link.href.split(',')[1] ?? '')
  const bytes = Uint8Array.from(packed, character => character.charCodeAt(0))
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  return new Response(stream).text()
}
