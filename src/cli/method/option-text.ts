import { badOption, type MethodOption } from "../../result/index.js";
import { nameList } from "../options.js";

/**
 * The value of an option from the text on the command line; what the option cannot be is left for its
 * card to refuse.   中文: 按方法卡片解析命令行选项
 *
 * Errors    method/bad-option — a text that is no number where one is expected
 * @example readOption("dcdh", "range", { type: "range", en: "", zh: "" }, "-3,4") // [-3, 4]
 */
export function readOption(
  method: string,
  flag: string,
  option: MethodOption,
  text: string,
): unknown {
  const number = (part: string): number => {
    const value = Number(part.trim() || "?");
    if (Number.isNaN(value)) throw badOption(method, flag, option, text);
    return value;
  };
  switch (option.type) {
    case "integer":
      return text === option.word ? text : number(text);
    case "choice": {
      // A year may be written at=2013.
      const value = Number(text.replace(/^at=/, "") || "?");
      return option.whole === true && !Number.isNaN(value) ? value : text;
    }
    case "number":
      return text === option.word ? text : number(text);
    case "range":
    case "numbers":
    case "integers":
      return text.split(",").map(number);
    case "columns":
    case "names":
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
      return option.word === undefined ? "<x>" : `<x|${option.word}>`;
    case "choice":
      return `<${[...option.choices, ...(option.whole ? ["k"] : [])].join("|")}>`;
    case "range":
      return "<low,high>";
    case "column":
      return "<column>";
    case "columns":
      return "<columns>";
    case "names":
      return "<names>";
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
