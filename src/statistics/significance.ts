/**
 * What a p-value lies below where a difference is called one: alone, or adjusted over its family.
 * Everything that is decided anywhere is decided at this level.
 */
export const significance = 0.05
