import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Rng } from "../../src/base/index.js";
import { readSearchCounts, readSource } from "../../src/crawl/index.js";
import { parseSystem } from "../../src/indices/index.js";
import { readConcordance, readPatents } from "../../src/patent/index.js";
import { readPolicyList } from "../../src/policy/index.js";
import { deriveColumn, evaluateWhere, parseFormula } from "../../src/regress/index.js";
import { checkStudyFile, planSections, readStudy } from "../../src/study/index.js";
import { numberColumn, Table, textColumn } from "../../src/table/index.js";
import { runWords } from "../run-words.js";
import { smallStudy } from "../study/small-study.js";
import { BYTE_ENGINES, TEXT_ENGINES } from "./mutate.js";
import type { Reading, Target } from "./target.js";

const root = join(import.meta.dirname, "../..");
const text = [
  ...Object.values(BYTE_ENGINES),
  ...Object.values(TEXT_ENGINES),
  ...Object.values(TEXT_ENGINES),
];

const SECTIONS = `  - { make: baseline, digits: 3 }
  - make: models
    columns:
      - { controls: [lgdp], where: "year > 2011" }
      - { method: cs }
  - { make: event-study, bins: [-3, 3] }
  - { make: placebo, draws: 20 }
`;
const SOURCE = `name: city-x
label: 某市
hosts: [www.example.gov.cn]
start: ["http://www.example.gov.cn/zfgz/"]
list: { link: ".list a", title: "(20\\\\d\\\\d)年?政府工作报告", next: auto }
page: { content: "#zoom", date: ".date" }
region: 成都市
polite: { delayMs: 1000, maxPages: 20 }
verified: 2024-05-01
`;
const FORMULAS = [
  "y ~ x + i.year | city + year",
  "ln(y) ~ x:z + x^2 + L(x, 1:2) | city^year",
  "y ~ 1 | city | x ~ z",
  "c(y, x) ~ sw(x, z) + poly(z, 2)",
];
const CONDITIONS = [
  "year >= 2011 & !(city == 'a')",
  "year == 2011 | x > 1e-3",
  "ln(x) * 2 - mean(y, city) / 3",
];

const said = (value: unknown): Reading => ({ value: JSON.stringify(value) ?? "", told: false });

/** Settings, formulas, systems, sources, lists of patents and policies, and whole commands. */
export function settingsTargets(): Target[] {
  const work = mkdtempSync(join(tmpdir(), "xinzhi-fuzz-study-"));
  const study = smallStudy(work, SECTIONS);
  const demo = readFileSync(join(root, "studies/demo.yaml"), "utf8").replaceAll(
    "../corpus",
    join(root, "corpus"),
  );
  const columns = new Table([
    numberColumn("y", Float64Array.of(1, 2, 3, 4)),
    numberColumn("x", Float64Array.of(0.5, -1, 2, Number.NaN)),
    numberColumn("z", Float64Array.of(3, 1, 4, 1)),
    textColumn("city", ["a", "a", "b", null]),
    numberColumn("year", Float64Array.of(2010, 2011, 2012, 2013)),
  ]);
  const of = (
    name: string,
    ending: string,
    seeds: readonly (string | Buffer)[],
    use: (bytes: Buffer, path: string) => unknown,
  ): Target => ({
    name,
    ending,
    seeds: seeds.map((s) => Buffer.from(s)),
    engines: text,
    oracle: "none",
    read: async (bytes, path) => {
      writeFileSync(path, bytes);
      return said(await use(bytes, path));
    },
  });
  return [
    of("study", ".yaml", [readFileSync(study), demo], async (bytes) => {
      const file = join(work, "fuzz.yaml");
      writeFileSync(file, bytes);
      const read = readStudy(file);
      planSections(read);
      const { errors } = await checkStudyFile(file);
      return errors.map((e) => e.code);
    }),
    of("system", ".yaml", [readFileSync(join(root, "corpus/nqp-demo.yaml"))], (bytes) =>
      parseSystem(bytes.toString("utf8"), "system.yaml"),
    ),
    of("source", ".yaml", [SOURCE], (_, path) => readSource(path)),
    of(
      "search-counts",
      ".yaml",
      [readFileSync(join(root, "corpus/examples/search-counts.yaml"))],
      (_, path) => readSearchCounts(path),
    ),
    of("formula", ".txt", FORMULAS, (bytes) => parseFormula(bytes.toString("utf8"), columns.names)),
    of("condition", ".txt", CONDITIONS, (bytes) => {
      const words = bytes.toString("utf8");
      return [
        ...(words.includes("mean") ? deriveColumn(columns, words) : evaluateWhere(columns, words)),
      ];
    }),
    arithmetic(columns),
    of(
      "policies",
      ".csv",
      [readFileSync(join(root, "corpus/examples/own-pilots.csv"))],
      (_, path) => readPolicyList(path),
    ),
    of(
      "concordance",
      ".csv",
      [readFileSync(join(root, "dictionaries/concordances/new-three-2024.csv"))],
      (_, path) => readConcordance(path),
    ),
    of(
      "patents",
      ".csv",
      [readFileSync(join(root, "corpus/patents.csv"), "utf8").split("\n").slice(0, 6).join("\n")],
      async (_, path) => {
        const found: unknown[] = [];
        for await (const patent of readPatents([path])) found.push(patent);
        return found;
      },
    ),
    of("command", ".csv", [readFileSync(join(work, "panel.csv"))], async (_, path) => {
      const words = [
        "regress",
        path,
        "y ~ x + z | city + year",
        "--cluster",
        "city",
        "--json",
        "--quiet",
      ];
      const { code, out, err } = await runWords(words);
      const fault = /This is a fault of xinzhi/.test(err) || ![0, 2, 3].includes(code);
      if (fault) throw new Error(`exit ${code}: ${err}`);
      if (code === 0 && !/"estimate":/.test(out)) throw new Error("exit 0 without an estimate");
      return code === 0 ? JSON.parse(out).coefficients : err;
    }),
  ];
}

/** Random arithmetic, whose value is known from its tree: read as written it must be that. */
function arithmetic(table: Table): Target {
  return {
    name: "arithmetic",
    ending: ".txt",
    seeds: [Buffer.from("x")],
    engines: [],
    change: (_seed, rng) => Buffer.from(tree(rng, 6).written),
    read: async (bytes) => {
      const [written = "", values = ""] = bytes.toString("utf8").split("\u0001");
      void values;
      return { value: [...deriveColumn(table, written)].join(), told: false };
    },
    oracle: (bytes) => {
      const values = bytes.toString("utf8").split("\u0001")[1];
      return values;
    },
  };

  function tree(rng: Rng, depth: number): { written: string } {
    const { text: formula, values } = node(rng, depth);
    return { written: `${formula}\u0001${values.join()}` };
  }

  /** Operators with how tightly they bind; powers bind the most and to the right, the sign below them. */
  function node(rng: Rng, depth: number): { text: string; values: number[]; binds: number } {
    const kind = depth === 0 ? rng.integer(2) : 2 + rng.integer(7);
    if (kind === 0) {
      const number = rng.integer(90) / 10 + 0.1;
      return { text: String(number), values: Array(4).fill(number) as number[], binds: 9 };
    }
    if (kind === 1) {
      const name = ["y", "z", "year"][rng.integer(3)]!;
      return { text: name, values: [...table.number(name)], binds: 9 };
    }
    if (kind === 7) {
      const inner = node(rng, depth - 1);
      const body = inner.binds < 6 ? `(${inner.text})` : inner.text;
      return { text: `-${body}`, values: inner.values.map((v) => -v), binds: 4 };
    }
    if (kind === 8) {
      const inner = node(rng, depth - 1);
      return { text: `abs(${inner.text})`, values: inner.values.map(Math.abs), binds: 9 };
    }
    const [sign, binds, apply] = OPERATORS[kind - 2]!;
    const left = node(rng, depth - 1 - rng.integer(Math.max(1, depth - 1)));
    const right = node(rng, depth - 1);
    const bracket = (part: typeof left, least: number): string =>
      part.binds < least || rng.integer(6) === 0 ? `( ${part.text} )` : part.text;
    const space = rng.integer(2) === 0 ? " " : "";
    return {
      text: `${bracket(left, binds)}${space}${sign}${space}${bracket(right, binds + 1)}`,
      values: left.values.map((v, i) => apply(v, right.values[i]!)),
      binds,
    };
  }
}

const OPERATORS: readonly (readonly [string, number, (a: number, b: number) => number])[] = [
  ["+", 2, (a, b) => a + b],
  ["-", 2, (a, b) => a - b],
  ["*", 3, (a, b) => a * b],
  ["/", 3, (a, b) => a / b],
  ["+", 2, (a, b) => a + b],
];
