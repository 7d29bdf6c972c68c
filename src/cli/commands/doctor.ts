import type { Command } from "commander";
import { type Context, EXIT } from "../context.js";
import { defineCommand } from "../define-command.js";
import { examine } from "../examine.js";

const SIGNS = { ok: "✓", degraded: "!", broken: "✗" } as const;

/** `xinzhi doctor`: versions, add-ons, fonts, data, store; what is missing and how to mend it. */
export function build(context: Context): Command {
  return defineCommand(context, {
    name: "doctor",
    summary: {
      en: "check versions, add-ons, fonts and the store; say how to repair",
      zh: "检查版本、组件、字体与数据库，并说明修复方法",
    },
    examples: ["xinzhi doctor", "xinzhi doctor --json"],
  }).action(async () => {
    const checks = await examine({ db: context.db });
    const lines = checks.flatMap((c) => [
      `${SIGNS[c.state]} ${c.name}: ${c.found}`,
      ...(c.repair === undefined ? [] : [`    → ${context.local(c.repair)}`]),
    ]);
    const isWell = checks.every((c) => c.state === "ok");
    context.print(lines.join("\n"), {
      kind: "doctor",
      ok: isWell,
      checks: checks.map((c) => ({
        ...c,
        repair: c.repair === undefined ? null : context.local(c.repair),
      })),
      provenance: context.provenance({}),
    });
    if (!isWell) context.exitCode = EXIT.partial;
  });
}
