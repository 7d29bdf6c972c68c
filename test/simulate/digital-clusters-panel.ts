import { buildIndex, couplingCoordination, frontierTfp } from "../../src/indices/index.js";
import { systems004 } from "../../src/simulate/digital-clusters/design.js";
import { POLICIES } from "../../src/simulate/digital-clusters/paths.js";
import type { Settings004 } from "../../src/simulate/digital-clusters/settings.js";
import type { World004 } from "../../src/simulate/digital-clusters/simulate.js";
import { numberColumn, Panel, type Table } from "../../src/table/index.js";

/**
 * Index, policies and controls of study 004, made by the stages that the study file names.
 * `base` brings cities and years.
 */
export function panel004(settings: Settings004, world: World004, base: Table): Panel {
  let panel = new Panel(
    base.withColumns([
      numberColumn("产学研注意力", world.attention),
      ...[...world.columns].map(([name, values]) => numberColumn(name, values)),
    ]),
    { unit: "city", time: "year" },
  );
  const { tfp } = frontierTfp(panel, { output: "非农实际产出", inputs: ["资本存量", "从业人员"] });
  const { nqp, digital, real } = systems004();
  const levels = [digital, real].map((s) => buildIndex(panel, s, { weights: "entropy" }).values);
  panel = panel.withColumns([
    numberColumn("全要素生产率", tfp),
    numberColumn("数实耦合协调度", couplingCoordination(levels).D),
  ]);
  const { values } = buildIndex(panel, nqp, { weights: "pca" });
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const sd = Math.sqrt(values.reduce((a, v) => a + (v - mean) ** 2, 0) / (values.length - 1));
  const { index } = settings;
  return panel.withColumns([
    numberColumn(
      "nqp",
      values.map((v) => index.mean + (index.sd * (v - mean)) / sd),
    ),
    ...POLICIES.map((name) => numberColumn(name, world.paths.dummies[name])),
  ]);
}

/** The baseline of a policy. */
export function baseline004(policy: string): string {
  return `nqp ~ ${policy} + 市场化程度 + 对外投资水平 + 产业结构 + 城镇化率 + 金融科技 | city + year`;
}
