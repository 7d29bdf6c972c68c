import type { Command } from "commander";
import { type Context, EXIT } from "../context.js";
import { defineCommand } from "../define-command.js";
import { examine } from "../examine.js";

const SIGNS = { ok: "✓", degraded: "!", broken: "✗" } as const;

/** `xinzhi doctor`: versions, add-ons, fonts, data, store; what is missing and how to mend it. */
export function build(context: Context): Command {
  const command = defineCommand(context, {
    name: "doctor",
    summary: {
      en: "check versions, add-ons, fonts and the store; say how to repair",
      zh: "检查版本、组件、字体与数据库，并说明修复方法",
    },
    examples: ["xinzhi doctor", "xinzhi doctor --json", "xinzhi doctor --deep --db xinzhi.db"],
  });
  command.option(
    "--deep",
    context.t(
      "check every row, text and kept step of the store by its hash",
      "逐行核对数据库的校验和（行、全文、缓存步骤）",
    ),
  );
  return command.action(async (flags: { deep?: boolean }) => {
    const checks = await examine({
      db: context.db,
      depth: flags.deep === true ? "deep" : "plain",
    });
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
