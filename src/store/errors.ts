import { defineErrors } from "../base/index.js";

/** Errors of the store.   中文: 数据库错误 */
export const storeError = defineErrors("store", {
  unavailable: (f: { reason: string }) => ({
    what: {
      en: `no database engine is available (${f.reason}): better-sqlite3 is not built, and this Node (${process.versions.node}) has none of its own.`,
      zh: `没有可用的数据库引擎（${f.reason}）：better-sqlite3 未编译，当前 Node（${process.versions.node}）也不自带数据库。`,
    },
    fix: {
      en: "Use Node 22.13 or newer, which needs no compiler. Or install python3, make and g++ (Debian: apt-get install build-essential python3), then run: npm rebuild better-sqlite3. Commands on files (attention PATH, classify FILE, index, regress, did, panel) work without it.",
      zh: "请使用 Node 22.13 或更高版本（无需编译器）；或者安装 python3、make 和 g++（Debian：apt-get install build-essential python3），然后运行：npm rebuild better-sqlite3。直接处理文件的命令（attention 路径、classify 文件、index、regress、did、panel）无需它。",
    },
  }),
  "not-found": (_f: { file: string }) => ({
    what: { en: "there is no such store.", zh: "没有这个数据库文件。" },
    fix: {
      en: "Name another with --db, or fill one first: xinzhi import reports FOLDER.",
      zh: "请用 --db 指定，或先导入：xinzhi import reports 文件夹。",
    },
  }),
  "not-a-store": (f: { file: string; reason: string }) => ({
    what: {
      en: `the file is not a store of xinzhi (${f.reason}).`,
      zh: `该文件不是 xinzhi 数据库（${f.reason}）。`,
    },
    fix: { en: "Name another file with --db.", zh: "请用 --db 指定其他文件。" },
  }),
  "newer-version": (f: { file: string; found: number; known: number }) => ({
    what: {
      en: `the store was written by a newer xinzhi (schema ${f.found}; this one knows up to ${f.known}). Nothing was changed.`,
      zh: `数据库由更新版本的 xinzhi 写成（结构版本 ${f.found}，本版本最高 ${f.known}）。未作任何改动。`,
    },
    fix: {
      en: "Update xinzhi, or name another store with --db.",
      zh: "请升级 xinzhi，或用 --db 指定其他数据库。",
    },
  }),
  "read-only": (f: { file: string; reason: string }) => ({
    what: {
      en: `the store cannot be written (${f.reason}).`,
      zh: `数据库无法写入（${f.reason}）。`,
    },
    fix: {
      en: "Name a file in a folder that you may write to, with --db.",
      zh: "请用 --db 指定有写权限的位置。",
    },
  }),
  busy: (_f: { file: string }) => ({
    what: { en: "another run is writing to the store.", zh: "另一个任务正在写入该数据库。" },
    fix: {
      en: "Wait until it has finished, or use another --db.",
      zh: "请等待其结束，或用 --db 指定其他文件。",
    },
  }),
  changed: (f: { file: string; item: string }) => ({
    what: {
      en: `${f.item} is no longer what was stored: the file was damaged or altered by other means.`,
      zh: `${f.item} 与存入时不一致：文件已损坏或被其他程序改动。`,
    },
    fix: {
      en: "Take the store from a copy, or import again into a new one; xinzhi doctor --deep lists all that was changed.",
      zh: "请换用备份，或重新导入到新的数据库；xinzhi doctor --deep 会列出全部改动。",
    },
  }),
  cut: (f: { file: string; found: number; expected: number }) => ({
    what: {
      en: `the store is cut or longer than it says (${f.found} bytes; it says ${f.expected}).`,
      zh: `数据库文件被截断或长度不符（${f.found} 字节，应为 ${f.expected}）。`,
    },
    fix: {
      en: "Take it from a copy, or import again into a new one.",
      zh: "请换用备份，或重新导入到新的数据库。",
    },
  }),
  damaged: (f: { file: string; reason: string }) => ({
    what: {
      en: `the store is damaged (${f.reason}).`,
      zh: `数据库已损坏（${f.reason}）。`,
    },
    fix: {
      en: "Take it from a copy, or import again into a new one; xinzhi doctor --deep lists what is damaged.",
      zh: "请换用备份，或重新导入到新的数据库；xinzhi doctor --deep 会列出损坏处。",
    },
  }),
  full: (f: { file: string; reason: string }) => ({
    what: {
      en: `the disk is full or failed while the store was written (${f.reason}); what was finished before is kept.`,
      zh: `写入数据库时磁盘已满或出错（${f.reason}）；此前完成的部分已保存。`,
    },
    fix: {
      en: "Make room, or name a store elsewhere with --db; then run the same command again.",
      zh: "请腾出空间，或用 --db 指定其他位置，然后再次运行同一命令。",
    },
  }),
});
