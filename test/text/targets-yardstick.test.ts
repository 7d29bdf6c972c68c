import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eachDocument, Store } from "../../src/store/index.js";
import { readCsv } from "../../src/table/index.js";
import { importReports, storedDocument, targets } from "../../src/text/index.js";

const shared = process.env.XINZHI_SHARED ?? "../shared";
const reports = join(shared, "data", "reports");
const yardstick = join(shared, "reference", "targets");

describe.skipIf(!existsSync(reports) || !existsSync(yardstick))(
  "targets against those printed in the reports (skipped where the reports are not at hand)",
  () => {
    it("of the nation 1998–2025 and the provinces 2026 are found as printed", async () => {
      const store = await Store.open(":memory:");
      await importReports(store, [reports]);
      const documents = [...eachDocument(store)].map(storedDocument);
      store.close();
      const { rows } = await targets(documents, { targets: ["gdp", "cpi"] });
      const found = (target: string, code: string, year: unknown): (string | null)[] => [
        ...new Set(
          rows
            .filter((r) => r.target === target && r.regionCode === code && r.year === year)
            .map((r) => (r.value === null ? null : `${r.low} ${r.high}`)),
        ),
      ];
      const wrong: string[] = [];
      let checked = 0;
      const compare = (
        target: string,
        code: string,
        year: unknown,
        low: unknown,
        high: unknown,
      ): void => {
        const read = found(target, code, year);
        if (read.length === 0) return;
        checked++;
        const printed = low === null ? null : `${low} ${high}`;
        if (read.length !== 1 || read[0] !== printed) {
          wrong.push(`${target} ${code} ${year}: ${read.join(" | ")} instead of ${printed}`);
        }
      };
      const table = (file: string) => readCsv(readFileSync(join(yardstick, file))).toRows();
      for (const row of table("national-targets.csv")) {
        compare("gdp", "100000", row.year, row.gdp_low, row.gdp_high);
        if (typeof row.cpi_target === "number") {
          compare("cpi", "100000", row.year, row.cpi_target, row.cpi_target);
        }
      }
      for (const row of table("provincial-targets-2026.csv")) {
        compare("gdp", String(row.adcode), row.year, row.gdp_low, row.gdp_high);
      }
      expect(checked).toBeGreaterThanOrEqual(40);
      expect(wrong).toEqual([]);
    }, 240_000);
  },
);
