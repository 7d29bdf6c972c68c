import { z } from "zod";
import type { MethodOption, OptionShape, OptionValue } from "../../../result/index.js";

/** The keys of a section or column for the options of a card. */
export type OptionKeys<S extends OptionShape> = {
  [K in keyof S]: S[K] extends { readonly required: true }
    ? z.ZodType<OptionValue<S[K]>>
    : z.ZodOptional<z.ZodType<OptionValue<S[K]>>>;
};

/** The options of a method's card as keys of a study file; all that the card says they are. */
export function optionKeys<const S extends OptionShape>(shape: S): OptionKeys<S> {
  return Object.fromEntries(
    Object.entries(shape).map(([name, option]) => {
      const schema = schemaOf(option).describe(option.en);
      return [name, option.required === true ? schema : schema.optional()];
    }),
  ) as unknown as OptionKeys<S>;
}

/** Keys of earlier versions, by the key of now.   中文: 旧键名 */
export function formerKeys(shape: OptionShape): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(shape).flatMap(([name, { was = {} }]) =>
      Object.entries(was).flatMap(([word, value]) => (value === null ? [[word, name]] : [])),
    ),
  );
}

/** The options of a method's card as the schema of a study file.   中文: 方法选项的模式 */
export function optionsSchema(shape: OptionShape): z.ZodObject {
  return z.strictObject(optionKeys(shape));
}

function real({ above, least }: { readonly above?: number; readonly least?: number }) {
  const number = above === undefined ? z.number() : z.number().gt(above);
  return least === undefined ? number : number.min(least);
}

function schemaOf(option: MethodOption): z.ZodType {
  const text = z.string().min(1);
  const whole = (least: number | undefined) =>
    least === undefined ? z.number().int() : z.number().int().min(least);
  switch (option.type) {
    case "integer":
      return option.word === undefined
        ? whole(option.least)
        : z.union([whole(option.least), z.literal(option.word)]);
    case "number":
      return option.word === undefined
        ? real(option)
        : z.union([real(option), z.literal(option.word)]);
    case "choice": {
      const words = z.enum(option.choices as [string, ...string[]]);
      return option.whole === undefined ? words : z.union([words, whole(undefined)]);
    }
    case "range":
      return z.tuple([z.number().int(), z.number().int()]);
    case "columns":
    case "texts":
      return z.array(text).min(1);
    case "integers":
      return z.array(whole(option.least)).min(1);
    case "numbers":
      return z.array(real(option)).min(1);
    case "names":
      return z.array(z.enum(option.of() as [string, ...string[]])).min(1);
    case "object":
      return z.looseObject({});
    case "switch":
      return z.boolean();
    default:
      return text;
  }
}
