import { type Localized, UserError } from "../../../base/index.js";

/** Punctuation of a Chinese keyboard that YAML and formulas do not know, with the one they do. */
const RIGHT: Readonly<Record<string, string>> = {
  "：": ":",
  "，": ",",
  "、": ",",
  "“": '"',
  "”": '"',
  "‘": "'",
  "’": "'",
  "［": "[",
  "］": "]",
  "｛": "{",
  "｝": "}",
  "＃": "#",
  "－": "-",
};

/** Where a mark stands in a file. */
export interface MarkPlace {
  readonly file: string;
  readonly row: number;
  readonly position: number;
}

/** The error of one mark.   中文: 全角标点错误 */
export function fullWidthError(mark: string, { file, row, position }: MarkPlace): UserError {
  const right = RIGHT[mark] ?? mark;
  const what: Localized = {
    en: `(position ${position}) the full-width ${mark} is not read as punctuation.`,
    zh: `（第 ${position} 个字符）全角标点 ${mark} 不能作为标点识别。`,
  };
  const fix: Localized = { en: `Write ${right} instead.`, zh: `请改为半角 ${right}。` };
  return new UserError(
    "study/full-width",
    { file, row, position, found: mark, right },
    { what, fix },
  );
}

/** The first mark of a text that YAML or a formula would not read, with its place in it. */
export function markIn(text: string, marks: string): { mark: string; at: number } | undefined {
  const at = [...text].findIndex((c) => marks.includes(c));
  return at < 0 ? undefined : { mark: [...text][at]!, at };
}

/** A key, at the start of a line or of an entry in brackets, before a full-width colon. */
const KEY = /(?:^\s*(?:-\s+)*|[{,，｛]\s*)["']?[A-Za-z][\w-]*["']?(?=\s*：)/g;
/** A list or record that opens with a full-width bracket. */
const OPENS = /[:：]\s*(?=[［｛])/g;

/**
 * Full-width marks that change how the lines of a YAML file are read: colons behind keys, brackets,
 * comment signs.   中文: 查找 YAML 结构中的全角标点
 */
export function fullWidthMarks(text: string, file: string): UserError[] {
  return text.split(/\r?\n/).flatMap((line, i) => {
    if (/^\s*#/.test(line)) return [];
    const own = withoutQuoted(line);
    const found = new Map<number, string>();
    const note = (at: number): void => {
      found.set(at, own[at]!);
    };
    for (const match of own.matchAll(KEY)) {
      note(own.indexOf("：", match.index + match[0].length));
    }
    for (const match of own.matchAll(OPENS)) note(match.index + match[0].length);
    if (/^\s*＃/.test(own)) note(own.indexOf("＃"));
    if (/^\s*－\s*[\w{]/.test(own)) note(own.indexOf("－"));
    return [...found].map(([at, mark]) =>
      fullWidthError(mark, { file, row: i + 1, position: at + 1 }),
    );
  });
}

/** What stands in quotes is text, whatever it holds; its length stays. */
function withoutQuoted(line: string): string {
  return line.replace(/"[^"]*"|'[^']*'/g, (quoted) => "_".repeat(quoted.length));
}
