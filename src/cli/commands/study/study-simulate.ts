import { extname } from "node:path";
import type { Command } from "commander";
import { type DrawTally, tallyDraws } from "../../../check/index.js";
import { simulateDesign } from "../../../did/index.js";
import { genericTable } from "../../../report/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { cliError } from "../../errors.js";
import { nameList, realNumber, repeatable, wholeNumber } from "../../options.js";
import { type PlannedStudy, readPlannedDesign } from "../../read-planned-design.js";
import { checkOutputs, saveResult } from "../../save-result.js";
import { textTable } from "../../text-table.js";

/** What the command line may set over the file. */
interface PowerFlags {
  readonly draws?: number;
  readonly seed?: number;
  readonly threads?: number;
  readonly effect?: readonly string[];
  readonly rho?: number;
  readonly estimators?: readonly string[];
  readonly out?: readonly string[];
}

/**
 * `xinzhi study simulate NAME`: the power of a planned design (a .yaml file), or by `write` the
 * simulated files that have that name.
 */
export function buildSimulate(
  context: Context,
  write: (name: string, folder: string | undefined) => Promise<void>,
): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "simulate",
    summary: {
      en: "bias, coverage and power of a planned design; or write the simulated files of a study again",
      zh: "计划设计的偏误、覆盖率与功效；或重新生成研究的模拟数据",
    },
    examples: [
      "xinzhi study simulate studies/plans/broadband.yaml --draws 200",
      "xinzhi study simulate studies/demo.yaml --effect 0.05 --estimators twfe,cs --draws 200",
      "xinzhi study simulate demo -o corpus",
    ],
  })
    .argument(
      "<name>",
      t(
        "a .yaml file with a planned design or a study: its power; demo or the design of a study: its files",
        "计划设计或研究的 .yaml 文件：计算功效；demo 或研究的模拟设计名：生成文件",
      ),
    )
    .option(
      "--draws <n>",
      t("panels to draw (500)", "模拟面板个数（500）"),
      wholeNumber("--draws", 2),
    )
    .option("--seed <n>", t("seed of the draws", "随机种子"), wholeNumber("--seed"))
    .option("--effect <v,…>", t("effect by years since the start", "处理后各年的效应"), nameList)
    .option("--rho <r>", t("autocorrelation of the errors", "误差自相关"), realNumber("--rho"))
    .option("--estimators <names>", t("only these", "仅这些估计量"), nameList)
    .option("--threads <n>", t("worker threads", "线程数"), wholeNumber("--threads", 1))
    .option(
      "-o, --out <path>",
      t(
        "power: a table or .json, repeatable; files: the folder (default corpus for demo, simulated/NAME)",
        "功效：结果表或 .json，可重复；生成文件：文件夹（demo 默认 corpus，其余 simulated/名称）",
      ),
      repeatable,
    )
    .action(async (name: string, flags: PowerFlags) => {
      if ([".yaml", ".yml"].includes(extname(name).toLowerCase())) {
        await simulatePower(context, name, flags);
        return;
      }
      const { out, ...others } = flags;
      const [option] = Object.keys(others);
      if (option !== undefined) {
        throw cliError("bad-option", {
          option: `--${option}`,
          value: "",
          expected: "a .yaml file with a planned design or a study with it",
        });
      }
      await write(name, out?.at(-1));
    });
}

/**
 * Bias, coverage and power of a planned design.   中文: 计划设计的偏误、覆盖率与功效
 *
 * Errors    those of `readPlannedDesign` and `simulateDesign`
 */
async function simulatePower(context: Context, file: string, flags: PowerFlags): Promise<void> {
  checkOutputs(flags.out ?? []);
  const plan = await readPlannedDesign(file, flags);
  const { design, draws, seed, estimators } = plan;
  const cohorts = design.cohorts.map((c) => `${c.first}: ${c.units}`).join(", ");
  const never = design.units - design.cohorts.reduce((a, c) => a + c.units, 0);
  const span = `${design.periods[0]}–${design.periods.at(-1)}`;
  context.say(
    context.t(
      `${design.units} units, ${span}; cohorts ${cohorts}; never treated ${never}; errors sd ${round(design.errors.sd)}, rho ${round(design.errors.rho)}; effect ${design.effect.map(round).join(", ")}; ${draws} draws, seed ${seed}`,
      `${design.units} 个单位，${span}；处理批次 ${cohorts}；从未处理 ${never}；误差标准差 ${round(design.errors.sd)}，自相关 ${round(design.errors.rho)}；效应 ${design.effect.map(round).join("、")}；抽样 ${draws} 次，种子 ${seed}`,
    ),
  );
  const found = await simulateDesign(design, {
    draws,
    seed,
    signal: context.io.signal,
    ...(estimators === undefined ? {} : { estimators }),
    ...(flags.threads === undefined ? {} : { threads: flags.threads }),
  });
  const warnings = found.skipped.map((s) => s.reason);
  context.warn(warnings);
  const tallies = tallyDraws(found.draws);
  const json = {
    kind: "power",
    name: plan.name,
    design,
    draws,
    estimators: tallies,
    skipped: found.skipped,
    warnings,
    provenance: context.provenance({ file, sha256: plan.sha256 }, seed),
  };
  for (const path of flags.out ?? []) {
    await saveResult(path, { table: tableOf(plan, tallies), json }, context.lang);
  }
  context.print(textOf(context, tallies), json);
}

function round(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function textOf(context: Context, tallies: readonly DrawTally[]): string {
  const t = context.t.bind(context);
  const head = [
    "",
    t("target", "目标值"),
    t("bias", "偏误"),
    t("s.d.", "标准差"),
    t("mean s.e.", "平均标准误"),
    t("coverage", "覆盖率"),
    t("power", "功效"),
    t("detectable (80 %)", "可检出效应（80%）"),
  ];
  const rows = tallies.map((d) => [
    d.estimator,
    d.target.toFixed(4),
    d.bias.toFixed(4),
    d.sd.toFixed(4),
    d.meanSe.toFixed(4),
    `${(100 * d.coverage).toFixed(1)} % ±${(196 * d.coverageSe).toFixed(1)}`,
    `${(100 * d.power).toFixed(1)} % ±${(196 * d.powerSe).toFixed(1)}`,
    d.detectable.toFixed(4),
  ]);
  return textTable([head, ...rows]);
}

function tableOf(plan: PlannedStudy, tallies: readonly DrawTally[]) {
  return genericTable({
    title: { en: "Power of the planned design", zh: "计划设计的功效" },
    columns: [
      { header: { en: "estimator", zh: "估计量" } },
      { header: { en: "target", zh: "目标值" }, digits: 4 },
      { header: { en: "bias", zh: "偏误" }, digits: 4 },
      { header: { en: "s.d.", zh: "标准差" }, digits: 4 },
      { header: { en: "mean s.e.", zh: "平均标准误" }, digits: 4 },
      { header: { en: "coverage", zh: "覆盖率" }, digits: 3 },
      { header: { en: "power", zh: "功效" }, digits: 3 },
      { header: { en: "detectable, 80 %", zh: "可检出效应（80%）" }, digits: 4 },
    ],
    rows: tallies.map((d) => [
      d.estimator,
      d.target,
      d.bias,
      d.sd,
      d.meanSe,
      d.coverage,
      d.power,
      d.detectable,
    ]),
    notes: [
      {
        en: `${plan.draws} simulated panels, seed ${plan.seed}; 95 % intervals, tests at 5 %.`,
        zh: `模拟面板 ${plan.draws} 个，种子 ${plan.seed}；95% 置信区间，5% 检验水平。`,
      },
    ],
  });
}
