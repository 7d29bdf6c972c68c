// A regression with two-way fixed effects and clustered errors.
//   node examples/regress.mjs
import { fileURLToPath } from "node:url";
import { readTable } from "xinzhi";
import { regress } from "xinzhi/regress";

const panel = await readTable(fileURLToPath(new URL("../corpus/panel.csv", import.meta.url)));
const fit = regress(panel, "log(gdp) ~ gov + fin | city + year", {
  vcov: { type: "cluster", cluster: ["city"] },
});
for (const { name, estimate, se, p } of fit.tidy()) {
  console.log(`${name}  ${estimate.toFixed(4)}  (${se.toFixed(4)})  p = ${p.toFixed(3)}`);
}
console.log(`N = ${fit.nobs}, within R² = ${fit.r2Within.toFixed(4)}`);
