/**
 * Largest deviation of every statistic from the reference results, file by file.
 *
 *     npx tsx bench/regress/agreement.ts [--write]
 *
 * `--write` renews docs/reference/agreement.md. Files with third-party data are looked for in the
 * shared folder (XINZHI_SHARED) and left out when it is not there.
 */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Fit, frontier, interactiveEffects, wildBootstrap } from "../../src/regress/index.js";
import { Panel, type Table } from "../../src/table/index.js";
import {
  caseFolder,
  compareFit,
  deviation,
  fitGolden,
  type GoldenCase,
  type GoldenModel,
  logDeviation,
  readCase,
} from "../../test/regress/golden.js";
import { isPartialledOut, ivPairs, type Pairs } from "../../test/regress/golden-iv.js";
import {
  fitLikelihood,
  LIKELIHOOD_STATISTICS,
  ourName,
} from "../../test/regress/golden-likelihood.js";

interface Worst {
  readonly model: string;
  readonly value: number;
  readonly count: number;
}

type Note = (statistic: string, model: string, value: number) => void;

const TARGET = 1e-8;

/** What is known of every deviation above the target. */
const REASONS: readonly {
  readonly models: RegExp;
  readonly statistics?: RegExp;
  readonly why: string;
}[] = [
  {
    models: /^ols_(near|big)/,
    why: "the reference solves by normal equations and loses digits; ours agree with exact rational arithmetic to 1e-10 (test/regress/exact-arithmetic.test.ts)",
  },
  {
    models: /./,
    statistics: /^Stock-Wright/,
    why: "models without effects: the file took the constant out first; Stata's own output (c11) keeps it in the variance of the moments, and so do we",
  },
  {
    models: /^nb_observed/,
    why: "the file's information matrix was taken by numerical second differences; the exact one agrees with fenegbin to 1e-7 (test/regress/likelihood.test.ts)",
  },
  {
    models: /^logit_fe_year_cl$/,
    why: "fixest takes the scores with the weights of the step before the last; glm with dummies gives our value to 1e-11",
  },
  {
    models: /^(hn|tn|bc92|cost)/,
    why: "the file's maximum and information are numerical (its own tolerance: 1e-5 and 1e-4)",
  },
  {
    models: /./,
    statistics: /.*/,
    why: "iterative maximum: the reference stops at its own tolerance",
  },
];

function notePairs(pairs: Pairs, model: string, note: Note, prefix = ""): void {
  for (const [what, [ours, theirs]] of Object.entries(pairs)) {
    if (theirs === null || theirs === undefined) continue;
    const name = prefix + what.replace(/ \d+$/, "");
    const isP = / p$/.test(name);
    note(
      name,
      model,
      isP ? logDeviation(ours ?? Number.NaN, theirs) : deviation(ours ?? null, theirs),
    );
  }
}

function linear({ golden, table }: Golden, note: Note): void {
  for (const model of golden.models.filter((m) => m.kind === "ols")) {
    const fit = fitGolden(table, model);
    noteAll(compareFit(fit, model.results), model.id, note);
    const stata = model.results.stata_reghdfe;
    if (!stata) continue;
    const other = fitGolden(table, model, "reghdfe");
    const constant = other.extra?.constant as ReturnType<Fit["tidy"]>[number];
    const rows = new Map([...other.tidy(), constant].map((row) => [row.name, row]));
    for (const e of stata.coefficients) {
      const row = rows.get(e.term);
      const pairs: Pairs = {
        estimate: [row?.estimate, e.estimate],
        se: [row?.se, e.se],
        p: [row?.p, e.p],
      };
      notePairs(pairs, model.id, note, "reghdfe ");
    }
    notePairs(
      {
        F: [other.wald?.statistic, stata.F.stat],
        df: [other.covariance.df, stata.df_r],
        r2: [other.r2, stata.r2],
        "adjusted r2": [other.r2Adj, stata.adj_r2],
        "within r2": [other.r2Within, stata.within_r2],
        rmse: [other.rmse, stata.rmse],
      },
      model.id,
      note,
      "reghdfe ",
    );
  }
}

function instruments({ golden, table }: Golden, note: Note): void {
  for (const model of golden.models) {
    const fit = fitGolden(table, model);
    const { results } = model;
    const stats = model.spec.weights === null ? results.fit : { r2: results.fit.r2 };
    noteAll(compareFit(fit, { ...results, fit: stats }), model.id, note);
    const pairs = ivPairs(fit, results);
    notePairs(pairs, model.id + (isPartialledOut(model, fit) ? " (constant only)" : ""), note);
    const stages = [...(fit.extra!.firstStage as Fit[]), fit.extra!.reducedForm as Fit];
    [...results.first_stage, results.reduced_form].forEach((expected, j) => {
      const own = { r2: expected.r2, within_r2: expected.within_r2 };
      noteAll(compareFit(stages[j]!, { ...expected, fit: own }), model.id, note, "stages: ");
    });
  }
}

function stataInstruments({ golden, table }: Golden, note: Note): void {
  for (const model of golden.models) {
    const fit = fitGolden(table, model, model.id.includes("small") ? "fixest" : "none");
    const rows = new Map(fit.tidy().map((row) => [row.name, row]));
    for (const e of model.results.coefficients) {
      notePairs(
        { estimate: [rows.get(e.term)?.estimate, e.estimate], se: [rows.get(e.term)?.se, e.se] },
        model.id,
        note,
      );
    }
  }
}

function likelihood({ golden, table }: Golden, note: Note): void {
  for (const model of golden.models) {
    const fit = fitLikelihood(table, model);
    const rows = new Map(fit.tidy().map((row) => [row.name, row]));
    for (const e of model.results.coefficients) {
      const row = rows.get(ourName(e.term) ?? "");
      if (row === undefined) continue;
      notePairs({ estimate: [row.estimate, e.estimate], se: [row.se, e.se] }, model.id, note);
    }
    const extra = fit.extra as Record<string, number>;
    for (const [theirs, ours] of Object.entries(LIKELIHOOD_STATISTICS)) {
      const expected = model.results.fit[theirs];
      if (typeof expected === "number") {
        notePairs({ [ours]: [extra[ours], expected] }, model.id, note);
      }
    }
  }
}

function factors({ golden, table }: Golden, note: Note): void {
  const panel = new Panel(table, { unit: "city", time: "year" });
  for (const m of golden.models) {
    const effects = m.spec.fixed_effects.length > 0 ? " | city + year" : "";
    const fit = interactiveEffects(panel, `y ~ x1 + x2 + did${effects}`, {
      factors: (m.spec as unknown as { n_factors: number }).n_factors,
      vcov: { type: "iid" },
      ...(m.spec.subset === null ? {} : { where: m.spec.subset }),
    });
    fit.tidy().forEach((row, j) => {
      const e = m.results.coefficients[j];
      notePairs({ estimate: [row.estimate, e.estimate], se: [row.se, e.se] }, m.id, note);
    });
    notePairs({ ssr: [fit.extra?.ssr as number, m.results.fit.ssr] }, m.id, note);
  }
}

function frontiers({ golden, table }: Golden, note: Note): void {
  const panel = new Panel(table, { unit: "firm", time: "year" });
  for (const m of golden.models) {
    const spec = m.spec as unknown as Record<string, string | boolean>;
    const isPanel = m.kind === "sfa_panel";
    const { fit, efficiency } = frontier(isPanel ? panel : table, `${spec.outcome} ~ lnk + lnl`, {
      vcov: { type: "iid" },
      distribution: String(spec.distribution).startsWith("half")
        ? "half-normal"
        : "truncated-normal",
      frontier: String(spec.frontier).startsWith("cost") ? "cost" : "production",
      time: spec.time_varying ? "decay" : "invariant",
    });
    fit.tidy().forEach((row, j) => {
      const e = m.results.coefficients[j];
      notePairs({ estimate: [row.estimate, e.estimate], se: [row.se, e.se] }, m.id, note);
    });
    notePairs({ logLik: [fit.extra?.logLik as number, m.results.fit.loglik] }, m.id, note);
    m.results.extra.efficiency.battese_coelli.forEach((v: number, i: number) => {
      notePairs({ efficiency: [efficiency.batteseCoelli[i], v] }, m.id, note);
    });
  }
}

function wild({ golden, table }: Golden, note: Note): void {
  const cluster = { vcov: { type: "cluster", cluster: ["prov"] } } as const;
  for (const expected of golden.wild_bootstrap.tests) {
    const [term, model] = expected.id.split("_") as [string, "ols" | "fe"];
    const source = golden.models.find((m: GoldenModel) =>
      model === "fe" ? m.spec.fixed_effects.length > 0 : m.spec.fixed_effects.length === 0,
    )!;
    const fit = fitGolden(table, source).withVcov(cluster.vcov);
    for (const residuals of ["restricted", "unrestricted"] as const) {
      const found = wildBootstrap(fit, term, { cluster: "prov", seed: 1, residuals });
      const target = expected[residuals === "restricted" ? "restricted_WCR" : "unrestricted_WCU"];
      notePairs(
        {
          "wild t": [found.t, expected.t_no_factor],
          "wild p": [found.pSymmetric, target.symmetric],
          "wild equal-tail p": [found.pEqualTail, target.equal_tail],
        },
        expected.id,
        note,
      );
    }
  }
}

function noteAll(
  found: Readonly<Record<string, number>>,
  model: string,
  note: Note,
  prefix = "",
): void {
  for (const [what, value] of Object.entries(found)) note(prefix + what, model, value);
}

interface Golden {
  readonly golden: GoldenCase;
  readonly table: Table;
}

type Comparison = (golden: Golden, note: Note) => void;

const CASES: Readonly<Record<string, readonly Comparison[]>> = {
  c01_city_panel: [linear],
  c02_firm_panel: [linear],
  c03_interactions: [linear],
  c04_iv: [instruments],
  c05_count_binary: [likelihood],
  c06_mediation_dk: [linear],
  c07_interactive_fe: [factors],
  c08_frontier: [frontiers],
  c10_collinearity: [linear],
  c11a_stata_card: [stataInstruments],
  c11b_stata_cluster: [stataInstruments],
  c11c_stata_two_endog: [stataInstruments],
  c11d_stata_twoway: [stataInstruments],
  c12_wild_bootstrap: [linear, wild],
};

function reasonFor(file: string, statistic: string, model: string): string {
  if (file.startsWith("c11")) return "Stata stored its output in single precision (tolerance 1e-6)";
  return (
    REASONS.find((r) => r.models.test(model) && (r.statistics?.test(statistic) ?? true))?.why ?? ""
  );
}

interface Row extends Worst {
  readonly file: string;
  readonly statistic: string;
}

/** Values within the target by statistic; those beyond it by statistic and model. */
const within: Row[] = [];
const beyond: Row[] = [];

function add(rows: Row[], row: Omit<Row, "count">, isSame: (other: Row) => boolean): void {
  const at = rows.findIndex((r) => r.file === row.file && isSame(r));
  if (at < 0) rows.push({ ...row, count: 1 });
  else {
    const count = rows[at]!.count + 1;
    rows[at] = row.value > rows[at]!.value ? { ...row, count } : { ...rows[at]!, count };
  }
}

const absent: string[] = [];
for (const [file, comparisons] of Object.entries(CASES)) {
  if (caseFolder(file) === null) {
    absent.push(file);
    continue;
  }
  const note: Note = (statistic, model, value) => {
    const row = { file, statistic, model, value };
    if (value <= TARGET) add(within, row, (r) => r.statistic === statistic);
    else add(beyond, row, (r) => r.statistic === statistic && r.model === model);
  };
  const golden = readCase(file);
  for (const compare of comparisons) compare(golden, note);
}

const shown = (value: number) => (value === 0 ? "0" : value.toExponential(1));
const reasons: string[] = [];
const exceptions = beyond.map((row) => {
  const reason = reasonFor(row.file, row.statistic, row.model);
  if (!reasons.includes(reason)) reasons.push(reason);
  const number = reasons.indexOf(reason) + 1;
  return `| ${row.file} | ${row.statistic} | ${row.model} | ${shown(row.value)} | ${number} |`;
});
const text = [
  "# Agreement of the regression engine with R and Stata",
  "",
  "Largest relative deviation (absolute next to zero) of every statistic over the models of each reference file.",
  "Printed by `npx tsx bench/regress/agreement.ts`; `--write` renews this page. The tests hold every value to its limit.",
  ...(absent.length > 0 ? ["", `Not in this checkout: ${absent.join(", ")}.`] : []),
  "",
  "| file | statistic | comparisons | largest deviation | in model |",
  "| --- | --- | ---: | ---: | --- |",
  ...within.map(
    (r) => `| ${r.file} | ${r.statistic} | ${r.count} | ${shown(r.value)} | ${r.model} |`,
  ),
  "",
  "## More than 1e-8",
  "",
  "| file | statistic | model | largest deviation | reason |",
  "| --- | --- | --- | ---: | ---: |",
  ...exceptions,
  "",
  ...reasons.map((reason, i) => `${i + 1}. ${reason}.`),
  "",
].join("\n");
console.log(text);
if (process.argv.includes("--write")) {
  writeFileSync(resolve(import.meta.dirname, "../../docs/reference/agreement.md"), text);
}
