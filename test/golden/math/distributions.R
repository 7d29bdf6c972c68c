# Reference values for test/math/distributions.test.ts. R 4.2.2, base packages only:
#   Rscript distributions.R > distributions.json
# qf with df1 = 1 far in the lower tail is left out: R's own value is off there.
options(digits = 17)
num <- function(v) ifelse(is.infinite(v), "\"Inf\"", formatC(v, digits = 17, format = "g"))
rows <- character()
add <- function(f, args, tail, value) rows[[length(rows) + 1]] <<-
  sprintf('{"f":"%s","args":[%s],"tail":"%s","value":%s}', f, paste(num(args), collapse = ","), tail, num(value))
for (tail in c("lower", "upper")) {
  lo <- tail == "lower"
  for (x in c(-37, -12.5, -5.7, -3, -1, -0.5, -1e-8, 0, 0.3, 0.68, 1.96, 4, 5.66, 8, 20, 37)) add("pnorm", x, tail, pnorm(x, lower.tail = lo))
  for (p in c(1e-300, 1e-100, 1e-10, 1e-3, 0.025, 0.3, 0.5, 0.9, 0.999)) add("qnorm", p, tail, qnorm(p, lower.tail = lo))
  for (d in c(1, 2, 2.5, 5, 30, 283, 1e4, 1e5)) {
    for (t in c(-50, -5, -1.3, -0.01, 0.2, 0.9, 1.7, 2.6, 6, 25, 300)) add("pt", c(t, d), tail, pt(t, d, lower.tail = lo))
    for (p in c(1e-12, 1e-4, 0.025, 0.2, 0.6, 0.975, 0.9995)) add("qt", c(p, d), tail, qt(p, d, lower.tail = lo))
  }
  for (d in c(1, 2, 3, 7, 30, 283, 1e4)) {
    for (r in c(1e-3, 0.2, 0.8, 1, 1.3, 3, 10)) { v <- pchisq(r * d, d, lower.tail = lo); if (v > 1e-290) add("pchisq", c(r * d, d), tail, v) }
    for (p in c(1e-10, 1e-3, 0.05, 0.5, 0.95, 0.999)) add("qchisq", c(p, d), tail, qchisq(p, d, lower.tail = lo))
  }
  for (d1 in c(1, 2, 5, 40)) for (d2 in c(1, 4, 30, 283, 20600)) {
    for (x in c(0.01, 0.3, 1, 2.5, 10, 60)) { v <- pf(x, d1, d2, lower.tail = lo); if (v > 1e-290) add("pf", c(x, d1, d2), tail, v) }
    for (p in c(1e-3, 0.05, 0.5, 0.95, 0.999)) if (d1 > 1) add("qf", c(p, d1, d2), tail, qf(p, d1, d2, lower.tail = lo))
  }
}
for (x in c(0.1, 0.5, 1.5, 3.2, 10, 100.5, 1e5)) {
  add("lnGamma", x, "lower", lgamma(x)); add("digamma", x, "lower", digamma(x)); add("trigamma", x, "lower", trigamma(x))
}
cat("[\n", paste(rows, collapse = ",\n"), "\n]\n", sep = "")
