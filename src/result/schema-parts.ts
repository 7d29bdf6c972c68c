import { z } from "zod";

/** Pieces that the published schemas share.   中文: 各结果模式共用的部分 */
export const number = z.number();
export const nullable = z.number().nullable();

export const noticeSchema = z.object({ code: z.string(), en: z.string(), zh: z.string() });

/** Where a result came from. */
export const provenanceSchema = z.object({
  version: z.string(),
  input: z.object({ file: z.string().optional(), sha256: z.string().optional() }).loose(),
  arguments: z.record(z.string(), z.unknown()),
  seed: nullable,
  generatedAt: z.string().optional(),
});

export const tidySchema = z.object({
  name: z.string(),
  estimate: number,
  se: nullable,
  statistic: nullable,
  p: nullable,
  ciLow: nullable,
  ciHigh: nullable,
});
