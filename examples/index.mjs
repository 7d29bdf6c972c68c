// An index by entropy weights from a system of indicators.
//   node examples/index.mjs
import { fileURLToPath } from "node:url";
import { readTable } from "xinzhi";
import { buildIndex, readSystem } from "xinzhi/index";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const panel = await readTable(at("../corpus/panel.csv"));
const index = buildIndex(panel, readSystem(at("system.yaml")), { weights: "entropy" });
const [{ values: weights }] = index.weights;
for (const [k, { label }] of index.indicators.entries()) console.log(label, weights[k].toFixed(4));
console.log("first city-year", index.values[0].toFixed(4));
