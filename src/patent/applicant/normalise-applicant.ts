import { readTable } from "../../table/index.js";

/** Former name or affiliate → name to use, both normalised: what a user's file says. */
export type NameMap = ReadonlyMap<string, string>;

/**
 * Reads a user's file of names: former name or affiliate → name to use, or firm name → code of the
 * listed firm.   中文: 读取名称对照
 *
 * Columns `name` and `use` (or `code`); names are compared in their normalised form.
 *
 * Errors    table/missing-column
 */
export async function readNameMap(path: string, to: "use" | "code" = "use"): Promise<NameMap> {
  const table = await readTable(path, { text: ["name", to] });
  table.column("name");
  table.column(to);
  const map = new Map<string, string>();
  for (let i = 0; i < table.nrow; i++) {
    const name = table.value(i, "name");
    const target = table.value(i, to);
    if (name === null || target === null) continue;
    map.set(
      foldApplicant(String(name)),
      to === "use" ? foldApplicant(String(target)) : String(target),
    );
  }
  return map;
}

const LEGAL_SUFFIXES = ["股份有限公司", "有限责任公司", "有限公司", "股份公司", "责任公司", "公司"];
const LATIN_SUFFIXES =
  /(?:\s|^)(?:CO|COMPANY|LTD|LIMITED|INC|INCORPORATED|CORP|CORPORATION|LLC|LLP|GMBH|AG|SA|SAS|BV|NV|KG|PLC|KK|SE|AB|OY|SPA|SRL)$/;

/**
 * The name under which an applicant is counted.   中文: 申请人名称归一
 *
 * Full-width to half-width, blanks and signs out, brackets dropped but their content kept
 * (华为(北京)有限公司 → 华为北京), legal suffixes cut (股份有限公司, 有限责任公司, 有限公司, 公司;
 * Co., Ltd., Inc., GmbH …), Latin letters upper-case; then the user's map of former names. 集团 is
 * kept: group and subsidiary are two applicants unless the user's file merges them.
 *
 * @example normaliseApplicant("华为技术有限公司") // "华为技术"
 */
export function normaliseApplicant(name: string, renamed?: NameMap): string {
  const plain = foldApplicant(name);
  const mapped = renamed?.get(plain) ?? plain;
  return mapped;
}

/** The normalised form without any map of former names. */
export function foldApplicant(name: string): string {
  const text = name
    .normalize("NFKC")
    .trim()
    .toUpperCase()
    .replace(/^\[|\]$/g, "");
  return /\p{Script=Han}/u.test(text) ? chinese(text) : latin(text);
}

function chinese(text: string): string {
  const bare = text.replace(/[\s()[\]{}〔〕【】<>《》·•.,，。、'"“”‘’\-–—_/\\&+:：*#]/gu, "");
  const suffix = LEGAL_SUFFIXES.find((s) => bare.endsWith(s));
  // One character is no name: 甲有限公司 stays whole.
  return suffix === undefined || bare.length < suffix.length + 2
    ? bare
    : bare.slice(0, -suffix.length);
}

function latin(text: string): string {
  let bare = text
    .replace(/[.'’]/g, "")
    .replace(/[^\p{L}\p{N}&]+/gu, " ")
    .trim();
  for (;;) {
    const shorter = bare.replace(LATIN_SUFFIXES, "").trim();
    if (shorter === bare || shorter === "") return bare;
    bare = shorter;
  }
}
