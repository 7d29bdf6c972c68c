import {
  type DidSample,
  fitTerms,
  leaveOneOut,
  placebo,
  placeboTime,
  twfe,
} from "../../../did/index.js";
import { coefficientFigure, placeboFigure, placeboTable } from "../../../report/index.js";
import { readTable, type Table } from "../../../table/index.js";
import { wholeNumber } from "../../options.js";
import { needsWith } from "./did-check-options.js";
import { CLUSTERED, type DidAnswer, type DidMethod, type DidRequest } from "./did-method.js";
import { estimatesTable, placeboText, rowsText } from "./did-text.js";

/** Draws of a placebo test when none are asked for: the literature's number. */
const DRAWS = 500;
/** Beyond this many rows a figure of estimates below one another is unreadable. */
const MOST_ROWS = 60;

/** Placebo in space, in time and mixed; every unit or period left out in turn. */
export const didPlacebo: Readonly<Record<string, DidMethod>> = {
  placebo: {
    takes: [...CLUSTERED, "mode", "draws", "seed", "shift", "sample", "assignments"],
    run: (request) => (request.options.mode === "time" ? inTime(request) : inSpace(request)),
  },
  "leave-one-out": {
    takes: [...CLUSTERED, "leave"],
    run: ({ sample, options, say }) => {
      const s = sample();
      const by = options.leave === "time" ? "period" : "unit";
      const whole = twfe(s);
      const [did] = fitTerms(whole);
      const list = leaveOneOut(s, by).sort((a, b) => a.estimate - b.estimate);
      const shown = list.length > MOST_ROWS ? [...list.slice(0, 10), ...list.slice(-10)] : list;
      const [low, high] = [list[0]!, list[list.length - 1]!];
      const signs = list.filter((r) => Math.sign(r.estimate) === Math.sign(did!.estimate)).length;
      const title = say(
        `${list.length} estimates without one ${by === "unit" ? s.spec.unit : s.spec.time} each: ${low.estimate.toFixed(4)} (without ${low.left}) to ${high.estimate.toFixed(4)} (without ${high.left}); ${signs} with the sign of ${did!.estimate.toFixed(4)}`,
        `逐一剔除（共 ${list.length} 次）：估计值介于 ${low.estimate.toFixed(4)}（剔除 ${low.left}）与 ${high.estimate.toFixed(4)}（剔除 ${high.left}）之间；与 ${did!.estimate.toFixed(4)} 同号的 ${signs} 次`,
      );
      const named = shown.map((r) => ({ ...r, name: r.left }));
      return {
        text: rowsText(named, title, say),
        json: {
          kind: "leave-one-out",
          outcome: s.spec.outcome,
          by: by === "unit" ? s.spec.unit : s.spec.time,
          estimate: did!.estimate,
          rows: list,
          nobs: s.n,
        },
        warnings: whole.warnings,
        table: estimatesTable(
          list.map((r) => ({ ...r, name: r.left })),
          { en: "Estimates without one unit or period each", zh: "逐一剔除的估计结果" },
        ),
        figure: coefficientFigure(
          shown.map((r) => ({ ...r, label: r.left })),
          {
            title: { en: "Leaving one out", zh: "逐一剔除检验" },
            reference: { at: did!.estimate, label: { en: "all", zh: "全样本" } },
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
    },
  },
};

function inTime({ sample, options, given, say }: DidRequest): DidAnswer {
  needsWith(given, ["draws", "seed", "assignments"], false, "--mode space or mixed with it");
  const s = sample();
  const shifts = (options.shift ?? ["1", "2", "3"]).map(wholeNumber("--shift", 1));
  const rows = placeboTime(s, shifts, options.sample ?? "pre");
  const whole = twfe(s);
  const [did] = fitTerms(whole);
  const list = rows.map((r) => ({ ...r, name: String(r.k) }));
  const table = estimatesTable(list, {
    en: "Placebo in time: treatment dated k periods early",
    zh: "时间安慰剂：政策提前 k 期",
  });
  return {
    text: rowsText(list, say("shifted by", "提前期数"), say),
    json: { kind: "placebo", mode: "time", outcome: s.spec.outcome, shifts: rows },
    warnings: whole.warnings,
    table,
    figure: coefficientFigure(
      [
        { ...did!, label: { en: "true date", zh: "真实时间" } },
        ...rows.map((r) => ({ ...r, label: { en: `${r.k} early`, zh: `提前 ${r.k} 期` } })),
      ],
      { title: { en: "Placebo in time", zh: "时间安慰剂检验" } },
    ),
  };
}

async function inSpace({ sample, options, given, say }: DidRequest): Promise<DidAnswer> {
  needsWith(given, ["shift", "sample"], false, "--mode time with it");
  const file = options.assignments;
  needsWith(given, ["draws", "seed"], file === undefined, "no --assignments with it");
  const s = sample();
  const mode = options.mode === "mixed" ? "mixed" : "space";
  const assignments =
    file === undefined ? {} : { assignments: readPaths(await readTable(file), s, options.unit) };
  const { seed } = options;
  const found = placebo(s, { mode, seed, draws: options.draws ?? DRAWS, ...assignments });
  return {
    text: placeboText(found, say),
    json: { ...found },
    warnings: found.warnings,
    ...(file === undefined ? { seed } : {}),
    table: placeboTable(found),
    figure: placeboFigure(found),
  };
}

/** First treated times by unit and draw: long (draw, unit, first) or wide (one row per draw). */
function readPaths(file: Table, s: DidSample, unit: string): Float64Array[] {
  const infinite = Number.POSITIVE_INFINITY;
  const never = (v: number) => (v === 0 || Number.isNaN(v) ? infinite : v);
  if (file.has("draw") && (file.has(unit) || file.has("unit")) && file.names.length <= 4) {
    const key = file.has(unit) ? unit : "unit";
    const value = file.names.find((n) => n !== "draw" && n !== key)!;
    const place = new Map(s.unitLevels.map((u, i) => [String(u), i]));
    const draws = new Map<number, Float64Array>();
    const draw = file.number("draw");
    const first = file.number(value);
    for (let i = 0; i < file.nrow; i++) {
      let path = draws.get(draw[i]!);
      if (path === undefined) {
        path = new Float64Array(s.unitLevels.length).fill(infinite);
        draws.set(draw[i]!, path);
      }
      const at = place.get(String(file.value(i, key)));
      if (at !== undefined) path[at] = never(first[i]!);
    }
    return [...draws.values()];
  }
  const columns = file.names.filter((n) => n !== "draw").map((n) => file.number(n));
  return Array.from({ length: file.nrow }, (_, b) =>
    Float64Array.from(columns, (c) => never(c[b]!)),
  );
}
