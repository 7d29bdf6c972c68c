import { z } from "zod";

/** Text that is not empty. */
export const text = z.string().trim().min(1);

/** Names of columns, terms or policies. */
export const names = z.array(text);

/** Text in both languages; a plain string is the same in both. */
export const bilingual = z.union([
  text.transform((plain) => ({ en: plain, zh: plain })),
  z.strictObject({ en: text, zh: text }),
]);

/** Text in both languages, or one that is the same in both. */
export const wording = z.union([text, z.strictObject({ en: text, zh: text })]);

/** A model's variance: by name, or with what it needs. */
export const vcov = z.union([
  z.enum(["iid", "hc1", "hc2", "hc3"]),
  z.strictObject({ type: z.enum(["dk", "nw"]), lag: z.number().int().min(0).optional() }),
  z.strictObject({
    type: z.literal("conley"),
    lat: text,
    lon: text,
    cutoff: z.number().positive(),
  }),
]);

/** An affine mapping to a mean and a standard deviation. */
export const moments = z.strictObject({ mean: z.number(), sd: z.number().positive() });
