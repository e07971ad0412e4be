# Reference values for differences, Fieller's ratios and weighted lines, from R. Run by hand:
#
#   Rscript test/statistics/make-differences.R > test/statistics/differences.json
#
# A Fieller interval holds the ratios r for which t.test(a, r * b) does not reject: its ends are
# found with uniroot on the p-value, and not with Fieller's formula.
list_of <- function(x) paste(sprintf("%.15g", x), collapse = ", ")
cat(sprintf('{"made with": "R %s.%s",\n', R.version$major, R.version$minor))

a6 <- c(1.31, 0.92, 2.1, 1.55, 1.07, 1.62); b6 <- c(1.02, 0.71, 1.3, 1.41, 0.88, 1.2)
pairs <- list(
  list(a6, b6),
  list(c(2, 4, 6.5), c(1, 2, 3)),
  list(c(-0.4, 0.3, 0.1, -0.2, 0.25, 0.05, 0.4, -0.1), c(3.1, 2.7, 3.6, 2.9, 3.3, 3.05, 2.8, 3.4)),
  list(c(5, 6.1, 4.4, 5.2), c(0.4, 0.9, 0.2, 1.6)),
  list(c(10, 12, 9), c(0.5, -0.4, 0.2)),
  list(c(1, 2, 1.5), c(-3, -3.2, -2.9))
)
edge <- function(p_at, value, direction) {
  step <- 0.001
  while (p_at(value + direction * step) > 0.05 && step < 1e6) step <- step * 2
  if (step >= 1e6) return(NA)
  uniroot(function(s) p_at(value + direction * s) - 0.05, c(0, step), tol = 1e-14)$root * direction + value
}
fieller <- function(a, b, paired) {
  clear <- mean(b) > 0 && t.test(b)$p.value < 0.05
  if (!clear) return("null")
  value <- mean(a) / mean(b)
  p_at <- function(r) t.test(a, r * b, paired = paired)$p.value
  sprintf('{"value": %.15g, "lower": %.15g, "upper": %.15g}', value, edge(p_at, value, -1), edge(p_at, value, 1))
}
rows <- sapply(pairs, function(pair) {
  a <- pair[[1]]; b <- pair[[2]]
  matched <- t.test(a, b, paired = TRUE); welch <- t.test(a, b)
  sprintf('  {"a": [%s], "b": [%s],\n   "matched": {"value": %.15g, "lower": %.15g, "upper": %.15g, "p": %.15g},\n   "welch": {"value": %.15g, "lower": %.15g, "upper": %.15g, "p": %.15g},\n   "matched ratio": %s,\n   "ratio": %s}',
          list_of(a), list_of(b), mean(a - b), matched$conf.int[1], matched$conf.int[2], matched$p.value,
          mean(a) - mean(b), welch$conf.int[1], welch$conf.int[2], welch$p.value,
          fieller(a, b, TRUE), fieller(a, b, FALSE))
})
cat(sprintf('"pairs": [\n%s\n],\n', paste(rows, collapse = ",\n")))

shifts <- list(list(c(1.3, 0.9, 2.1, 1.5, 1.07, 1.6), c(1.02, 0.7, 1.31, -1.4, 0.88, 1.2)), list(c(-1, 2, 3, 4.5), c(1.5, 2.6, 3.7, 8)))
rows <- sapply(shifts, function(pair) {
  a <- pair[[1]]; b <- pair[[2]]
  test <- wilcox.test(a, b, exact = TRUE, conf.int = TRUE)
  sprintf('  {"a": [%s], "b": [%s], "value": %.15g, "lower": %.15g, "upper": %.15g, "p": %.15g}',
          list_of(a), list_of(b), test$estimate, test$conf.int[1], test$conf.int[2], test$p.value)
})
cat(sprintf('"shifts": [\n%s\n],\n', paste(rows, collapse = ",\n")))
matched <- list(a6 - b6, c(-2, 1.1, 0.4, 3, 2.2, 5, -0.3))
rows <- sapply(matched, function(d) {
  test <- wilcox.test(d, exact = TRUE, conf.int = TRUE)
  sprintf('  {"differences": [%s], "value": %.15g, "lower": %.15g, "upper": %.15g, "p": %.15g}',
          list_of(d), test$estimate, test$conf.int[1], test$conf.int[2], test$p.value)
})
cat(sprintf('"signed ranks": [\n%s\n],\n', paste(rows, collapse = ",\n")))

lines <- list(
  list(x = c(0, 250, 500, 1000), y = c(2233, 2810, 3420, 4700), w = 1 / c(2233, 2810, 3420, 4700)^2),
  list(x = c(0, 25, 50), y = c(5.8e7, 6.1e7, 6.9e7), w = c(1, 1, 1)),
  list(x = c(1, 2), y = c(3, 1), w = c(0.2, 7))
)
rows <- sapply(lines, function(data) {
  fit <- coef(lm(y ~ x, data, weights = w))
  sprintf('  {"x": [%s], "y": [%s], "w": [%s], "intercept": %.15g, "slope": %.15g}',
          list_of(data$x), list_of(data$y), list_of(data$w), fit[[1]], fit[[2]])
})
cat(sprintf('"lines": [\n%s\n]}\n', paste(rows, collapse = ",\n")))
