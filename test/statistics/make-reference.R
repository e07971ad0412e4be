# Reference values for ratios, adjusted p and an analysis of covariance, from R. Run by hand:
#
#   Rscript test/statistics/make-reference.R > test/statistics/reference-r.json
#
# wilcox.test on logs gives the Hodges-Lehmann shift and its exact interval; R does not print
# the level it reached, so that is computed from pwilcox.
samples <- list(
  list(c(10.9, 11.2, 11.0, 11.5, 10.7, 11.3), c(3.01, 3.02, 3.03, 4.04, 4.05, 5.06)),
  list(c(0.128, 1.21, 1.49, 1.59, 1.82, 0.9, 1.1, 2.4), c(1.0, 1.05, 1.1001, 0.95, 1.2, 1.3, 0.8, 1.15)),
  list(c(1, 2, 3, 4), c(1.5, 2.5, 3.5, 4.5)),
  list(c(1, 2, 3, 4, 7.1), c(10, 20.5, 30, 41, 50, 60.2, 70))
)
rows <- sapply(samples, function(pair) {
  a <- pair[[1]]; b <- pair[[2]]
  test <- wilcox.test(log(a), log(b), exact = TRUE, conf.int = TRUE)
  k <- qwilcox(0.025, length(a), length(b))
  if (k == 0) k <- 1
  level <- 1 - 2 * pwilcox(k - 1, length(a), length(b))
  sprintf('  {"a": [%s], "b": [%s], "value": %.15g, "lower": %.15g, "upper": %.15g, "p": %.15g, "level": %.15g}',
          paste(a, collapse = ", "), paste(b, collapse = ", "),
          exp(test$estimate), exp(test$conf.int[1]), exp(test$conf.int[2]), test$p.value, level)
})
cat(sprintf('{"made with": "R %s.%s", "pairs": [\n%s\n],\n', R.version$major, R.version$minor, paste(rows, collapse = ",\n")))
signed <- list(
  c(2, 2.1, 1.9, 2.2, 2.05, 1.8),
  c(0.93, 1.07, 0.88, 1.21, 1.3, 0.79, 1.02, 1.4),
  c(1.01, 1.02, 1.04, 1.08, 1.16, 1.32, 1.64),
  c(0.5, 0.51, 0.53, 3, 0.57, 0.59, 0.61, 0.47, 0.43)
)
rows <- sapply(signed, function(ratios) {
  test <- wilcox.test(log(ratios), exact = TRUE, conf.int = TRUE)
  k <- max(1, qsignrank(0.025, length(ratios)))
  sprintf('  {"ratios": [%s], "value": %.15g, "lower": %.15g, "upper": %.15g, "p": %.15g, "level": %.15g}',
          paste(ratios, collapse = ", "), exp(test$estimate), exp(test$conf.int[1]), exp(test$conf.int[2]),
          test$p.value, 1 - 2 * psignrank(k - 1, length(ratios)))
})
cat(sprintf('"signed ranks": [\n%s\n],\n', paste(rows, collapse = ",\n")))
families <- list(c(0.01, 0.04, 0.03, 0.005, 0.5), c(0.02, 0.02, 0.02), c(0.03), c(0.9, 0.6), c(0, 1, 0.04, 0.04, 0.01, 0.2))
rows <- sapply(families, function(p) sprintf('  {"p": [%s], "adjusted": [%s]}', paste(p, collapse = ", "),
                                             paste(sprintf("%.15g", p.adjust(p, "holm")), collapse = ", ")))
cat(sprintf('"holm": [\n%s\n],\n', paste(rows, collapse = ",\n")))
covariance <- list(
  list(group = c(1, 1, 1, 2, 2, 2), x = c(0.1, 0.4, 0.2, 5.3, 5.1, 5.9), y = c(1.1, 1.3, 1.15, 0.2, 0.12, 0.5)),
  list(group = c(1, 1, 1, 1, 2, 2, 3, 3, 3), x = c(1, 2, 2, 4, 7, 9, -1, 0, 3), y = c(3, 2.5, 2.7, 1.1, 8, 8.3, 0, 0.1, -2)),
  list(group = c(1, 1, 1), x = c(2, 4, 4), y = c(1, 1.5, 1.7))
)
rows <- sapply(covariance, function(data) {
  group <- factor(data$group)
  grouped <- if (nlevels(group) > 1) lm(data$y ~ group) else lm(data$y ~ 1)
  both <- update(grouped, . ~ . + data$x)
  sprintf('  {"group": [%s], "x": [%s], "y": [%s], "slope": %.15g, "explained": %.15g}',
          paste(data$group, collapse = ", "), paste(data$x, collapse = ", "), paste(data$y, collapse = ", "),
          coef(both)[["data$x"]], 1 - deviance(both) / deviance(grouped))
})
cat(sprintf('"covariance": [\n%s\n]}\n', paste(rows, collapse = ",\n")))
