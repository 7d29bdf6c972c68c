import type { Command } from "commander";
import { csvCell, fileSlug, openOutputFolder, type UserError } from "../../../base/index.js";
import {
  countDocuments,
  DOCUMENT_KINDS,
  type DocumentKind,
  eachDocument,
  getDocument,
  listDocuments,
  Store,
} from "../../../store/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { cliError } from "../../errors.js";
import { oneOf, wholeNumber } from "../../options.js";
import { textTable } from "../../text-table.js";

type Kind = DocumentKind;
const KINDS = DOCUMENT_KINDS;

/** `xinzhi documents`: what is in the store. */
export function build(context: Context): Command {
  const root = defineCommand(context, {
    name: "documents",
    summary: {
      en: "list, show and export the documents of the store",
      zh: "列出、查看与导出数据库中的文档",
    },
    examples: [
      "xinzhi import reports corpus/reports --db demo.db",
      "xinzhi documents list --db demo.db",
      "xinzhi documents show 1 --db demo.db",
      "xinzhi documents export texts --db demo.db",
    ],
  });
  root.addCommand(listCommand(context));
  root.addCommand(showCommand(context));
  root.addCommand(exportCommand(context));
  return root;
}

function listCommand(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "list",
    summary: { en: "one line for each document", zh: "每份文档一行" },
    examples: ["xinzhi documents list --db demo.db"],
  })
    .option("--kind <kind>", KINDS.join(" | "), oneOf("--kind", KINDS))
    .action(async (options: { kind?: Kind }) => {
      const store = await Store.open(context.db, { mode: "read" });
      try {
        const documents = listDocuments(store, options.kind);
        const head = [
          "id",
          t("kind", "类型"),
          t("code", "代码"),
          t("region", "地区"),
          t("year", "年份"),
          t("characters", "字数"),
          t("confidence", "可信度"),
          t("title", "标题"),
        ];
        const rows = documents.map((d) => [
          d.id,
          d.kind,
          d.regionCode ?? d.firm ?? "",
          d.region ?? "",
          d.year,
          d.characters,
          d.confidence,
          d.title.slice(0, 30),
        ]);
        context.print(textTable([head, ...rows]), {
          kind: "documents",
          documents,
          provenance: context.provenance({ file: context.db }),
        });
      } finally {
        store.close();
      }
    });
}

function showCommand(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "show",
    summary: {
      en: "one document: facts, notes and cleaned text",
      zh: "单份文档：信息、备注与清洗后文本",
    },
    examples: ["xinzhi documents show 1 --db demo.db"],
  })
    .argument("<id>", t("number of the document", "文档编号"))
    .action(async (text: string) => {
      const id = wholeNumber("ID", 1)(text);
      const store = await Store.open(context.db, { mode: "read" });
      try {
        const document = getDocument(store, id);
        if (document === undefined) throw unknownDocument(id, countDocuments(store));
        const { text: body, appendix, ...facts } = document;
        const lines = Object.entries(facts)
          .filter(([, v]) => v !== null && v !== "" && !(Array.isArray(v) && v.length === 0))
          .map(([k, v]) => `${k}: ${Array.isArray(v) ? v.join("; ") : v}`);
        const tail = appendix === "" ? "" : `\n\n[${t("appendix", "附录")}]\n${appendix}`;
        context.print(`${lines.join("\n")}\n\n${body}${tail}`, {
          ...document,
          kind: "document",
          documentKind: document.kind,
          sha256: document.rawHash,
          provenance: context.provenance({ file: context.db, sha256: document.rawHash }),
        });
      } finally {
        store.close();
      }
    });
}

function exportCommand(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "export",
    summary: { en: "cleaned texts as files, and an index", zh: "导出清洗后文本与索引" },
    examples: ["xinzhi documents export texts --db demo.db"],
  })
    .argument("<dir>", t("folder", "文件夹"))
    .option("--kind <kind>", KINDS.join(" | "), oneOf("--kind", KINDS))
    .action(async (folder: string, options: { kind?: Kind }) => {
      const store = await Store.open(context.db, { mode: "read" });
      try {
        const out = openOutputFolder(folder);
        const files: string[] = [];
        const lines = ["id,file,code,region,year,sha256"];
        for (const d of eachDocument(store, options.kind)) {
          const place = d.regionCode ?? d.firm ?? "unknown";
          // The number of the document tells those apart whose places give the same slug.
          const file = `${fileSlug(place)}_${d.year ?? "unknown"}_${d.id}.txt`;
          out.write(file, `${d.text}\n`);
          files.push(file);
          const facts = [d.id, file, place, d.region, d.year, d.textHash];
          lines.push(facts.map(csvCell).join(","));
        }
        out.write("_index.csv", `${lines.join("\n")}\n`);
        context.print(
          t(
            `${files.length} document(s) written to ${folder}`,
            `已导出 ${files.length} 份文档至 ${folder}`,
          ),
          {
            kind: "documents-export",
            folder,
            files,
            provenance: context.provenance({ file: context.db }),
          },
        );
      } finally {
        store.close();
      }
    });
}

function unknownDocument(id: number, count: number): UserError {
  return cliError("bad-option", {
    option: "ID",
    value: String(id),
    expected: `the number of one of the ${count} stored documents (xinzhi documents list)`,
  });
}
