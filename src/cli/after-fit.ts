import type { Command } from "commander";
import { type Fit, parseRestriction } from "../regress/index.js";
import { type JointTest, nameOfTest, type TidyRow } from "../result/index.js";
import { numberColumn, type Table } from "../table/index.js";
import type { Context } from "./context.js";
import { repeatable } from "./options.js";

/** What may be asked of a fit after it was made. */
export interface AfterFitOptions {
  readonly test?: string[];
  readonly lincom?: string[];
  readonly rows?: string;
}

/** Adds the options of Stata's `test`, `lincom` and `predict`.   中文: 添加估计后选项 */
export function addAfterFitOptions(command: Command, context: Context): Command {
  const t = context.t.bind(context);
  return command
    .option(
      "--test <restrictions>",
      t('joint test, "x1 = 0; x1 - x2 = 0"; repeatable', "联合检验，分号分隔；可重复"),
      repeatable,
    )
    .option(
      "--lincom <combination>",
      t('estimate of "x1 + 2*x2"; repeatable', "系数的线性组合；可重复"),
      repeatable,
    )
    .option(
      "--rows <file>",
      t("write the data with prediction, residual and effects", "写出数据及预测值、残差、固定效应"),
    );
}

/** The fit with the tests and combinations that were asked for, in its published JSON. */
export function withTests(fit: Fit, { test, lincom }: AfterFitOptions): Fit {
  if (test === undefined && lincom === undefined) return fit;
  const tests = (test ?? []).map((text) =>
    fit.test(text.split(";").map((part) => parseRestriction(part, fit.names))),
  );
  const combinations = (lincom ?? []).map((text) => {
    const { terms, equals = 0 } = parseRestriction(text, fit.names);
    const row = fit.combination(terms);
    return { ...row, name: equals === 0 ? text.trim() : row.name };
  });
  return fit.withExtra({ tests, combinations });
}

/** Tests and combinations in words. */
export function testLines(fit: Fit, say: (en: string, zh: string) => string): string[] {
  const tests = (fit.extra?.tests ?? []) as readonly (JointTest | null)[];
  const combinations = (fit.extra?.combinations ?? []) as readonly TidyRow[];
  return [
    ...tests.map((test) => {
      if (test === null) return say("Test: not defined", "检验：无定义");
      const value = `${nameOfTest(test)} = ${digits(test.statistic)}, p = ${digits(test.p)}`;
      return say(`Test  ${test.hypothesis}: ${value}`, `检验  ${test.hypothesis}：${value}`);
    }),
    ...combinations.map((row) => {
      const value = `${digits(row.estimate)} (${digits(row.se)}), p = ${digits(row.p)}, [${digits(row.ciLow)}, ${digits(row.ciHigh)}]`;
      return say(`Combination  ${row.name}: ${value}`, `线性组合  ${row.name}：${value}`);
    }),
  ];
}

/**
 * The data with what a fit says of each row: `predicted` wherever it can be computed, `residual` on
 * the rows used, `effect_NAME` of each absorbed effect there.   中文: 附预测值与残差的数据
 */
export function withPredictions(fit: Fit): Table {
  const { frame } = fit;
  const { table } = frame;
  const spread = (values: Float64Array) => {
    const out = new Float64Array(table.nrow).fill(Number.NaN);
    for (let i = 0; i < frame.n; i++) out[frame.rows === null ? i : frame.rows[i]!] = values[i]!;
    return out;
  };
  const levels = fit.effectLevels();
  return table.withColumns([
    numberColumn("predicted", fit.predict(table)),
    numberColumn("residual", spread(fit.residuals())),
    ...frame.effects.map((effect, f) => {
      const own = levels[f]!.levels;
      const values = Float64Array.from(effect.codes, (code) => own[code]!.estimate);
      return numberColumn(`effect_${effect.name}`, spread(values));
    }),
  ]);
}

function digits(value: number | null): string {
  return value === null ? "–" : String(Number(value.toPrecision(5)));
}
