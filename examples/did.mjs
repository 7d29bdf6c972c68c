// An event study, and the effect by every estimator beside it.
//   node examples/did.mjs
import { fileURLToPath } from "node:url";
import { readTable } from "xinzhi";
import { compare, eventStudy, readFormula } from "xinzhi/did";

const panel = await readTable(fileURLToPath(new URL("../corpus/panel.csv", import.meta.url)));
const keys = { unit: "city", time: "year", first: "first_treated" };
const sample = readFormula(panel, "log(gdp) ~ 1", keys);

for (const { time, estimate, se } of eventStudy(sample).events) {
  console.log(`${time}: ${estimate.toFixed(4)} (${se?.toFixed(4) ?? "–"})`);
}
const { studies, labels } = compare({ sample: () => sample });
for (const [k, { att }] of studies.entries()) {
  console.log(`${labels[k]}: ${att?.estimate.toFixed(4) ?? "–"}`);
}
