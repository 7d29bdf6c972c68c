import { z } from "zod";
import { nearest } from "./nearest.js";

/** A field of a schema and the level that it belongs to. */
interface Field {
  readonly name: string;
  /** Names from the top; an item of a list or record is `*`. */
  readonly level: readonly string[];
}

const ITEM = "*";

/**
 * The known field nearest to one that is not, at its own level first; one of another level comes with
 * that level.   中文: 最接近的字段及其层级
 *
 * @example suggestField("unit", [], studySchema, { at: [] }) // { name: "unit", level: "data" }
 */
export function suggestField(
  unknown: string,
  path: readonly PropertyKey[],
  schema: z.ZodType,
  place: { readonly at: readonly PropertyKey[]; readonly whole?: z.ZodType | undefined },
): { readonly name: string; readonly level?: string } | undefined {
  const own = fieldsOf(schema);
  const isHere = (field: Field): boolean =>
    field.level.length === path.length &&
    field.level.every((name, i) => name === ITEM || name === String(path[i]));
  const here = nearest(unknown, namesOf(own.filter(isHere)));
  const elsewhere = [
    ...own
      .filter((f) => !isHere(f))
      .map((f) => ({ ...f, level: [...named(place.at), ...f.level] })),
    ...(place.whole === undefined ? [] : fieldsOf(place.whole)),
  ];
  const exact = elsewhere.filter((f) => f.name === unknown);
  const name = exact.length > 0 ? unknown : (here ?? nearest(unknown, namesOf(elsewhere)));
  if (name === undefined) return undefined;
  if (name === here && exact.length === 0) return { name };
  const [first] = elsewhere
    .filter((f) => f.name === name)
    .sort((a, b) => a.level.length - b.level.length);
  return { name, level: first!.level.filter((part) => part !== ITEM).join(".") };
}

function named(at: readonly PropertyKey[]): string[] {
  return at.map((key) => (typeof key === "number" ? ITEM : String(key)));
}

function namesOf(fields: readonly Field[]): string[] {
  return [...new Set(fields.map((f) => f.name))];
}

const known = new WeakMap<z.ZodType, readonly Field[]>();

/** Every field that a schema knows, with its level. */
function fieldsOf(schema: z.ZodType): readonly Field[] {
  const made = known.get(schema) ?? collect(schema);
  known.set(schema, made);
  return made;
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema | readonly JsonSchema[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
}

function collect(schema: z.ZodType): Field[] {
  const fields: Field[] = [];
  const visit = (node: JsonSchema, level: readonly string[]): void => {
    for (const [name, inner] of Object.entries(node.properties ?? {})) {
      fields.push({ name, level });
      visit(inner, [...level, name]);
    }
    for (const inner of [node.items ?? []].flat()) visit(inner, [...level, ITEM]);
    const { additionalProperties: more } = node;
    if (typeof more === "object") visit(more, [...level, ITEM]);
    for (const inner of [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])]) {
      visit(inner, level);
    }
  };
  visit(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema, []);
  return fields;
}
