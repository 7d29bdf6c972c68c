import type { z } from "zod";

/** Rounds of taking away what does not fit: each may bring out what stood behind it. */
const ROUNDS = 8;

/**
 * What is left of a record when all that does not fit its schema is taken away, each field parsed: so
 * that one mistake hides no other.   中文: 去掉不合格部分后的内容
 */
export function salvage<S extends z.ZodRawShape>(
  plain: unknown,
  schema: z.ZodObject<S>,
): Partial<z.output<z.ZodObject<S>>> {
  const rest: unknown = structuredClone(plain);
  for (let round = 0; round < ROUNDS; round++) {
    const parsed = schema.safeParse(rest);
    if (parsed.success) break;
    let changed = false;
    for (const issue of parsed.error.issues) {
      const keys =
        issue.code === "unrecognized_keys"
          ? issue.keys.map((k) => [...issue.path, k])
          : [issue.path];
      for (const path of keys) changed = takeAway(rest, path) || changed;
    }
    if (!changed) break;
  }
  const record = typeof rest === "object" && rest !== null ? (rest as Record<string, unknown>) : {};
  return Object.fromEntries(
    Object.entries(schema.shape as unknown as Record<string, z.ZodType>).map(([key, field]) => {
      const parsed = field.safeParse(record[key]);
      return [key, parsed.success ? parsed.data : undefined];
    }),
  ) as Partial<z.output<z.ZodObject<S>>>;
}

function takeAway(value: unknown, path: readonly PropertyKey[]): boolean {
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== "object" || value === null) return false;
  if (rest.length > 0) {
    return takeAway((value as Record<PropertyKey, unknown>)[key], rest);
  }
  if (!Object.hasOwn(value, key)) return false;
  if (Array.isArray(value)) value.splice(Number(key), 1);
  else delete (value as Record<PropertyKey, unknown>)[key];
  return true;
}
