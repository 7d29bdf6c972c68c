import { defineErrors } from "../base/index.js";

/** Errors of tables, figures and reports. */
export const reportError = defineErrors("report", {
  "no-chinese-font": (f: { looked: readonly string[] }) => ({
    what: {
      en: `no font with Chinese characters was found (looked for ${f.looked.join(", ")}).`,
      zh: `没有找到含中文字符的字体（已查找 ${f.looked.join("、")}）。`,
    },
    fix: {
      en: "Install one: `apt-get install fonts-noto-cjk`, or `npm install @expo-google-fonts/noto-sans-sc`; or set XINZHI_FONT to a .ttf, .otf or .ttc file. SVG, HTML and Word files need none.",
      zh: "请安装其一：apt-get install fonts-noto-cjk，或 npm install @expo-google-fonts/noto-sans-sc；也可将环境变量 XINZHI_FONT 设为 .ttf、.otf 或 .ttc 字体文件。SVG、HTML、Word 输出不需要字体文件。",
    },
  }),
  "font-not-readable": (f: { file: string; reason: string }) => ({
    what: {
      en: `the font cannot be used: ${f.reason}.`,
      zh: `无法使用该字体：${f.reason}。`,
    },
    fix: {
      en: "Set XINZHI_FONT to a .ttf, .otf or .ttc file with Chinese characters.",
      zh: "请将 XINZHI_FONT 设为含中文字符的 .ttf、.otf 或 .ttc 字体文件。",
    },
  }),
  "nothing-to-draw": (f: { figure: string }) => ({
    what: {
      en: `the figure "${f.figure}" has no data to draw.`,
      zh: `图“${f.figure}”没有可绘制的数据。`,
    },
    fix: {
      en: "Check that the result behind it has rows with numbers.",
      zh: "请检查其结果中是否有数值。",
    },
  }),
  "unknown-output": (f: {
    file: string;
    extension: string;
    known: readonly string[];
    nearest?: string;
  }) => ({
    what: {
      en: `results cannot be written as "${f.extension}".`,
      zh: `结果不能写成“${f.extension}”格式。`,
    },
    fix: {
      en: `${f.nearest === undefined ? "" : `Did you mean "${f.nearest}"? `}Use one of: ${f.known.join(", ")}.`,
      zh: `${f.nearest === undefined ? "" : `是否想写“${f.nearest}”？`}请使用：${f.known.join("、")}。`,
    },
  }),
  "no-figure": (_f: { file: string }) => ({
    what: {
      en: "this result has no figure, only a table.",
      zh: "该结果没有图，只有表。",
    },
    fix: {
      en: "Write it as .docx, .html, .tex, .xlsx, .md, .csv or .json.",
      zh: "请写成 .docx、.html、.tex、.xlsx、.md、.csv 或 .json。",
    },
  }),
  "no-table": (_f: { file: string }) => ({
    what: {
      en: "this result has no table, only a figure.",
      zh: "该结果没有表，只有图。",
    },
    fix: {
      en: "Write it as .svg, .png, .pdf, .csv or .json.",
      zh: "请写成 .svg、.png、.pdf、.csv 或 .json。",
    },
  }),
  "unknown-lineage": (f: { id: string; nearest?: string; where: string }) => ({
    what: {
      en: `${f.where} leads to "${f.id}", which the lineage does not have.`,
      zh: `${f.where}指向“${f.id}”，而溯源图中没有它。`,
    },
    fix: {
      en:
        f.nearest === undefined
          ? "Add the node to the lineage."
          : `Add the node to the lineage, or use "${f.nearest}".`,
      zh:
        f.nearest === undefined
          ? "请在溯源图中加入该节点。"
          : `请在溯源图中加入该节点，或改用“${f.nearest}”。`,
    },
  }),
  "bad-geojson": (f: { file: string; why: string; whyZh: string }) => ({
    what: {
      en: `the map cannot be used: ${f.why}.`,
      zh: `地图文件无法使用：${f.whyZh}。`,
    },
    fix: {
      en: "Give a GeoJSON FeatureCollection of polygons with a name each.",
      zh: "请给出带名称的多边形 GeoJSON（FeatureCollection）。",
    },
  }),
});
