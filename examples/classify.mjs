// Which patents are key technology, and why.
//   node examples/classify.mjs
import { classifyPatents, readConcordance } from "xinzhi/patent";

const concordance = readConcordance("sei-ipc-2021");
const { rows } = classifyPatents(
  [
    { patent: "CN1A", ipc: "H04L 27/26; A47G 19/22" },
    { patent: "CN2A", ipc: "A47G 19/22" },
  ],
  { concordance },
);
for (const row of rows) console.log(row.patent, row.key ? "key technology" : "none");
