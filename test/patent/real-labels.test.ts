import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createClassifier, readConcordance } from "../../src/patent/index.js";
import { readSheet } from "../../src/table/index.js";

const tables = join(process.env.XINZHI_SHARED ?? "../shared", "data/patents/tables");

describe.skipIf(!existsSync(tables))(
  "labels beside those of a search service (needs the shared data)",
  () => {
    it.each([
      ["incopat_openai.xlsx", 1],
      ["incopat_chatbot.xlsx", 0.985],
    ] as const)("agree on the codes of %s for a share of at least %f", async (file, least) => {
      const classifier = createClassifier({ concordance: readConcordance("sei-ipc-2021") });
      const { rows } = await readSheet(join(tables, file));
      const head = rows[0]!.map(String);
      const [ipc, theirs] = [head.indexOf("IPC"), head.indexOf("新兴产业分类")];
      let compared = 0;
      let same = 0;
      for (const row of rows.slice(1)) {
        if (!row[ipc]) continue;
        compared++;
        const own = classifier.classify({ patent: "", ipc: String(row[ipc]) }).matches;
        const codes = [...new Set(own.map((m) => m.code))].sort();
        const printed = [...new Set(String(row[theirs] ?? "").match(/\d\.\d/g) ?? [])].sort();
        if (codes.join() === printed.join()) same++;
      }
      expect(compared).toBeGreaterThan(60);
      expect(same / compared).toBeGreaterThanOrEqual(least);
    });
  },
);
