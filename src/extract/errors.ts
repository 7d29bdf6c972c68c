import { defineErrors } from "../base/index.js";

/** Errors of turning bytes into text.   中文: 文本提取错误 */
export const extractError = defineErrors("extract", {
  empty: (_f: { file: string }) => ({
    what: { en: "there is no text in the file.", zh: "文件中没有文字。" },
    fix: { en: "Check the file, or leave it out.", zh: "请检查该文件，或将其移除。" },
  }),
  "scanned-pdf": (f: { file: string; pages: number }) => ({
    what: {
      en: `the PDF has ${f.pages} page(s) but no text: it is a scan.`,
      zh: `该 PDF 有 ${f.pages} 页但没有文字：应为扫描件。`,
    },
    fix: {
      en: "Run character recognition (OCR) first, then import its text.",
      zh: "请先做文字识别（OCR），再导入识别后的文本。",
    },
  }),
  damaged: (f: { file: string; format: string; reason: string }) => ({
    what: {
      en: `the ${f.format} file cannot be opened (${f.reason}).`,
      zh: `${f.format} 文件无法打开（${f.reason}）。`,
    },
    fix: {
      en: "Open it in an office program and save it again, or export it as text.",
      zh: "请用办公软件打开后重新保存，或导出为文本。",
    },
  }),
  "malformed-xml": (f: { file: string; offset: number }) => ({
    what: {
      en: `the XML is cut or not well formed (offset ${f.offset}).`,
      zh: `XML 不完整或格式有误（偏移 ${f.offset}）。`,
    },
    fix: { en: "Fetch it again.", zh: "请重新获取。" },
  }),
  "unread-kind": (f: { file: string; kind: string }) => ({
    what: {
      en: `by its content this is ${f.kind}, which is not read as text.`,
      zh: `按内容判断这是 ${f.kind}，不支持提取文字。`,
    },
    fix: {
      en: "Save it as .txt, .html, .docx, .doc, .rtf, .mht or .pdf.",
      zh: "请另存为 .txt、.html、.docx、.doc、.rtf、.mht 或 .pdf。",
    },
  }),
  "unknown-format": (f: { file: string; extension: string }) => ({
    what: {
      en: `files of type "${f.extension}" are not read as text.`,
      zh: `不支持从“${f.extension}”类型的文件提取文字。`,
    },
    fix: {
      en: "Give .txt, .html, .docx, .doc, .rtf, .mht or .pdf.",
      zh: "请提供 .txt、.html、.docx、.doc、.rtf、.mht 或 .pdf。",
    },
  }),
});
