import { nearest } from "../../base/index.js";
import {
  buildIndex,
  openSystem,
  parseWeightChoice,
  readGivenWeights,
  systemWeights,
} from "../../indices/index.js";
import type { IndexResult } from "../../result/index.js";
import { type Column, numberColumn, type Panel, type Table } from "../../table/index.js";
import { studyError } from "../errors.js";
import type { StudyFrame } from "../frame.js";
import type { Study } from "../read-study.js";
import type { Step, StepRef } from "../step.js";
import { joinCounts } from "./join-counts.js";
import type { PatentOutcome } from "./patent-step.js";
import type { TextOutcome } from "./text-step.js";

/**
 * Panel + counts from texts and patents + indices + treatment: the data of all sections.
 * 中文: 合成研究数据
 */
export function frameStep(
  study: Study,
  needs: {
    readonly panel: StepRef<Panel>;
    readonly text: StepRef<TextOutcome> | undefined;
    readonly patents: StepRef<PatentOutcome> | undefined;
  },
): Step<StudyFrame> {
  const systems = (study.indices ?? []).map((i) =>
    openSystem(i.system, { folder: study.path(".") }),
  );
  const { indices, policy, data } = study;
  const wanted = [needs.panel, needs.text, needs.patents].filter((n) => n !== undefined);
  return {
    name: "frame",
    title: { en: "indices and treatment", zh: "指数与处理变量" },
    needs: wanted,
    options: { indices, policy, data, systems: systems.map((s) => s.sha256) },
    // Cheap to make, and its parts are cached already.
    cache: "none",
    run: async (context) => {
      let panel = context.get(needs.panel);
      const text = needs.text && context.get(needs.text);
      const patents = needs.patents && context.get(needs.patents);
      const joined = countColumns(panel, study, text, patents);
      panel = panel.withColumns(joined.map((j) => j.column));
      const built: IndexResult[] = [];
      for (const [i, entry] of (indices ?? []).entries()) {
        const { composite, shift } = entry;
        const system = systems[i]!;
        const weights = await parseWeightChoice(entry.weights, async (path) =>
          path === null ? systemWeights(system) : readGivenWeights(study.path(path)),
        );
        const result = buildIndex(panel, system, { weights, composite, shift });
        built.push(result);
        const label = result.label;
        panel = panel.withColumns([
          numberColumn(result.name, result.values, { label, lineage: `index:${result.name}` }),
        ]);
      }
      panel = panel.withColumns([treatment(panel, study)]);
      checkColumns(study, panel);
      return {
        study,
        panel,
        indices: built,
        text,
        patents,
        joins: joined.map((j) => j.report),
        warnings: built.flatMap((b) => b.warnings),
      };
    },
  };
}

function countColumns(
  panel: Panel,
  study: Study,
  text: TextOutcome | undefined,
  patents: PatentOutcome | undefined,
) {
  const fromText = (text?.measures ?? []).map((m) =>
    joinCounts(
      panel,
      {
        ...m,
        source: m.title,
        lineage: `attention:${m.name}`,
        // A region-year without a report is unknown, not silent.
        absent: "missing",
      },
      study,
    ),
  );
  const fromPatents = (patents?.measures ?? []).map((m) =>
    joinCounts(
      panel,
      {
        ...m,
        source: patents!.concordance,
        lineage: `patents:${m.name}`,
        absent: "zero",
      },
      study,
    ),
  );
  return [...fromText, ...fromPatents];
}

/** 1 from the first treated time on. */
function treatment(panel: Panel, study: Study): Column {
  const { first, name } = study.policy;
  const starts = panel.number(first);
  const values = new Float64Array(panel.nrow);
  let treated = 0;
  const startOf = new Map<number, number>();
  for (let i = 0; i < panel.nrow; i++) {
    const start =
      Number.isNaN(starts[i]!) || starts[i] === 0 ? Number.POSITIVE_INFINITY : starts[i]!;
    const unit = panel.unitFactor.codes[i]!;
    const known = startOf.get(unit);
    if (known !== undefined && known !== start) {
      throw studyError("policy-varies", {
        column: first,
        unit: String(panel.unitFactor.levels[unit]),
      });
    }
    startOf.set(unit, start);
    values[i] = panel.times[i]! >= start ? 1 : 0;
    treated += values[i]!;
  }
  if (treated === 0) throw studyError("nobody-treated", { column: first });
  return numberColumn(name, values, { lineage: `policy:${name}` });
}

function checkColumns(study: Study, panel: Table): void {
  const roles: [readonly (string | number)[], string, { en: string; zh: string }][] = [
    [["outcome"], study.outcome, { en: "the outcome", zh: "被解释变量" }],
    ...study.controls.map(
      (name, i) =>
        [["controls", i], name, { en: "a control", zh: "控制变量" }] as [
          (string | number)[],
          string,
          { en: string; zh: string },
        ],
    ),
  ];
  for (const [path, name, what] of roles) {
    if (panel.has(name)) continue;
    throw studyError("missing-column", {
      file: study.file,
      row: study.placeOf(path).row,
      column: name,
      nearest: nearest(name, panel.names),
      role: { en: `${what.en} "${name}"`, zh: `${what.zh}“${name}”` },
    });
  }
}
