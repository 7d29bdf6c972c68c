import { TYPED_PAIRS } from "../../src/regress/index.js";

/** A line of Stata (or fixest) and the command of ours on a table `panel.csv`. */
export interface StataLine {
  readonly typed: string;
  readonly command: string;
}

const did = (method: string, more = "", formula = "y ~ 1"): string =>
  `xinzhi did ${method} panel.csv "${formula}" --unit city --time year --first g${more}`;
const regress = (formula: string, options = ""): string =>
  `xinzhi regress panel.csv "${formula}"${options === "" ? "" : ` ${options}`}`;

const OWN: readonly (readonly [typed: string, command: string])[] = [
  ["reg y x", regress("y ~ x", "--vcov iid")],
  ["reg y x, vce(cluster city)", regress("y ~ x", "--cluster city")],
  ["reg y x [aw = pop]", regress("y ~ x", "--weights pop --vcov iid")],
  ["xtreg y x, fe", regress("y ~ x | city", "--vcov iid")],
  ["xtreg y x, fe vce(robust)", regress("y ~ x | city", "--cluster city")],
  ["xtreg y x i.year, fe vce(cluster city)", regress("y ~ x + i(year) | city", "--cluster city")],
  ["areg y x, absorb(city)", regress("y ~ x | city", "--vcov iid")],
  [
    "reghdfe y x if year >= 2012, absorb(city year) vce(cluster city)",
    regress("y ~ x | city + year", '--cluster city --where "year >= 2012"'),
  ],
  [
    "reghdfe y x, absorb(city year) keepsingletons",
    regress("y ~ x | city + year", "--vcov iid --keep-singletons"),
  ],
  [
    "reghdfe y x, absorb(city##c.year) vce(cluster city)",
    regress("y ~ x | city[year]", "--cluster city"),
  ],
  ["xtscc y x, fe lag(2)", regress("y ~ x | city", "--vcov dk --panel city,year --lag 2")],
  ["ivregress 2sls y x1 (d = z1 z2), vce(robust)", regress("y ~ x1 | d ~ z1 + z2", "--vcov hc1")],
  ["poisson n x, vce(robust)", regress("n ~ x", "--family poisson --vcov hc1")],
  ["nbreg n x", regress("n ~ x", "--family negbin --vcov iid")],
  ["logit b x, vce(cluster city)", regress("b ~ x", "--family logit --cluster city")],
  ["probit b x", regress("b ~ x", "--family probit --vcov iid")],
  ["clogit b x, group(city)", regress("b ~ x | city", "--family clogit --vcov iid")],
  [
    "boottest x, weighttype(webb) reps(199)",
    regress("y ~ x | city + year", "--cluster prov --wild webb --draws 199 --seed 1"),
  ],
  ["test x1 x2", regress("y ~ x1 + x2", '--cluster city --test "x1 = 0; x2 = 0"')],
  ["lincom x1 + x2", regress("y ~ x1 + x2", '--cluster city --lincom "x1 + x2"')],
  ["predict yhat, xb", regress("y ~ x1 + x2", "--cluster city --rows fitted.csv")],
  ["esttab using t.docx", regress("y ~ csw(x1, x2) | city", "--cluster city -o t.docx")],
  ["eventdd y, timevar(…) leads(3) lags(3)", did("event-study", " --bins -3,3")],
  ["bacondecomp y did", did("bacon")],
  ["twowayfeweights y city year did, type(feTR)", did("weights")],
  ["csdid y, ivar(city) time(year) gvar(g)", did("cs")],
  ["csdid y, ivar(city) time(year) gvar(g) notyet", did("cs", " --controls notyet")],
  ["did_imputation y city year g", did("bjs")],
  ["did2s y, first_stage(i.city i.year) …", did("gardner")],
  ["eventstudyinteract y …, cohort(g)", did("sunab")],
  ["jwdid y, ivar(city) tvar(year) gvar(g)", did("etwfe")],
  ["stackedev y …, cohort(g)", did("stacked", " --window -3,3")],
  ["did_multiplegt_dyn y city year did, effects(3)", did("dcdh", " --effects 3 --placebos 1")],
  ["psmatch2 did x1 x2, neighbor(1)", did("psm", " --method nearest --when pre", "y ~ x1 + x2")],
  ["xtset city year / xtdescribe", "xinzhi panel describe panel.csv --unit city --time year"],
  ["winsor2 x, cuts(1 99)", "xinzhi panel winsor panel.csv --columns x --cuts 1,99 -o w.csv"],
  ["duplicates report city year", "xinzhi panel duplicates panel.csv --keys city,year"],
  ["keep if year >= 2012", 'xinzhi panel keep panel.csv "year >= 2012" -o late.csv'],
  ["rename x share", "xinzhi panel rename panel.csv x=share -o renamed.csv"],
  ["append using more.csv", "xinzhi panel append panel.csv more.csv -o both.csv"],
  ["save panel.dta", "xinzhi panel convert panel.csv -o panel.dta"],
];

/** All lines: those that the command line itself answers, and those of other commands. */
export const STATA_LINES: readonly StataLine[] = [
  ...TYPED_PAIRS.map(({ typed, formula, options = "" }) => ({
    typed,
    command: regress(formula, options.replace("UNIT,TIME", "city,year")),
  })),
  ...OWN.map(([typed, command]) => ({ typed, command })),
];

const cell = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;

/** The page "your Stata line → ours". */
export function stataPage(lang: "zh" | "en"): string {
  const t = (en: string, zh: string) => (lang === "zh" ? zh : en);
  const rows = STATA_LINES.map(({ typed, command }) => `| ${cell(typed)} | ${cell(command)} |`);
  return `${[
    t("# Your Stata line → ours", "# Stata 命令对照"),
    t(
      "> In a checkout, type `npx xinzhi` for `xinzhi` ([install](../install.md)).",
      "> 在源码目录中，`xinzhi` 写作 `npx xinzhi`（[安装](../install.zh-CN.md)）。",
    ),
    t(
      "`panel.csv` has columns `city year prov y x x1 x2 z z1 z2 d did g n b pop`; `g` is the first treated year, 0 = never. Every line of ours is run by a test. The first lines may be typed as they stand on the left: the answer holds the line on the right. For Stata's small-sample corrections add `--ssc reghdfe`.",
      "`panel.csv` 的列为 `city year prov y x x1 x2 z z1 z2 d did g n b pop`，`g` 为首次处理年份，0 表示从未处理。右列每一行都由测试运行。前面一部分可以直接照左列输入，程序会答以右列的写法。要用 Stata 的小样本修正，加 `--ssc reghdfe`。",
    ),
    [`| ${t("Stata, fixest", "Stata、fixest")} | xinzhi |`, "| --- | --- |", ...rows].join("\n"),
  ].join("\n\n")}\n`;
}
