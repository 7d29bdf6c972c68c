import { acceptsValue, expectedOf, type MethodOption } from "../../../result/index.js";
import { cliError } from "../../errors.js";
import { nameList, oneOf, realNumber, wholeNumber } from "../../options.js";

/**
 * The value of an option from the text on the command line, as the card of the method wants it.
 * 中文: 按方法卡片解析命令行选项
 *
 * Errors    cli/bad-option — with what is expected
 * @example readOption({ type: "range", en: "", zh: "" }, "--bins", "-3,4") // [-3, 4]
 */
export function readOption(option: MethodOption, flag: string, text: string): unknown {
  if (option.type === "choice") return oneOf(flag, option.choices)(text);
  const value = parsedOf(option, flag, text);
  if (acceptsValue(option, value)) return value;
  throw cliError("bad-option", { option: flag, value: text, expected: expectedOf(option).en });
}

function parsedOf(option: MethodOption, flag: string, text: string): unknown {
  switch (option.type) {
    case "integer":
      if (text === option.word) return text;
      return option.least === undefined
        ? Number(text.trim() || "?")
        : wholeNumber(flag, option.least)(text);
    case "number":
      return realNumber(flag)(text);
    case "range":
    case "numbers":
    case "integers":
      return text.split(",").map(realNumber(flag));
    case "columns":
      return nameList(text);
    case "texts":
      return text
        .split(";")
        .map((part) => part.trim())
        .filter((part) => part !== "");
    default:
      return text;
  }
}

/** What stands for the value in help: `<k>`, `<low,high>`, `<never|notyet>`. */
export function placeholderOf(option: MethodOption): string {
  switch (option.type) {
    case "integer":
      return option.word === undefined ? "<k>" : `<k|${option.word}>`;
    case "number":
      return "<x>";
    case "choice":
      return `<${option.choices.join("|")}>`;
    case "range":
      return "<low,high>";
    case "column":
      return "<column>";
    case "columns":
      return "<columns>";
    case "integers":
      return "<k,…>";
    case "numbers":
      return "<x,…>";
    case "texts":
      return "<text;…>";
    case "file":
      return "<file>";
    case "switch":
      return "";
    default:
      return "<text>";
  }
}
