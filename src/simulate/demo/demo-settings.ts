import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { packageRoot } from "../../base/index.js";
import { readBytes } from "../../table/index.js";

const region = z.strictObject({ code: z.string(), name: z.string() });
const settingsSchema = z.strictObject({
  name: z.string(),
  seed: z.number().int(),
  years: z.strictObject({ first: z.number().int(), last: z.number().int() }),
  provinces: z.array(region),
  cities: z.array(z.string()),
  cohorts: z.array(z.strictObject({ year: z.number().int(), cities: z.number().int() })),
  planted: z.strictObject({
    keywords: z.number().int(),
    keyPatents: z.number().int(),
    rdStaffPer10k: z.number(),
    highTechShare: z.number(),
    internetPer100: z.number(),
    energyIntensity: z.number(),
  }),
});

const titled = z.array(z.strictObject({ title: z.string(), ipc: z.array(z.string()) }));
const lines = z.array(z.string());
const sentencesSchema = z.strictObject({
  opening: lines,
  review: lines,
  plan: lines,
  keyword: lines,
  target: z.strictObject({ hard: lines, soft: lines }),
  targetTail: lines,
  closing: lines,
  titles: z.strictObject({ key: titled, nonKey: titled }),
  firms: lines,
  firmKinds: lines,
});

/** Settings of the simulated corpus, as in `corpus/settings.yaml`.   中文: 模拟语料设定 */
export type DemoSettings = z.infer<typeof settingsSchema>;

/** The sentences that the simulated reports are made of, as in `corpus/sentences.yaml`. */
export type DemoSentences = z.infer<typeof sentencesSchema>;

/** The folder of the bundled corpus. */
export function corpusFolder(): string {
  return join(packageRoot(), "corpus");
}

/** Reads the settings of the bundled corpus. */
export function demoSettings(): DemoSettings {
  return settingsSchema.parse(parse(readBytes(join(corpusFolder(), "settings.yaml")).toString()));
}

/** Reads the sentences of the bundled corpus. */
export function demoSentences(): DemoSentences {
  return sentencesSchema.parse(parse(readBytes(join(corpusFolder(), "sentences.yaml")).toString()));
}
