/** A label within a sentence: `System CPU time` is `system CPU time`, but `IOPS` stays. */
export function lowerFirst(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}
