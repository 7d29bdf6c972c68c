import type { Command } from "commander";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { columnCommands } from "./panel-columns.js";
import { describeCommand } from "./panel-describe.js";
import { regionCommands } from "./panel-regions.js";
import { shapeCommands } from "./panel-shape.js";
import { valueCommands } from "./panel-values.js";

/** `xinzhi panel`: housekeeping of panels, each step with its account. */
export function build(context: Context): Command {
  const root = defineCommand(context, {
    name: "panel",
    summary: {
      en: "describe, clean, merge, reshape and convert panels",
      zh: "面板数据的描述、清洗、合并、变形与转换",
    },
    examples: [
      "xinzhi panel describe corpus/panel.csv --unit city --time year",
      "xinzhi panel winsor corpus/panel.csv --columns fin --cuts 1,99 -o winsor.csv",
      "xinzhi panel convert corpus/panel.csv -o panel.dta",
    ],
  });
  const children = [
    describeCommand(context),
    ...valueCommands(context),
    ...shapeCommands(context),
    ...columnCommands(context),
    ...regionCommands(context),
  ];
  for (const child of children) root.addCommand(child);
  return root;
}
