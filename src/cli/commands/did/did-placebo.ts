import type { LeaveOneOut, PlaceboInTime } from "../../../did/index.js";
import { coefficientFigure, placeboFigure, placeboTable } from "../../../report/index.js";
import type { Placebo } from "../../../result/index.js";
import type { DidAnswer, DidRequest } from "./did-method.js";
import { estimatesTable, placeboText, rowsText } from "./did-text.js";

/** Beyond this many rows a figure of estimates below one another is unreadable. */
const MOST_ROWS = 60;

/** Placebo tests, and every unit or period left out in turn, by kind of result. */
export const placeboViews = {
  placebo: placeboView,
  "placebo-in-time": inTimeView,
  "leave-one-out": leaveOneOutView,
};

function leaveOneOutView(found: LeaveOneOut, { say }: DidRequest): DidAnswer {
  const { rows: list, estimate, by, warnings } = found;
  const shown = list.length > MOST_ROWS ? [...list.slice(0, 10), ...list.slice(-10)] : list;
  const [low, high] = [list[0]!, list[list.length - 1]!];
  const signs = list.filter((r) => Math.sign(r.estimate) === Math.sign(estimate)).length;
  const title = say(
    `${list.length} estimates without one ${by} each: ${low.estimate.toFixed(4)} (without ${low.left}) to ${high.estimate.toFixed(4)} (without ${high.left}); ${signs} with the sign of ${estimate.toFixed(4)}`,
    `逐一剔除（共 ${list.length} 次）：估计值介于 ${low.estimate.toFixed(4)}（剔除 ${low.left}）与 ${high.estimate.toFixed(4)}（剔除 ${high.left}）之间；与 ${estimate.toFixed(4)} 同号的 ${signs} 次`,
  );
  const named = shown.map((r) => ({ ...r, name: r.left }));
  return {
    text: rowsText(named, title, say, found.level),
    json: { ...found },
    warnings,
    table: estimatesTable(
      list.map((r) => ({ ...r, name: r.left })),
      { en: "Estimates without one unit or period each", zh: "逐一剔除的估计结果" },
    ),
    figure: coefficientFigure(
      shown.map((r) => ({ ...r, label: r.left })),
      {
        title: { en: "Leaving one out", zh: "逐一剔除检验" },
        level: found.level,
        reference: { at: estimate, label: { en: "all", zh: "全样本" } },
        ...(shown.length === list.length
          ? {}
          : {
              notes: [
                {
                  en: `The ten smallest and ten largest of ${list.length} estimates.`,
                  zh: `共 ${list.length} 个估计值，仅列最小与最大各 10 个。`,
                },
              ],
            }),
      },
    ),
  };
}

function inTimeView(found: PlaceboInTime, { say }: DidRequest): DidAnswer {
  const { shifts: rows, truth, outcome, level, warnings } = found;
  const list = rows.map((r) => ({ ...r, name: String(r.k) }));
  const table = estimatesTable(list, {
    en: "Placebo in time: treatment dated k periods early",
    zh: "时间安慰剂：政策提前 k 期",
  });
  return {
    text: rowsText(list, say("shifted by", "提前期数"), say, found.level),
    json: {
      kind: "placebo",
      mode: "time",
      outcome,
      shifts: rows,
      ...(level === undefined ? {} : { level }),
    },
    warnings,
    table,
    figure: coefficientFigure(
      [
        { ...truth, label: { en: "true date", zh: "真实时间" } },
        ...rows.map((r) => ({ ...r, label: { en: `${r.k} early`, zh: `提前 ${r.k} 期` } })),
      ],
      { title: { en: "Placebo in time", zh: "时间安慰剂检验" }, level: found.level },
    ),
  };
}

function placeboView(found: Placebo, { say }: DidRequest): DidAnswer {
  return {
    text: placeboText(found, say),
    json: { ...found },
    warnings: found.warnings,
    ...(found.seed === null ? {} : { seed: found.seed }),
    table: placeboTable(found),
    // Its densities take longer than the draws: only when the figure is to be written.
    get figure() {
      return placeboFigure(found);
    },
  };
}
