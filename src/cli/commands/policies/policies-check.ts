import type { Command } from "commander";
import { checkPolicyList, nearestList, Policies } from "../../../policy/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { textTable } from "../../text-table.js";

/** `policies check`: a user's list beside a bundled one. */
export function checkCommand(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "check",
    summary: {
      en: "a list of yours beside the bundled one, unit by unit",
      zh: "自备名单与内置名单逐一核对",
    },
    examples: ["xinzhi policies check dictionaries/policies/broadband-china.csv"],
  })
    .argument("<file>", t("your list (CSV)", "自备名单（CSV）"))
    .option(
      "--against <name>",
      t(
        "bundled list (default: the one with most units and years in common)",
        "内置名单（缺省：共同单位与年份最多者）",
      ),
    )
    .option("--all", t("print units that agree too", "同时列出一致的单位"))
    .action((file: string, options: { against?: string; all?: true }) => {
      const policies = Policies.load();
      const list = policies.get(file);
      const against =
        options.against === undefined
          ? nearestList(list, policies.all())
          : policies.get(options.against);
      const check = checkPolicyList(list, against);
      const head = [
        t("state", "状态"),
        t("city", "城市"),
        t("code", "代码"),
        t("yours", "自备"),
        t("bundled", "内置"),
        t("remark", "备注"),
      ];
      const shown = check.units.filter((u) => options.all || u.state !== "same");
      const rows = shown.map((u) => [u.state, u.city, u.code, u.yours, u.bundled, u.remark]);
      const counts = Object.entries(check.counts)
        .map(([state, n]) => `${state} ${n}`)
        .join(", ");
      const title = t(
        `${check.list} against ${check.against} (${against.state}): ${counts}`,
        `${check.list} 与 ${check.against}（${against.state}）：${counts}`,
      );
      context.print(rows.length === 0 ? title : `${title}\n${textTable([head, ...rows])}`, {
        kind: "policy-check",
        ...check,
        provenance: context.provenance({ file: list.file, sha256: list.sha256 }),
      });
    });
}
