import type { Command } from "commander";
import {
  LIST_HEADINGS,
  missingForm,
  missingUnits,
  Policies,
  type PolicyList,
} from "../../../policy/index.js";
import { Table, textColumn, toCsv } from "../../../table/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { textTable } from "../../text-table.js";

/** `policies list`. */
export function listCommand(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "list",
    summary: { en: "all bundled lists", zh: "全部内置名单" },
    examples: ["xinzhi policies list"],
  }).action(() => {
    const lists = Policies.load()
      .all()
      .map((l) => ({
        name: l.name,
        title: context.local(l.title),
        state: l.state,
        official: l.official,
        rows: l.rows.length + l.counts.length,
        verified: [...l.rows, ...l.counts].filter((r) => r.confidence === "verified").length,
        note: context.local(l.note),
      }));
    const head = [
      t("name", "名称"),
      t("title", "政策"),
      t("state", "状态"),
      t("rows", "行数"),
      t("verified", "已核实"),
      t("official count", "官方数量"),
    ];
    const rows = lists.map((l) => [l.name, l.title, l.state, l.rows, l.verified, l.official]);
    context.print(textTable([head, ...rows]), {
      kind: "policy-lists",
      lists,
      provenance: context.provenance({}),
    });
  });
}

/** `policies show`. */
export function showCommand(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "show",
    summary: { en: "the rows of a list", zh: "显示名单" },
    examples: [
      "xinzhi policies show broadband-china",
      "xinzhi policies show smart-cities --missing",
    ],
  })
    .argument("<name>", t("name of a list, or a CSV file", "名单名称或 CSV 文件"))
    .option(
      "--missing",
      t(
        "what the official list still lacks, as CSV to fill in and load as NAME+FILE",
        "官方名单尚缺的单位，以 CSV 表单输出；填好后以 名单+文件 读入",
      ),
    )
    .action((name: string, options: { missing?: true }) => {
      const list = Policies.load().get(name);
      if (options.missing) {
        showMissing(context, list);
        return;
      }
      const rows = list.rows.map(({ fileRow: _, ...row }) => ({
        ...row,
        year: Number.isNaN(row.year) ? null : row.year,
      }));
      if (list.form === "counts") {
        const columns = Object.keys(list.counts[0] ?? {});
        const lines = list.counts.map((r) => columns.map((c) => r[c] ?? null));
        context.print(textTable([columns, ...lines]), {
          kind: "policy-list",
          name: list.name,
          rows: list.counts,
          provenance: context.provenance({ file: list.file, sha256: list.sha256 }),
        });
        return;
      }
      const head = [
        t("batch", "批次"),
        t("year", "年份"),
        t("province", "省份"),
        t("city", "城市"),
        t("unit", "单位"),
        t("level", "级别"),
        t("code", "代码"),
        t("confidence", "可信度"),
      ];
      const body = rows.map((r) => [
        r.batch,
        r.year,
        r.province,
        r.city,
        r.unit,
        r.unitLevel,
        r.code,
        r.confidence,
      ]);
      const note = context.local(list.note);
      const title = `${context.local(list.title)}${list.official === "" ? "" : ` (${list.official})`}`;
      const text = [title, note, textTable([head, ...body])].filter((s) => s !== "").join("\n");
      context.print(text, {
        kind: "policy-list",
        name: list.name,
        title: context.local(list.title),
        state: list.state,
        official: list.official,
        note,
        rows,
        provenance: context.provenance({ file: list.file, sha256: list.sha256 }),
      });
    });
}

/** The form of the missing units to stdout, the state of each batch to stderr. */
function showMissing(context: Context, list: PolicyList): void {
  const t = context.t.bind(context);
  const batches = missingUnits(list);
  const unknown = t("unknown", "未知");
  const lines = batches.map((b) =>
    t(
      `batch ${b.batch}: ${b.listed} of ${b.official ?? unknown} units listed, missing ${b.missing ?? unknown}`,
      `批次 ${b.batch}：官方 ${b.official ?? unknown} 个，已有 ${b.listed} 个，缺 ${b.missing ?? unknown}`,
    ),
  );
  const none = t(
    `${list.name}: the official number of units by batch is not known; nothing can be said to be missing`,
    `${list.name}：官方各批数量未知，无法判断是否缺少`,
  );
  if (!context.json) context.say(batches.length === 0 ? none : lines.join("\n"));
  const form = missingForm(list);
  const table = new Table(
    LIST_HEADINGS.map((name, j) =>
      textColumn(
        name,
        form.map((row) => row[j]!),
      ),
    ),
  );
  context.print(toCsv(table), {
    kind: "policy-missing",
    name: list.name,
    batches,
    rows: form.length,
    provenance: context.provenance({ file: list.file, sha256: list.sha256 }),
  });
}
