import { OffsetMap } from "./offset-map.js";

/** A text with its characters folded, and the way back. */
export interface FoldedText {
  readonly text: string;
  readonly map: OffsetMap;
}

/**
 * One character for all that look the same to a reader.   中文: 同形字符归一
 *
 * Kangxi and CJK radicals (⼯⼈, which PDF files hold in place of 工人), compatibility ideographs,
 * full-width letters, digits and signs (＋ ＆ ％ …), half-width Chinese marks, vertical forms of
 * brackets and Latin ligatures become the usual character; invisible characters go. Chinese
 * punctuation stays. Terms and texts go through this same function, so that they can meet.
 *
 * Source    Unicode: NFKC of the blocks named, Equivalent_Unified_Ideograph for the radicals.
 * @example foldCharacters("改⾰ＡＩ＋").text // "改革AI+"
 */
export function foldCharacters(text: string): FoldedText {
  if (!needsFolding(text)) return { text, map: OffsetMap.identity };
  return replaceFolded(text);
}

/** The folded text alone. @example foldText("⼈⼯智能") // "人工智能" */
export function foldText(text: string): string {
  return needsFolding(text) ? text.replace(FOLDED, foldOne).replace(WIDE_POINT, "$1.") : text;
}

const FOLDED =
  /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]|[\ufe00-\ufe0f]|[\u2e80-\u2fd5\uf900-\ufaff\ufb00-\ufb06\ufe30-\ufe4f]|[＂＃＄％＆＇＊＋－／０-９＜＝＞＠Ａ-Ｚ＼＾＿｀ａ-ｚ｜￠￡￥｡-･￼]|\ud87e[\udc00-\ude1f]/g;
const WIDE_POINT = /(\d)．(?=\d)/g;

function replaceFolded(text: string): FoldedText {
  const edits = OffsetMap.builder();
  let shift = 0;
  const folded = text.replace(FOLDED, (found, at: number) => {
    const now = foldOne(found);
    if (now.length !== found.length) edits.add(at + shift, now.length, found.length);
    shift += now.length - found.length;
    return now;
  });
  return { text: folded.replace(WIDE_POINT, "$1."), map: edits.build() };
}

function needsFolding(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (IS_FOLDED[text.charCodeAt(i)] === 1) return true;
  return false;
}

/** ﹁ and its kin are brackets set upright; the others of the block are read by NFKC. */
function foldOne(found: string): string {
  const unit = found.charCodeAt(0);
  if (INVISIBLE.test(found)) return "";
  if (unit >= 0x2e80 && unit <= 0x2fd5) return RADICALS.get(found) ?? found.normalize("NFKC");
  if (unit >= 0xff01 && unit <= 0xff5e) return String.fromCharCode(unit - 0xfee0);
  const plain = found.normalize("NFKC");
  // ︰ and ﹔ are Chinese marks upright: NFKC would make Latin ones of them.
  return UPRIGHT.get(plain) ?? plain;
}

const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufffc]|[\ufe00-\ufe0f]/;
const UPRIGHT = new Map([
  ["(", "（"],
  [")", "）"],
  [",", "，"],
  [":", "："],
  [";", "；"],
  ["!", "！"],
  ["?", "？"],
]);

/** Radicals of the supplement and their ideographs, two by two. */
const SUPPLEMENT =
  "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王" +
  "⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長" +
  "⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";

const RADICALS = radicals();

function radicals(): ReadonlyMap<string, string> {
  const all = [...SUPPLEMENT];
  const map = new Map<string, string>();
  for (let i = 0; i < all.length; i += 2) map.set(all[i]!, all[i + 1]!);
  // NFKC gives the traditional shape; files of the mainland mean the simplified one.
  map.set("\u2f3e", "户").set("\u2fad", "青");
  return map;
}

/** 1 for each UTF-16 unit that folding concerns: one look at each saves the passes that find none. */
export const IS_FOLDED = foldedUnits();

function foldedUnits(): Uint8Array {
  const table = new Uint8Array(65536);
  const once = new RegExp(FOLDED.source);
  for (let unit = 0; unit < 65536; unit++) {
    if (unit < 0xd800 || unit > 0xdfff) table[unit] = Number(once.test(String.fromCharCode(unit)));
  }
  table[0xd87e] = 1;
  table[0xff0e] = 1;
  return table;
}
