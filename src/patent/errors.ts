import { defineErrors } from "../base/index.js";

/** Errors about patents and concordances.   中文: 专利错误 */
export const patentError = defineErrors("patent", {
  "malformed-symbol": (f: {
    file?: string;
    row?: number;
    column?: string;
    value: string;
    reason: string;
  }) => ({
    what: {
      en: `"${f.value}" is not an IPC symbol (${f.reason}).`,
      zh: `“${f.value}”不是 IPC 分类号（${f.reason}）。`,
    },
    fix: { en: "Write it as H04L 27/26.", zh: "请写作 H04L 27/26 的形式。" },
  }),
  "unknown-concordance": (f: {
    name: string;
    nearest?: string | undefined;
    have: readonly string[];
  }) => ({
    what: { en: `there is no concordance "${f.name}".`, zh: `没有名为“${f.name}”的对照表。` },
    fix: f.nearest
      ? { en: `Did you mean "${f.nearest}"?`, zh: `是否想写“${f.nearest}”？` }
      : {
          en: `Use one of: ${f.have.join(", ")}, or name a CSV file.`,
          zh: `可用：${f.have.join("、")}，或给出 CSV 文件。`,
        },
  }),
  "bad-pattern": (f: { file: string; row: number; column: string; value: string }) => ({
    what: {
      en: `"${f.value}" is not a pattern of IPC symbols.`,
      zh: `“${f.value}”不是 IPC 分类号模式。`,
    },
    fix: {
      en: "Write B41J*, G06F40*, H04L27/26 or A01B1/02-A01B1/24.",
      zh: "请写作 B41J*、G06F40*、H04L27/26 或 A01B1/02-A01B1/24。",
    },
  }),
  "no-rules": (_f: { file: string }) => ({
    what: { en: "the table has no rule that can be read.", zh: "对照表中没有可读取的规则。" },
    fix: {
      en: "Give columns code, name and ipc_patterns (or ipc_raw).",
      zh: "请给出 code、name 与 ipc_patterns（或 ipc_raw）列。",
    },
  }),
  "no-columns": (f: { file: string; have: readonly string[] }) => ({
    what: {
      en: `no column with IPC symbols or publication numbers was recognised among: ${f.have.slice(0, 30).join(", ")}.`,
      zh: `未识别出分类号或公开号列。现有的列：${f.have.slice(0, 30).join("、")}。`,
    },
    fix: {
      en: "Name the columns: --map publication=COLUMN,ipc=COLUMN.",
      zh: "请指定列：--map publication=列名,ipc=列名。",
    },
  }),
  "unknown-field": (f: {
    field: string;
    nearest?: string | undefined;
    known: readonly string[];
  }) => ({
    what: { en: `there is no field "${f.field}" to map.`, zh: `没有可映射的字段“${f.field}”。` },
    fix: f.nearest
      ? { en: `Did you mean "${f.nearest}"?`, zh: `是否想写“${f.nearest}”？` }
      : { en: `The fields are: ${f.known.join(", ")}.`, zh: `字段有：${f.known.join("、")}。` },
  }),
  "unmapped-column": (f: {
    file: string;
    column: string;
    nearest?: string | undefined;
    have: readonly string[];
  }) => ({
    what: { en: "there is no such column.", zh: "没有这一列。" },
    fix: f.nearest
      ? { en: `Did you mean "${f.nearest}"?`, zh: `是否想写“${f.nearest}”？` }
      : {
          en: `The columns are: ${f.have.slice(0, 40).join(", ")}.`,
          zh: `现有的列：${f.have.slice(0, 40).join("、")}。`,
        },
  }),
  "not-gazette": (_f: { file: string }) => ({
    what: {
      en: "the file is not a patent record in the gazette's XML form.",
      zh: "该文件不是专利公报 XML 记录。",
    },
    fix: {
      en: "Give a file that holds PatentDocumentAndRelated.",
      zh: "请给出含 PatentDocumentAndRelated 的文件。",
    },
  }),
  "no-patents": (f: { file: string }) => ({
    what: { en: `there are no patents in ${f.file}.`, zh: `${f.file} 中没有专利。` },
    fix: {
      en: "Fill the store first: xinzhi import patents PATH.",
      zh: "请先导入：xinzhi import patents 路径。",
    },
  }),
  "unknown-unit": (f: {
    unit: string;
    nearest?: string | undefined;
    known: readonly string[];
  }) => ({
    what: { en: `patents cannot be grouped by "${f.unit}".`, zh: `不能按“${f.unit}”汇总专利。` },
    fix: f.nearest
      ? { en: `Did you mean "${f.nearest}"?`, zh: `是否想写“${f.nearest}”？` }
      : { en: `Use one of: ${f.known.join(", ")}.`, zh: `可用：${f.known.join("、")}。` },
  }),
});
