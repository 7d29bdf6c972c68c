import type { Localized } from "../../base/index.js";
import {
  effectLabel,
  methodsParagraph,
  type PlacedFact,
  spaceChinese,
} from "../../report/index.js";
import type { StudyRun } from "../run-study.js";
import { labelsOf } from "../sections/labels.js";
import { labelOf } from "../sections/section.js";
import { modelEquation } from "./model-equation.js";
import type { Part } from "./number-parts.js";
import { series } from "./series.js";

/** The methods section of a study: its model, then what the results say of themselves. 中文: 方法说明 */
export function methodTexts(run: StudyRun, parts: readonly Part[]) {
  const facts = run.sections.flatMap(({ name, output }): PlacedFact[] => {
    const own = parts.filter((p) => p.section === name);
    const tables = own.filter((p) => p.kind === "table");
    const places = (tables.length > 0 ? tables.slice(0, 1) : own.slice(0, 1)).map((p) => ({
      kind: p.kind,
      number: p.caption,
    }));
    return (output?.methods ?? []).map((fact) => ({ ...fact, places }));
  });
  const { paragraphs, references } = methodsParagraph(facts, { labels: labelsOf(run.frame) });
  const model = modelEquation(run);
  return model === undefined
    ? { paragraphs: [modelText(run), ...paragraphs], references }
    : { model, paragraphs, references };
}

/** The model of a study without a regressor in words: outcome, controls, effects, errors. */
function modelText({ frame }: StudyRun): Localized {
  const { study } = frame;
  const outcome = labelOf(frame, study.outcome);
  const controls = study.controls.map((name) => labelOf(frame, name));
  const named = (names: readonly string[]) => {
    const labels = names.map((name) => effectLabel(name, labelsOf(frame)));
    return {
      en: series(
        labels.map((l) => l.en),
        ", ",
        " and ",
      ),
      zh: series(
        labels.map((l) => l.zh),
        "、",
        "与",
      ),
    };
  };
  const effects = named(study.fixedEffects);
  const clusters = named(study.cluster);
  const en = [
    `The baseline explains ${outcome.en}`,
    ...(controls.length === 0 ? [] : [`controls: ${controls.map((c) => c.en).join(", ")}`]),
    ...(effects.en === "" ? [] : [`fixed effects: ${effects.en}`]),
    clusters.en === ""
      ? "errors robust to heteroskedasticity"
      : `errors clustered by ${clusters.en}`,
  ];
  const zh = [
    `基准模型以${outcome.zh}为被解释变量`,
    ...(controls.length === 0 ? [] : [`控制变量包括${controls.map((c) => c.zh).join("、")}`]),
    ...(effects.zh === "" ? [] : [`控制${effects.zh}固定效应`]),
    clusters.zh === "" ? "采用异方差稳健标准误" : `标准误聚类到${clusters.zh}`,
  ];
  return {
    en: `${en.join("; ")}. Tables name what departs from this.`,
    zh: spaceChinese(`${zh.join("；")}。与此不同的设定在各表中注明。`),
  };
}
