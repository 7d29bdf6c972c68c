import { z } from "zod";
import { sha256 } from "../base/index.js";
import { parseYaml } from "../base/parse-yaml.js";
import { decodeWhole } from "../bytes/index.js";
import { designOfSample, type PlannedDesign, readSample } from "../did/index.js";
import { readStudy } from "../study/index.js";
import { readBytes, readTable } from "../table/index.js";
import { cliError } from "./errors.js";
import { realNumber } from "./options.js";

const effectShape = z.union([z.number(), z.array(z.number()).min(1)]);

/** A planned design as a file has it; fields are explained in docs/how-to. */
const shape = z.strictObject({
  name: z.string(),
  units: z.number().int().min(2),
  years: z.tuple([z.number().int(), z.number().int()]),
  cohorts: z.record(z.string(), z.number().int().min(1)),
  effect: effectShape,
  effectByCohort: z.record(z.string(), z.number()).optional(),
  errors: z.strictObject({ sd: z.number(), rho: z.number().default(0) }),
  unitSd: z.number().min(0).optional(),
  clusters: z.strictObject({ count: z.number().int(), share: z.number() }).optional(),
  estimators: z.array(z.string()).min(1).optional(),
  draws: z.number().int().min(2).default(500),
  seed: z.number().int().default(2026),
});

/** A design and how often to draw it. */
export interface PlannedStudy {
  readonly name: string;
  readonly design: PlannedDesign;
  readonly estimators: readonly string[] | undefined;
  readonly draws: number;
  readonly seed: number;
  readonly sha256: string;
}

/** What the command line may set over the file. */
interface Overrides {
  readonly draws?: number;
  readonly seed?: number;
  readonly effect?: readonly string[];
  readonly rho?: number;
  readonly estimators?: readonly string[];
}

/**
 * Reads a planned design, or takes one from the panel and the policy of a study file.
 * 中文: 读取计划的设计（或由研究文件的面板得出）
 *
 * Of a study: units, years and cohorts of its panel, the spread and autocorrelation of what two-way
 * effects leave of the outcome (of standard size where the outcome is made by the study), and the
 * effect of `--effect`.
 * Errors    yaml/shape, cli/bad-option
 */
export async function readPlannedDesign(file: string, over: Overrides): Promise<PlannedStudy> {
  const text = decodeWhole(readBytes(file), { file });
  const isStudy = /^sections:/m.test(text);
  const plan = isStudy ? await fromStudy(file, text, over) : fromFile(file, text);
  const effect = over.effect?.map(realNumber("--effect"));
  return {
    ...plan,
    design: {
      ...plan.design,
      ...(effect === undefined ? {} : { effect }),
      ...(over.rho === undefined ? {} : { errors: { ...plan.design.errors, rho: over.rho } }),
    },
    estimators: over.estimators ?? plan.estimators,
    draws: over.draws ?? plan.draws,
    seed: over.seed ?? plan.seed,
  };
}

function fromFile(file: string, text: string): PlannedStudy {
  const { value } = parseYaml(text, shape, file);
  const [from, to] = value.years;
  const { effect, effectByCohort, unitSd, clusters } = value;
  return {
    name: value.name,
    design: {
      units: value.units,
      periods: Array.from({ length: Math.max(0, to - from + 1) }, (_, t) => from + t),
      cohorts: Object.entries(value.cohorts).map(([first, units]) => ({
        first: Number(first),
        units,
      })),
      effect: typeof effect === "number" ? [effect] : effect,
      errors: value.errors,
      ...(effectByCohort === undefined
        ? {}
        : {
            effectByCohort: Object.fromEntries(
              Object.entries(effectByCohort).map(([g, v]) => [Number(g), v]),
            ),
          }),
      ...(unitSd === undefined ? {} : { unitSd }),
      ...(clusters === undefined ? {} : { clusters }),
    },
    estimators: value.estimators,
    draws: value.draws,
    seed: value.seed,
    sha256: sha256(text),
  };
}

async function fromStudy(file: string, text: string, over: Overrides): Promise<PlannedStudy> {
  const study = readStudy(file);
  const { policy, data } = study;
  if (policy === undefined || typeof policy === "string") {
    throw cliError("bad-option", {
      option: "NAME",
      value: file,
      expected:
        "a study whose policy names a column of first treated times, or a file with a planned design",
    });
  }
  if (over.effect === undefined) {
    throw cliError("bad-option", {
      option: "--effect",
      value: "",
      expected: "the effect to look for: a study file names none",
    });
  }
  const table = await readTable(study.path(data.panel));
  const keys = { unit: data.unit, time: data.time, first: policy.first };
  const known = study.outcome !== undefined && table.has(study.outcome);
  const outcome = known ? study.outcome! : data.time;
  const { design, isMeasured } = designOfSample(readSample(table, { ...keys, outcome }));
  return {
    name: study.name,
    design: isMeasured ? design : { ...design, errors: { sd: 1, rho: 0 } },
    estimators: undefined,
    draws: 500,
    seed: study.seed,
    sha256: sha256(text),
  };
}
