import type { Command } from "commander";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { applyCommand } from "./policies-apply.js";
import { checkCommand } from "./policies-check.js";
import { hypotheticalCommand, overlapCommand } from "./policies-overlap.js";
import { listCommand, showCommand } from "./policies-show.js";

/** `xinzhi policies`: pilot lists, and the dummies and first-treated years made from them. */
export function build(context: Context): Command {
  const root = defineCommand(context, {
    name: "policies",
    summary: {
      en: "policy lists, city-year dummies and first-treated years",
      zh: "政策名单、城市—年份处理变量与首次处理年份",
    },
    examples: [
      "xinzhi policies list",
      "xinzhi policies show broadband-china",
      "xinzhi policies overlap broadband-china low-carbon-cities innovative-cities",
    ],
  });
  root.addCommand(listCommand(context));
  root.addCommand(showCommand(context));
  root.addCommand(applyCommand(context));
  root.addCommand(checkCommand(context));
  root.addCommand(overlapCommand(context));
  root.addCommand(hypotheticalCommand(context));
  return root;
}
