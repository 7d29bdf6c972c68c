import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
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
