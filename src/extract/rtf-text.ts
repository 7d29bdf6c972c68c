import { decode } from "../bytes/index.js";

/** Groups whose text is not text of the document. */
const NOT_TEXT = new Set(
  "fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf fldinst listtable listoverridetable rsidtbl generator themedata colorschememapping datastore latentstyles xmlnstbl mmathPr filetbl revtbl annotation atnid atnauthor atntime".split(
    " ",
  ),
);
/** Words that stand for a character. */
const CHARACTERS: Readonly<Record<string, string>> = {
  par: "\n",
  line: "\n",
  sect: "\n",
  page: "\n",
  row: "\n",
  cell: "\t",
  tab: "\t",
  emdash: "—",
  endash: "–",
  bullet: "•",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
  emspace: "\u2003",
  enspace: "\u2002",
};
/** Charsets of fonts and code pages that Chinese files name. */
const CODE_PAGES: Readonly<Record<string, string>> = {
  "936": "gb18030",
  "950": "big5",
  "65001": "utf-8",
  "54936": "gb18030",
};
const FONT_CHARSETS: Readonly<Record<string, string>> = { "134": "gb18030", "136": "big5" };

interface Group {
  skip: boolean;
  hidden: boolean;
  /** Characters behind a `\u` that old readers show instead of it. */
  stand: number;
  charset: string | undefined;
}

const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|[{}]|[^\\{}]+/gi;

/**
 * Text of an RTF file: paragraphs and cells, without fonts, styles, pictures, heads and feet, and
 * without hidden text.   中文: 提取 RTF 文本
 *
 * Characters come as `\uN`, or as bytes in the code page of the file or of the font.
 */
export function rtfText(bytes: Uint8Array, file: string): string {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const fonts = fontCharsets(source);
  // A file made by hand may have bare line ends for paragraphs.
  const bare = !/\\(?:par|line)\b/.test(source);
  const page = CODE_PAGES[/\\ansicpg(\d+)/.exec(source)?.[1] ?? ""];
  const stack: Group[] = [];
  let group: Group = { skip: false, hidden: false, stand: 1, charset: page };
  let text = "";
  let pending: number[] = [];
  /** Characters still to be passed over behind a `\u`. */
  let pass = 0;
  const flush = (): void => {
    if (pending.length > 0) text += decoded(pending, group.charset, file);
    pending = [];
  };
  const put = (characters: string): void => {
    flush();
    if (!group.skip && !group.hidden) text += characters;
  };
  const putByte = (byte: number): void => {
    if (pass > 0) pass--;
    else if (!group.skip && !group.hidden) pending.push(byte);
  };
  for (const [token, word, number, hex, symbol] of source.matchAll(TOKEN)) {
    if (hex !== undefined) putByte(Number.parseInt(hex, 16));
    else if (token === "{") {
      flush();
      stack.push({ ...group });
    } else if (token === "}") {
      flush();
      group = stack.pop() ?? group;
    } else if (symbol !== undefined) {
      if (symbol === "*") group.skip = true;
      else if (symbol === "~") put(" ");
      else if (symbol === "_") put("-");
      else if ("\\{}".includes(symbol)) put(symbol);
      else if (symbol === "\n" || symbol === "\r") put("\n");
    } else if (word === undefined) {
      for (const character of token) {
        if (character !== "\r" && character !== "\n") putByte(character.charCodeAt(0));
        else if (bare && character === "\n") put("\n");
      }
    } else if (word === "u") {
      const unit = Number(number);
      put(String.fromCharCode(unit < 0 ? unit + 65536 : unit));
      pass = group.stand;
    } else {
      flush();
      if (NOT_TEXT.has(word)) group.skip = true;
      else if (word === "uc") group.stand = Number(number ?? 1);
      else if (word === "v") group.hidden = number !== "0";
      else if (word === "f") group.charset = fonts.get(number ?? "") ?? page;
      else if (word === "plain") group.hidden = false;
      else if (CHARACTERS[word] !== undefined) put(CHARACTERS[word]!);
    }
  }
  flush();
  return text;
}

/** The charset that each font of the table names. */
function fontCharsets(source: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, font, charset] of source.matchAll(/\\f(\d+)\b[^{};]*?\\fcharset(\d+)/g)) {
    const name = FONT_CHARSETS[charset!];
    if (name !== undefined) found.set(font!, name);
  }
  return found;
}

/** Bytes in the charset of the file; in one that is not named, by their content. */
function decoded(bytes: readonly number[], charset: string | undefined, file: string): string {
  const raw = Uint8Array.from(bytes);
  if (raw.every((b) => b < 0x80)) return Buffer.from(raw).toString("latin1");
  if (charset !== undefined) return new TextDecoder(charset).decode(raw);
  return decode(raw, { file }).text;
}
