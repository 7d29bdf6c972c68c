import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  importPatents,
  labelStore,
  type PatentImport,
  readConcordance,
  type StoreLabels,
} from "../../src/patent/index.js";
import { Store } from "../../src/store/index.js";

const shared = join(process.env.XINZHI_SHARED ?? "../shared", "data/patents");

/** Records by file, as counted by hand and by the description of the files; and the service. */
const EXPECTED: Readonly<Record<string, readonly [number, string]>> = {
  "tables/cn_patent_cpc_train.csv": [19, "table"],
  "tables/cn_patent_cpc_val.csv": [19, "table"],
  "tables/cn_patent_title_subclass.csv": [4870, "table"],
  "tables/derwent_export.xls": [68, "Derwent"],
  "tables/green_aviation_ipc_date_region.csv": [8379, "table"],
  "tables/incopat_chatbot.xlsx": [2798, "incoPat"],
  "tables/incopat_ford_autodriving.xlsx": [7552, "incoPat"],
  "tables/incopat_gm_autodriving_10000.xlsx": [10_000, "incoPat"],
  "tables/incopat_openai.xlsx": [73, "incoPat"],
  "tables/patentics_apollo.csv": [51, "Patentics"],
  "tables/patentics_banma.xlsx": [20, "Patentics"],
  "tables/patentics_cn_vr.csv": [7805, "Patentics"],
  "tables/patentics_didi.csv": [7440, "Patentics"],
  "tables/patentics_lyft.csv": [962, "Patentics"],
  "tables/patentics_thundersoft_address.xlsx": [511, "Patentics"],
  "tables/patentics_us_uav_1.xlsx": [1000, "Patentics"],
  "tables/patentics_us_uav_2.xlsx": [1000, "Patentics"],
  "tables/patsnap_green_aviation.xlsx": [1999, "PatSnap"],
};

describe.skipIf(!existsSync(shared))("the real exports (needs the shared data)", () => {
  let store: Store;
  let result: PatentImport;
  let labels: StoreLabels;
  const count = (sql: string): number =>
    (store.connection.prepare(`SELECT count(*) AS n FROM ${sql}`).get() as { n: number }).n;

  beforeAll(async () => {
    store = await Store.open(":memory:");
    result = await importPatents(store, [shared]);
    labels = await labelStore(store, { concordance: readConcordance("sei-ipc-2021") });
  }, 240_000);
  afterAll(() => store.close());

  it("give every record a place: stored, duplicate or failed", () => {
    const files = new Map(result.files.map((f) => [f.path, f]));
    for (const [path, [records, service]] of Object.entries(EXPECTED)) {
      expect(files.get(path), path).toMatchObject({ records, service });
    }
    for (const f of result.files) {
      expect(f.stored + f.merged + f.duplicates + f.failed).toBe(f.records);
    }
    const gazette = result.files.filter((f) => f.service === "CNIPA gazette");
    expect(gazette.map((f) => f.stored)).toEqual([1, 1, 1]);
    expect(result.files).toHaveLength(Object.keys(EXPECTED).length + 3);
    expect(result).toMatchObject({ stored: 54_523, merged: 36, duplicates: 10, failed: 0 });
    expect(count("patents")).toBe(result.stored);
    expect(count("import_items WHERE state = 'duplicate'")).toBe(46);
    expect(count("import_items WHERE state = 'stored' AND record IS NULL")).toBe(21);
  });

  it("keep a row for each document, and tell how many applications they are of", () => {
    expect(result.held).toEqual({ documents: 54_523, applications: 52_855 });
    const together =
      "(SELECT application_key FROM patents WHERE application_key IS NOT NULL GROUP BY 1 HAVING count(*) > 1)";
    const others = count(`patents WHERE application_key IN ${together}`) - count(together);
    expect(others).toBe(54_523 - 52_855);
    // Twenty thousand Chinese numbers and no wrong check digit among them: no false alarm.
    expect(count("patents WHERE application_key GLOB 'CN[0-9]*'")).toBeGreaterThan(20_000);
    expect(result.notes).not.toHaveProperty("bad-check-digit");
    expect(count("patents WHERE application IS NOT NULL AND application_key IS NULL")).toBe(0);
  });

  it("pass over what is no patent table, each with its reason", () => {
    expect(result.skipped.map((s) => s.path)).toEqual([
      "cnki_references/cnki_refs_1.txt",
      "cnki_references/cnki_refs_3.txt",
      "cnki_references/cnki_refs_5.txt",
      "html/cnipa_search_results.html",
      "html/cnipr_captcha_page.html",
      "html/google_patents_CN101551481B.html",
      "ipc_scheme/ipc_group_symbols.csv",
      "ipc_scheme/ipc_sections_classes_subclasses_es.csv",
    ]);
    for (const s of result.skipped) expect(s.reason).not.toBe("");
  });

  it("give every symbol a place: met by a rule, in no rule, or malformed with its reason", () => {
    const { coverage } = labels;
    expect(coverage.patents).toBe(result.stored);
    expect(coverage.symbols).toBe(count("patent_ipc WHERE symbol IS NOT NULL"));
    expect(coverage.malformedSymbols).toBe(count("patent_ipc WHERE symbol IS NULL"));
    const met = count("(SELECT DISTINCT patent_id, symbol FROM patent_labels)");
    expect(coverage.unmatchedSymbols + met).toBe(coverage.symbols);
    expect(coverage.key).toBe(count("(SELECT DISTINCT patent_id FROM patent_labels)"));
    const faults = Object.values(coverage.malformed).reduce((n, f) => n + f.count, 0);
    expect(faults).toBe(coverage.malformedSymbols);
    // Locarno classes stand in the IPC column of 641 records of Patentics, some with two.
    expect(coverage.malformed.locarno?.count).toBe(647);
  });

  it("read the untidy spellings: shifted columns, headings in row 2, groups without a slash", () => {
    const one = (sql: string): unknown => store.connection.prepare(sql).get();
    // Derwent writes G07G000100; none of its 68 records is without a symbol.
    expect(
      count(
        "patents WHERE source = 'Derwent' AND id NOT IN (SELECT patent_id FROM patent_ipc WHERE symbol IS NOT NULL)",
      ),
    ).toBe(0);
    expect(
      one("SELECT count(*) AS n FROM patent_ipc WHERE raw GLOB '[A-H][0-9][0-9][A-Z]000*'"),
    ).not.toEqual({ n: 0 });
    // A row of Patentics has a cell more than its heading: the numbers stay numbers.
    expect(
      count("patents WHERE source = 'Patentics' AND publication NOT GLOB '[A-Z][A-Z]*[0-9]*'"),
    ).toBe(0);
    // 2013001004 is 2013-01-04.
    expect(count("patents WHERE filed NOT GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'")).toBe(
      0,
    );
  });
});
