/** Rules of the style sheet, each a line: fonts of readers’ machines with the measures of ours. */
export function measureFallbacks(): string[]
