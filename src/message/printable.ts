/**
 * Text as it may reach a terminal: names of files and values of archives could move its cursor,
 * set its title, or turn the direction of a line around (CVE-2021-42574).
 */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it takes out
  return text.replaceAll(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, '\u00b7')
}
