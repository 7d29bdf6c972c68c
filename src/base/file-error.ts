import { defineErrors } from "./define-errors.js";

/** Errors about files as such, shared by every room that reads or writes.   中文: 文件错误 */
export const fileError = defineErrors("file", {
  "not-found": (f: { file: string; nearest?: string | undefined }) => ({
    what: { en: "there is no such file or folder.", zh: "文件或文件夹不存在。" },
    fix: f.nearest
      ? { en: `Did you mean "${f.nearest}"?`, zh: `是否想写“${f.nearest}”？` }
      : { en: "Check the path.", zh: "请检查路径。" },
  }),
  "not-readable": (f: { file: string; reason: string }) => ({
    what: { en: `the file cannot be read (${f.reason}).`, zh: `文件无法读取（${f.reason}）。` },
    fix: {
      en: "Check that it is a file and that you may read it.",
      zh: "请检查它是否为文件以及读取权限。",
    },
  }),
  "not-writable": (f: { file: string; reason: string }) => ({
    what: { en: `the file cannot be written (${f.reason}).`, zh: `文件无法写入（${f.reason}）。` },
    fix: {
      en: "Choose a folder that you may write to, with -o or --db.",
      zh: "请用 -o 或 --db 指定有写权限的文件夹。",
    },
  }),
  "outside-folder": (f: { file: string; name: string }) => ({
    what: {
      en: `"${f.name}" would be written outside the folder.`,
      zh: `“${f.name}”将写到该文件夹之外。`,
    },
    fix: { en: "Use a plain name.", zh: "请使用普通文件名。" },
  }),
  "is-link": (_f: { file: string }) => ({
    what: {
      en: "a link stands where a file or folder is to be written; it is not followed.",
      zh: "此处是符号链接，不会沿链接写入。",
    },
    fix: { en: "Remove the link, or choose another folder.", zh: "请删除该链接或另选文件夹。" },
  }),
  empty: (f: { file: string }) => ({
    what: { en: `nothing was found in ${f.file}.`, zh: `${f.file} 中没有内容。` },
    fix: { en: "Name a file or folder with content.", zh: "请给出有内容的文件或文件夹。" },
  }),
});
