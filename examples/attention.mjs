// How often two reports speak of science and technology talent.
//   node examples/attention.mjs
import { attention, loadDictionaries } from "xinzhi/text";

const documents = [
  {
    id: "甲市 2020",
    regionCode: null,
    region: null,
    year: 2020,
    text: "各位代表：坚持科技创新，引进高层次人才。",
  },
  {
    id: "乙市 2020",
    regionCode: null,
    region: null,
    year: 2020,
    text: "各位代表：发展现代农业，改善民生。",
  },
];
const dictionaries = loadDictionaries(["st-talent"]);
const result = await attention(documents, { dictionaries });
const table = result.table();
for (let i = 0; i < table.nrow; i++) {
  console.log(table.value(i, "document"), table.value(i, "count"));
}
