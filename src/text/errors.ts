import { defineErrors } from "../base/index.js";

/** Errors of the text room.   中文: 文本模块错误 */
export const textError = defineErrors("text", {
  "unknown-dictionary": (f: {
    name: string;
    nearest?: string | undefined;
    known: readonly string[];
  }) => ({
    what: { en: `there is no dictionary "${f.name}".`, zh: `没有词典“${f.name}”。` },
    fix: f.nearest
      ? { en: `Did you mean "${f.nearest}"?`, zh: `是否想用“${f.nearest}”？` }
      : {
          en: `Known: ${f.known.join(", ")}; or give a .csv or .yaml file.`,
          zh: `可用词典：${f.known.join("、")}；也可给出 .csv 或 .yaml 文件。`,
        },
  }),
  "empty-dictionary": (_f: { file: string }) => ({
    what: { en: "the dictionary has no terms.", zh: "词典中没有词。" },
    fix: {
      en: "Give one term for each row in the column term.",
      zh: "请在 term 列中每行写一个词。",
    },
  }),
  "bad-dictionary": (f: { file: string; problems: readonly string[] }) => ({
    what: {
      en: `the dictionary has ${f.problems.length} error(s): ${f.problems.slice(0, 5).join("; ")}.`,
      zh: `词典有 ${f.problems.length} 处错误：${f.problems.slice(0, 5).join("；")}。`,
    },
    fix: {
      en: "Correct the rows; xinzhi dictionary validate FILE lists them all.",
      zh: "请更正这些行；xinzhi dictionary validate 文件 可列出全部。",
    },
  }),
  "no-term-column": (f: { file: string; columns: readonly string[] }) => ({
    what: {
      en: `there is no column "term" (columns: ${f.columns.join(", ")}).`,
      zh: `没有“term”列（现有列：${f.columns.join("、")}）。`,
    },
    fix: {
      en: "The header is dictionary,group,term,source; only term is required.",
      zh: "表头应为 dictionary,group,term,source，其中 term 必填。",
    },
  }),
  "no-files": (_f: { file: string }) => ({
    what: { en: "the folder holds no files.", zh: "文件夹中没有文件。" },
    fix: { en: "Name a folder with reports.", zh: "请给出含有报告的文件夹。" },
  }),
  "nothing-read": (f: { file: string; reason: string; count: number }) => ({
    what: {
      en: `none of ${f.count} file(s) or record(s) could be read: ${f.reason}`,
      zh: `${f.count} 个文件或记录均无法读取：${f.reason}`,
    },
    fix: {
      en: "Give at least one readable text (.txt, .html, .docx, .doc, .pdf, or a table of texts).",
      zh: "请至少给出一个可读取的文本（.txt、.html、.docx、.doc、.pdf 或文本表格）。",
    },
  }),
  "no-documents": (f: { file: string }) => ({
    what: { en: `no document was found in ${f.file}.`, zh: `${f.file} 中没有文档。` },
    fix: {
      en: "Import some first: xinzhi import reports FOLDER.",
      zh: "请先导入：xinzhi import reports 文件夹。",
    },
  }),
  "several-reports": (f: { count: number; examples: readonly string[] }) => ({
    what: {
      en: `${f.count} region-year(s) have several reports: ${f.examples.join("; ")}.`,
      zh: `有 ${f.count} 个地区—年份存在多份报告：${f.examples.join("；")}。`,
    },
    fix: {
      en: "Say which counts: --prefer latest, --prefer longest or --prefer source=NAME.",
      zh: "请指定取舍：--prefer latest、--prefer longest 或 --prefer source=名称。",
    },
  }),
  "unknown-measure": (f: { name: string; nearest?: string | undefined }) => ({
    what: { en: `there is no measure "${f.name}".`, zh: `没有度量“${f.name}”。` },
    fix: f.nearest
      ? { en: `Did you mean "${f.nearest}"?`, zh: `是否想写“${f.nearest}”？` }
      : { en: "See --help for the measures.", zh: "度量列表见 --help。" },
  }),
  "unknown-stop-words": (f: {
    name: string;
    nearest?: string | undefined;
    known: readonly string[];
  }) => ({
    what: {
      en: `there is no list of stop words "${f.name}", and no file of that name.`,
      zh: `没有停用词表“${f.name}”，也没有同名文件。`,
    },
    fix: f.nearest
      ? { en: `Did you mean "${f.nearest}"?`, zh: `是否想用“${f.nearest}”？` }
      : {
          en: `Known: ${f.known.join(", ")}; or give a text file with one word a line.`,
          zh: `可用：${f.known.join("、")}；也可给出每行一词的文本文件。`,
        },
  }),
  "empty-stop-words": (_f: { file: string }) => ({
    what: { en: "the list of stop words is empty.", zh: "停用词表为空。" },
    fix: { en: "Write one word a line.", zh: "请每行写一个词。" },
  }),
  "unknown-tag": (f: { tag: string; known: readonly string[] }) => ({
    what: {
      en: `"${f.tag}" is no part of speech of jieba.`,
      zh: `“${f.tag}”不是 jieba 的词性标记。`,
    },
    fix: {
      en: `Give first letters: ${f.known.join("; ")}.`,
      zh: `请给出首字母：${f.known.join("; ")}。`,
    },
  }),
  "no-spans": (_f: Record<never, never>) => ({
    what: { en: "the run did not keep the places of its hits.", zh: "本次计数未保留命中位置。" },
    fix: { en: 'Count with spans: "keep".', zh: '请以 spans: "keep" 计数。' },
  }),
  "not-segmented": (f: { option: string }) => ({
    what: {
      en: `${f.option} has no effect here: nothing is segmented.`,
      zh: `${f.option} 在此无效：本次不分词。`,
    },
    fix: {
      en: "Add --mode segment or both, or --measure per10kTokens; or leave the option out.",
      zh: "请加 --mode segment 或 both，或 --measure per10kTokens；或去掉该选项。",
    },
  }),
  "no-segmenter": (f: { reason: string }) => ({
    what: {
      en: `no segmentation engine can be loaded (${f.reason}).`,
      zh: `无法加载分词引擎（${f.reason}）。`,
    },
    fix: {
      en: "Run: npm rebuild nodejieba, or npm install @node-rs/jieba; --mode match needs none.",
      zh: "请运行 npm rebuild nodejieba 或 npm install @node-rs/jieba；--mode match 无需分词。",
    },
  }),
  "bad-map": (f: { pair: string; nearest?: string | undefined; known: readonly string[] }) => ({
    what: {
      en: `"${f.pair}" is no column assignment; known names: ${f.known.join(", ")}.`,
      zh: `“${f.pair}”不是列对应关系；可用名称：${f.known.join("、")}。`,
    },
    fix: f.nearest
      ? { en: `Did you mean "${f.nearest}=COLUMN"?`, zh: `是否想写“${f.nearest}=列名”？` }
      : { en: "Write --map text=COLUMN.", zh: "请写 --map text=列名。" },
  }),
  "empty-term": (_f: Record<never, never>) => ({
    what: { en: "the term is empty or only punctuation.", zh: "检索词为空或只有标点。" },
    fix: { en: "Give a word.", zh: "请给出一个词。" },
  }),
});
