import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pdfjsFolder } from "../../../base/index.js";
import { reportError } from "../../errors.js";
import { type FontFace, readFontFace } from "./font-file.js";

/** Where systems keep a font with Chinese characters, best first. */
const PLACES = [
  "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
  "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
  "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
  "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc",
  "/System/Library/Fonts/STHeiti Light.ttc",
  "C:\\Windows\\Fonts\\simhei.ttf",
  "C:\\Windows\\Fonts\\msyh.ttc",
] as const;

const PACKAGE = "@expo-google-fonts/noto-sans-sc";

/**
 * A font file with Chinese characters for PNG and PDF.   中文: 查找中文字体
 *
 * Order: the file given, the system's Noto Sans CJK (Debian package fonts-noto-cjk) and the like,
 * the optional npm package @expo-google-fonts/noto-sans-sc.
 *
 * Errors    report/no-chinese-font — none of them; report/font-not-readable — the file given is
 *           no font. A drawing without its text is never made.
 */
export function findChineseFont(
  given?: string,
  places: readonly string[] = PLACES,
  packageName: string = PACKAGE,
): FontFace {
  if (given !== undefined) return readFontFace(given);
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return readFontFace(found);
  const packaged = fontOfPackage(packageName);
  if (packaged !== undefined) return readFontFace(packaged);
  throw reportError("no-chinese-font", { looked: ["fonts-noto-cjk", packageName] });
}

/** A font for pictures, and whether it has Chinese characters. */
export interface PictureFont {
  readonly face: FontFace;
  readonly script: "chinese" | "latin";
}

/**
 * The font of pictures: the Chinese one, else the Latin one that comes with the PDF reader; pictures in
 * it have English words, and a sign for every character that it lacks.   中文: 图片字体（无中文字体时用拉丁字体）
 *
 * Errors    report/font-not-readable — the file given is no font; report/no-chinese-font — no font at all.
 */
export function findPictureFont(
  given?: string,
  places: readonly string[] = PLACES,
  packageName: string = PACKAGE,
): PictureFont {
  try {
    return { face: findChineseFont(given, places, packageName), script: "chinese" };
  } catch (error) {
    const latin = given === undefined ? latinFont() : undefined;
    if (latin === undefined) throw error;
    return { face: readFontFace(latin), script: "latin" };
  }
}

/** Liberation Sans (SIL Open Font License), which pdfjs-dist carries. */
function latinFont(): string | undefined {
  const folder = pdfjsFolder();
  const file = folder && join(folder, "standard_fonts", "LiberationSans-Regular.ttf");
  return file !== undefined && existsSync(file) ? file : undefined;
}

function fontOfPackage(name: string): string | undefined {
  const require = createRequire(import.meta.url);
  try {
    const root = dirname(require.resolve(`${name}/package.json`));
    const file = join(root, "400Regular", "NotoSansSC_400Regular.ttf");
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined; // Not installed: the package is optional.
  }
}
