import { z } from "zod";
import type { MethodOption, OptionShape } from "../../../result/index.js";

/** The options of a method's card as the schema of a study file.   中文: 方法选项的模式 */
export function optionsSchema(shape: OptionShape): z.ZodObject {
  return z.strictObject(
    Object.fromEntries(
      Object.entries(shape).map(([name, option]) => [
        name,
        schemaOf(option).describe(option.en).optional(),
      ]),
    ),
  );
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
      return option.above === undefined ? z.number() : z.number().gt(option.above);
    case "choice":
      return z.enum(option.choices as [string, ...string[]]);
    case "range":
      return z.tuple([z.number().int(), z.number().int()]);
    case "columns":
    case "texts":
      return z.array(text).min(1);
    case "integers":
      return z.array(whole(option.least)).min(1);
    case "numbers":
      return z.array(z.number()).min(1);
    case "switch":
      return z.boolean();
    default:
      return text;
  }
}
