import { defineErrors } from "../base/index.js";

/** Errors of turning bytes into text.   中文: 字节解码错误 */
export const bytesError = defineErrors("bytes", {
  binary: (f: { file: string; offset: number; kind: string }) => ({
    what:
      f.kind === ""
        ? {
            en: `this is not text: it holds zero bytes, the first at offset ${f.offset}.`,
            zh: `不是文本文件：偏移 ${f.offset} 处有空字节。`,
          }
        : {
            en: `this is not text but ${f.kind}, whatever its name says.`,
            zh: `内容不是文本，而是 ${f.kind}（与文件名无关）。`,
          },
    fix: {
      en: "Give it in the format that its name promises, or save it as text (UTF-8).",
      zh: "请按文件名所示的格式提供，或另存为文本（UTF-8）。",
    },
  }),
  undecodable: (f: { file: string; row: number; count: number; around: string }) => ({
    what: {
      en: `${f.count} place(s) cannot be decoded; the first stands at ${JSON.stringify(f.around)}.`,
      zh: `有 ${f.count} 处无法解码，第一处在 ${JSON.stringify(f.around)}。`,
    },
    fix: {
      en: "Correct the characters there and save the file as UTF-8.",
      zh: "请改正该处文字，并将文件存为 UTF-8。",
    },
  }),
  "too-long": (_f: { file: string }) => ({
    what: {
      en: "the text is longer than the engine can hold in one piece (some 500 million characters).",
      zh: "文本过长，超出运行环境单个字符串的上限（约 5 亿字符）。",
    },
    fix: { en: "Split the file.", zh: "请拆分文件。" },
  }),
  "damaged-zip": (f: { file: string; format: string; reason: string }) => ({
    what: {
      en: `the ${f.format} file is damaged: ${f.reason}.`,
      zh: `${f.format} 文件已损坏：${f.reason}。`,
    },
    fix: {
      en: "Take the file again from where it came from, or open it in an office program and save it anew.",
      zh: "请从来源重新获取该文件，或用办公软件打开后重新保存。",
    },
  }),
  "damaged-ole": (f: { file: string; format: string; reason: string }) => ({
    what: {
      en: `the ${f.format} file is damaged: ${f.reason}.`,
      zh: `${f.format} 文件已损坏：${f.reason}。`,
    },
    fix: {
      en: "Take the file again from where it came from, or open it in an office program and save it anew.",
      zh: "请从来源重新获取该文件，或用办公软件打开后重新保存。",
    },
  }),
});
