import { z } from "zod";

const text = z.string().trim().min(1);

/** The fields of a source definition (`interface.md`, "A crawl source").   中文: 来源定义 */
export const sourceSchema = z.strictObject({
  name: z.string().regex(/^[\p{L}\p{N}._-]+$/u),
  label: text.optional(),
  /** Sources of patents have a schema of their own (`patent-source.ts`). */
  kind: z.literal("report").default("report"),
  /** Nothing outside these hosts is fetched. */
  hosts: z.array(text).min(1),
  start: z.array(text).min(1),
  list: z
    .strictObject({
      /** CSS selector of the links on a list page. */
      link: text.default("a"),
      /** Regular expression that the title of a link must meet. */
      title: text.default("政府工作报告"),
      /** Links whose text meets this lead to further list pages (three levels deep at most). */
      follow: text.optional(),
      /** How to find further list pages: `auto`, `none`, or a CSS selector. */
      next: text.default("auto"),
      /** List pages by number, for interfaces: `{page}` counts from `first` to `last`. */
      pages: z
        .strictObject({ url: text, first: z.number().int(), last: z.number().int().max(100_000) })
        .optional(),
    })
    .prefault({}),
  page: z
    .strictObject({
      title: text.default("auto"),
      content: text.default("auto"),
      date: text.default("auto"),
      next: text.default("auto"),
      attachments: z.boolean().default(true),
    })
    .prefault({}),
  /**
   * Name or code of the region that all pages are of (YAML reads a code as a number), or the place
   * that alone decides, where it names one: `{ from: title }`, `{ from: text }`. Default: all the
   * evidence of title, text and address.
   */
  region: z
    .union([
      text,
      z.number().int().transform(String),
      z.strictObject({ from: z.enum(["title", "text"]) }),
    ])
    .optional(),
  polite: z
    .strictObject({
      delayMs: z.number().min(0).max(3_600_000).default(1000),
      concurrency: z.number().int().min(1).max(16).default(1),
      robots: z.boolean().default(true),
      maxPages: z.number().int().min(1).default(500),
    })
    .prefault({}),
  /** When the definition was last seen to work on the live site. */
  verified: z.union([z.literal("never"), z.iso.date()]).default("never"),
});

/** A source: where to look and what to take. */
export type Source = z.output<typeof sourceSchema>;
