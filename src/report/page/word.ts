import type * as Docx from "docx";
import type { Lang } from "../../base/index.js";
import { removeControls } from "../table/escape.js";
import type { Grid, GridCell, GridRow } from "../table/lay-out.js";
import { notesLine } from "../table/wording.js";

/** One part of a Word file, top to bottom.   中文: Word 文档的一部分 */
export type WordBlock =
  | { readonly kind: "heading"; readonly text: string; readonly level: 1 | 2 | 3 }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "table"; readonly caption: string; readonly grid: Grid }
  | {
      readonly kind: "figure";
      readonly caption: string;
      readonly png: Uint8Array;
      /** On paper, in points; the picture is never wider than the text. */
      readonly width: number;
      readonly height: number;
      readonly notes: readonly string[];
    };

const FONT = {
  ascii: "Times New Roman",
  hAnsi: "Times New Roman",
  eastAsia: "宋体",
  cs: "Times New Roman",
};
/** Half-points: 五号 for tables and text, 小五 for notes. */
const SIZE = { body: 21, table: 21, wideTable: 16, note: 18, caption: 21 } as const;
/** Width of the text on A4 with 2.5 cm margins, in twentieths of a point. */
const TEXT_WIDTH = { portrait: 9072, landscape: 13_958 } as const;

/**
 * Blocks as an editable Word file: real three-line tables, 宋体 and Times New Roman, header rows
 * that repeat on the next page.   中文: 生成 Word（三线表、宋体 + Times New Roman）
 *
 * Tables of more than eight columns stand on landscape pages.
 */
export async function wordBytes(
  blocks: readonly WordBlock[],
  options: { readonly title: string; readonly lang: Lang },
): Promise<Uint8Array> {
  const docx = await import("docx");
  const sections = paginate(blocks).map(({ orientation, items }) => ({
    properties: {
      page: {
        size: {
          width: 11_906,
          height: 16_838,
          orientation:
            orientation === "landscape"
              ? docx.PageOrientation.LANDSCAPE
              : docx.PageOrientation.PORTRAIT,
        },
        margin: { top: 1417, bottom: 1417, left: 1417, right: 1417 },
      },
    },
    children: items.flatMap((b) => partsOf(docx, b, options.lang, TEXT_WIDTH[orientation])),
  }));
  const document = new docx.Document({
    title: options.title,
    creator: "xinzhi",
    styles: {
      default: { document: { run: { font: FONT, size: SIZE.body } } },
    },
    sections,
  });
  return new Uint8Array(await docx.Packer.toBuffer(document));
}

type Library = typeof Docx;
type Orientation = "portrait" | "landscape";

/** Runs of blocks that share an orientation. */
function paginate(
  blocks: readonly WordBlock[],
): { orientation: Orientation; items: WordBlock[] }[] {
  const pages: { orientation: Orientation; items: WordBlock[] }[] = [];
  for (const block of blocks) {
    const isWide = block.kind === "table" && block.grid.align.length > 8;
    const orientation: Orientation = isWide ? "landscape" : "portrait";
    const last = pages.at(-1);
    if (last?.orientation === orientation) last.items.push(block);
    else pages.push({ orientation, items: [block] });
  }
  return pages.length === 0 ? [{ orientation: "portrait", items: [] }] : pages;
}

function partsOf(docx: Library, block: WordBlock, lang: Lang, width: number) {
  if (block.kind === "heading") {
    const size = { 1: 32, 2: 28, 3: 24 }[block.level];
    return [
      new docx.Paragraph({
        heading: [
          docx.HeadingLevel.HEADING_1,
          docx.HeadingLevel.HEADING_2,
          docx.HeadingLevel.HEADING_3,
        ][block.level - 1]!,
        spacing: { before: 240, after: 120 },
        keepNext: true,
        children: [run(docx, block.text, { size, bold: true, color: "000000" })],
      }),
    ];
  }
  if (block.kind === "paragraph") {
    return [
      new docx.Paragraph({
        spacing: { line: 360, after: 80 },
        ...(lang === "zh" ? { indent: { firstLine: 420 } } : {}),
        children: [run(docx, block.text, { size: SIZE.body })],
      }),
    ];
  }
  if (block.kind === "figure") return figureParts(docx, block, lang, width);
  return [
    caption(docx, block.caption, "before"),
    tableOf(docx, block.grid, width),
    notesOf(docx, block.grid.notes, lang),
  ];
}

function run(docx: Library, text: string, look: Record<string, unknown>) {
  return new docx.TextRun({ font: FONT, ...look, text: removeControls(text) });
}

function caption(docx: Library, text: string, where: "before" | "after") {
  return new docx.Paragraph({
    alignment: docx.AlignmentType.CENTER,
    spacing: { before: where === "before" ? 240 : 60, after: where === "before" ? 60 : 120 },
    keepNext: where === "before",
    keepLines: true,
    children: [run(docx, text, { size: SIZE.caption, bold: true })],
  });
}

function notesOf(docx: Library, notes: readonly string[], lang: Lang) {
  return new docx.Paragraph({
    spacing: { before: 40, after: 240 },
    children: [run(docx, notesLine(notes, lang), { size: SIZE.note })],
  });
}

function figureParts(
  docx: Library,
  block: Extract<WordBlock, { kind: "figure" }>,
  lang: Lang,
  width: number,
) {
  const widest = width / 20;
  const scale = Math.min(1, widest / block.width);
  // The library counts in pixels of 1/96 inch.
  const pixels = (points: number) => Math.round((points * scale * 96) / 72);
  const picture = new docx.ImageRun({
    type: "png",
    data: block.png,
    transformation: { width: pixels(block.width), height: pixels(block.height) },
    altText: { name: block.caption, title: block.caption, description: block.caption },
  });
  return [
    new docx.Paragraph({
      alignment: docx.AlignmentType.CENTER,
      spacing: { before: 240 },
      keepNext: true,
      children: [picture],
    }),
    caption(docx, block.caption, "after"),
    ...(block.notes.length === 0 ? [] : [notesOf(docx, block.notes, lang)]),
  ];
}

function tableOf(docx: Library, grid: Grid, width: number) {
  const widths = columnWidths(grid, width);
  const size = grid.align.length > 6 ? SIZE.wideTable : SIZE.table;
  const looks: Looks = { docx, size, grid, widths };
  const head: Docx.TableRow[] = [];
  const lines = grid.headers.length + (grid.spans.length > 0 ? 1 : 0);
  if (grid.spans.length > 0) head.push(spanRow(looks));
  grid.headers.forEach((header, i) => {
    const isFirst = head.length === 0;
    head.push(
      new docx.TableRow({
        tableHeader: true,
        cantSplit: true,
        children: header.map((text, j) =>
          cellOf(looks, plain(text), j, {
            top: isFirst ? "thick" : "none",
            bottom: i === grid.headers.length - 1 ? "thin" : "none",
            keepNext: head.length < lines,
          }),
        ),
      }),
    );
  });
  const body = grid.rows.map((row, i) => bodyRow(looks, row, i));
  return new docx.Table({
    width: { size: width, type: docx.WidthType.DXA },
    columnWidths: widths,
    layout: docx.TableLayoutType.FIXED,
    alignment: docx.AlignmentType.CENTER,
    borders: {
      top: NO_LINE,
      bottom: NO_LINE,
      left: NO_LINE,
      right: NO_LINE,
      insideHorizontal: NO_LINE,
      insideVertical: NO_LINE,
    },
    rows: [...head, ...body],
  });
}

interface Looks {
  readonly docx: Library;
  readonly size: number;
  readonly grid: Grid;
  readonly widths: readonly number[];
}

function spanRow(looks: Looks): Docx.TableRow {
  let at = 0;
  return new looks.docx.TableRow({
    tableHeader: true,
    cantSplit: true,
    children: looks.grid.spans.map((span) => {
      const cell = cellOf(looks, plain(span.text), Math.max(at, 1), {
        top: "thick",
        bottom: span.text === "" ? "none" : "thin",
        span: span.width,
        keepNext: true,
      });
      at += span.width;
      return cell;
    }),
  });
}

function bodyRow(looks: Looks, row: GridRow, i: number): Docx.TableRow {
  const { grid, docx } = looks;
  const isLast = i === grid.rows.length - 1;
  const lines = {
    top: row.rule === "above" ? ("thin" as const) : ("none" as const),
    bottom: isLast ? ("thick" as const) : ("none" as const),
    // A coefficient and its standard error stay on one page.
    keepNext: row.role === "estimate" || row.role === "heading",
  };
  const children =
    row.role === "heading"
      ? [cellOf(looks, row.cells[0]!, 0, { ...lines, span: grid.align.length })]
      : row.cells.map((cell, j) => cellOf(looks, cell, j, lines));
  return new docx.TableRow({ cantSplit: true, children });
}

const NO_LINE = { style: "none" as const, size: 0, color: "auto" };
/** Eighths of a point: 1.5 pt outside, 0.75 pt inside. */
const LINES = {
  none: NO_LINE,
  thin: { style: "single" as const, size: 6, color: "000000" },
  thick: { style: "single" as const, size: 12, color: "000000" },
};

interface CellLook {
  readonly top: keyof typeof LINES;
  readonly bottom: keyof typeof LINES;
  readonly span?: number;
  readonly keepNext: boolean;
}

function cellOf(looks: Looks, cell: GridCell, j: number, look: CellLook): Docx.TableCell {
  const { docx, size, grid, widths } = looks;
  const raised = cell.stars === "" ? [] : [run(docx, cell.stars, { size, superScript: true })];
  const span = look.span ?? 1;
  return new docx.TableCell({
    borders: { top: LINES[look.top], bottom: LINES[look.bottom], left: NO_LINE, right: NO_LINE },
    ...(span === 1 ? { width: { size: widths[j]!, type: docx.WidthType.DXA } } : {}),
    columnSpan: span,
    verticalAlign: docx.VerticalAlignTable.CENTER,
    margins: { left: 40, right: 40 },
    children: [
      new docx.Paragraph({
        alignment: span > 1 && j > 0 ? docx.AlignmentType.CENTER : alignment(docx, grid.align[j]!),
        keepNext: look.keepNext,
        children: [run(docx, cell.text, { size }), ...raised],
      }),
    ],
  });
}

function alignment(docx: Library, align: "left" | "center" | "right") {
  return docx.AlignmentType[align === "left" ? "LEFT" : align === "right" ? "RIGHT" : "CENTER"];
}

function plain(text: string): GridCell {
  return { text, stars: "", value: null, lineage: null };
}

/** Width of a narrow letter in twentieths of a point, at the size of table text. */
const PLACE = 100;
/** Places up to which a column keeps its width: numbers with stars, signs, short words. */
const SHORT = 14;

/** Widths in proportion to the longest text, with a floor for numbers and a ceiling for prose. */
function columnWidths(grid: Grid, total: number): number[] {
  const places = (text: string) =>
    [...text].reduce((sum, c) => sum + (c.codePointAt(0)! > 0x2e7f ? 2 : 1), 0);
  const longest = grid.align.map((_, j) =>
    Math.max(
      6,
      ...grid.headers.map((h) => places(h[j]!) * 0.8),
      ...grid.rows
        .filter((r) => r.role !== "heading")
        .map((r) => Math.min(30, places(`${r.cells[j]?.text ?? ""}${r.cells[j]?.stars ?? ""}`))),
    ),
  );
  // Four places more for margins and for fonts with wide digits. Where all does not fit, short columns (numbers,
  // signs) keep their width and the long ones, whose words can wrap, share what is left.
  const wanted = longest.map((l) => l + 4);
  const sum = wanted.reduce((a, b) => a + b, 0);
  const room = total / PLACE;
  const short = wanted.map((w) => (w <= SHORT ? w : 0)).reduce((a, b) => a + b, 0);
  if (sum <= room || short >= room / 2) return wanted.map((w) => Math.floor((total * w) / sum));
  const squeeze = (room - short) / (sum - short);
  return wanted.map((w) => Math.floor(PLACE * (w <= SHORT ? w : w * squeeze)));
}
