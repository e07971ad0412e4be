/** The percentiles of latency that are metrics, in per cent: as `latency-p99.9`. */
export const percentiles = [50, 99, 99.9]
