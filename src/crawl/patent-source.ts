import { z } from "zod";

const text = z.string().trim().min(1);

/** The fields of a source of patents (`kind: patent`).   中文: 专利来源定义 */
export const patentSourceSchema = z.strictObject({
  name: z.string().regex(/^[\p{L}\p{N}._:-]+$/u),
  label: text.optional(),
  kind: z.literal("patent"),
  /** Which interface answers. */
  interface: z.enum(["epo-ops", "lens", "uspto", "google-patents", "cnipa"]),
  /** One question or several, in the words of the interface. */
  query: z.union([text, z.array(text).min(1)]).transform((q) => (Array.isArray(q) ? q : [q])),
  /** Where the interface lives; left out, its own address. */
  endpoint: z.url({ protocol: /^https?$/ }).optional(),
  /** Legal events too, where they are requests of their own. */
  legal: z.boolean().default(false),
  polite: z
    .strictObject({
      /** Left out: what the interface asks for. */
      delayMs: z.number().min(0).max(3_600_000).optional(),
      robots: z.boolean().optional(),
      maxPages: z.number().int().min(1).default(500),
    })
    .prefault({}),
  verified: z.union([z.literal("never"), z.iso.date()]).default("never"),
});

/** A source of patents: which interface, which questions. */
export type PatentSource = z.output<typeof patentSourceSchema>;
