import type * as Docx from "docx";
import { type Lang, removeControls } from "../../base/index.js";
import type { Grid, GridCell, GridRow } from "../table/lay-out.js";
import { inLang, notesLine } from "../table/wording.js";
import { arrangeFloats } from "./arrange-floats.js";
import type { Equation, Factor } from "./equation.js";
import type { WordBlock } from "./word-block.js";
import { fitTable, type TableFit, TEXT_WIDTH } from "./word-fit.js";
import { ONE_PAGE, PAGE_HEIGHT, SIZE, scaleOf, sizeOf } from "./word-size.js";

const FONT = {
  ascii: "Times New Roman",
  hAnsi: "Times New Roman",
  eastAsia: "宋体",
  cs: "Times New Roman",
};

/**
 * Blocks as an editable Word file: real three-line tables, 宋体 and Times New Roman, header rows
 * that repeat on the next page.   中文: 生成 Word（三线表、宋体 + Times New Roman）
 *
 * Tables too wide for upright pages stand on landscape ones; short tables are not split. Pages are
 * numbered; tables and figures are put in an order that leaves no half page empty where there is one.
 */
export async function wordBytes(
  blocks: readonly WordBlock[],
  options: { readonly title: string; readonly lang: Lang },
): Promise<Uint8Array> {
  const docx = await import("docx");
  const arranged = arrangeFloats(blocks, sizeOf, PAGE_HEIGHT);
  const sections = paginate(arranged).map(({ orientation, items }) => ({
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
    footers: { default: pageNumber(docx) },
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

function pageNumber(docx: Library): Docx.Footer {
  const children = [docx.PageNumber.CURRENT];
  return new docx.Footer({
    children: [
      new docx.Paragraph({
        alignment: docx.AlignmentType.CENTER,
        children: [new docx.TextRun({ font: FONT, size: SIZE.note, children })],
      }),
    ],
  });
}

/** Runs of blocks that share an orientation. */
function paginate(
  blocks: readonly WordBlock[],
): { orientation: Orientation; items: WordBlock[] }[] {
  const pages: { orientation: Orientation; items: WordBlock[] }[] = [];
  for (const block of blocks) {
    const orientation: Orientation =
      block.kind === "table" ? fitTable(block.grid).orientation : "portrait";
    const last = pages.at(-1);
    if (last?.orientation === orientation) last.items.push(block);
    else pages.push({ orientation, items: [...headingsAtEnd(last?.items ?? []), block] });
  }
  return pages.length === 0 ? [{ orientation: "portrait", items: [] }] : pages;
}

/** Takes the headings from the end of a page: they stand with what follows. */
function headingsAtEnd(items: WordBlock[]): WordBlock[] {
  const isOther = (block: WordBlock) => block.kind !== "heading";
  return items.splice(items.findLastIndex(isOther) + 1);
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
        ...indentOf(block.look ?? "text", lang),
        children: [run(docx, block.text, { size: SIZE.body })],
      }),
    ];
  }
  if (block.kind === "equation") {
    const middle = { type: docx.TabStopType.CENTER, position: width / 2 };
    const end = { type: docx.TabStopType.RIGHT, position: width };
    return [
      new docx.Paragraph({
        tabStops: [middle, end],
        spacing: { before: 80, after: 80 },
        children: [
          new docx.TextRun("\t"),
          equationToWord(docx, block.equation, lang),
          run(docx, `\t(${block.equation.number})`, { size: SIZE.body }),
        ],
      }),
    ];
  }
  if (block.kind === "figure") return figureParts(docx, block, lang, width);
  return [
    caption(docx, block.caption, "before", "keep"),
    tableOf(docx, block.grid, fitTable(block.grid)),
    notesOf(docx, block.grid.notes, lang),
  ];
}

/** An equation that Word can edit.   中文: 公式 → Word */
function equationToWord(docx: Library, equation: Equation, lang: Lang): Docx.Math {
  const product = (factors: readonly Factor[]) =>
    factors.map(({ text, index }) => {
      const children = [new docx.MathRun(inLang(text, lang))];
      if (index === undefined) return children[0]!;
      const subScript = [new docx.MathRun(inLang(index, lang))];
      return new docx.MathSubScript({ children, subScript });
    });
  const sum = equation.right.flatMap((term, i) => [
    new docx.MathRun(i === 0 ? " = " : " + "),
    ...product(term),
  ]);
  return new docx.Math({ children: [...product(equation.left), ...sum] });
}

function indentOf(look: "text" | "hanging", lang: Lang) {
  if (look !== "text") return { indent: { left: 420, hanging: 420 } };
  return lang === "zh" ? { indent: { firstLine: 420 } } : {};
}

function run(docx: Library, text: string, look: Record<string, unknown>) {
  return new docx.TextRun({ font: FONT, ...look, text: removeControls(withMinus(text)) });
}

/** Negative numbers have a minus sign, not a hyphen. */
function withMinus(text: string): string {
  return (
    text
      .replace(/(?<![\p{L}\p{N}.)–-])-(?=[\d.∞])/gu, "−")
      // An interval is not broken at its comma.
      .replace(/(\[[^\]\s]+,) (?=[^\]\s]+\])/g, "$1\u00a0")
  );
}

function caption(docx: Library, text: string, where: "before" | "after", next: "keep" | "none") {
  return new docx.Paragraph({
    alignment: docx.AlignmentType.CENTER,
    spacing: { before: where === "before" ? 240 : 60, after: where === "before" ? 60 : 120 },
    keepNext: next === "keep",
    keepLines: true,
    children: [run(docx, text, { size: SIZE.caption, bold: true })],
  });
}

function notesOf(docx: Library, notes: readonly string[], lang: Lang) {
  return new docx.Paragraph({
    spacing: { before: 40, after: 240 },
    keepLines: true,
    children: [run(docx, notesLine(notes, lang), { size: SIZE.note })],
  });
}

function figureParts(
  docx: Library,
  block: Extract<WordBlock, { kind: "figure" }>,
  lang: Lang,
  width: number,
) {
  const { scale } = scaleOf(block, width);
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
    caption(docx, block.caption, "after", block.notes.length === 0 ? "none" : "keep"),
    ...(block.notes.length === 0 ? [] : [notesOf(docx, block.notes, lang)]),
  ];
}

function tableOf(docx: Library, grid: Grid, { size, widths, orientation }: TableFit) {
  const width = widths.reduce((a, b) => a + b, 0);
  const isShort = grid.rows.length + grid.headers.length <= ONE_PAGE[orientation];
  const looks: Looks = { docx, size, grid, widths, pages: isShort ? "one" : "several" };
  const head: Docx.TableRow[] = [];
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
            keepNext: true,
            vertical: "bottom",
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
  readonly pages: "one" | "several";
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
        vertical: "bottom",
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
    // Beside a label of two lines an estimate stands with the first.
    vertical: row.role === "plain" ? ("center" as const) : ("top" as const),
    // A short table stays on one page with its notes, as do a coefficient and its standard error.
    keepNext: looks.pages === "one" || isLast || row.role === "estimate" || row.role === "heading",
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
  readonly vertical: "top" | "center" | "bottom";
}

function cellOf(looks: Looks, cell: GridCell, j: number, look: CellLook): Docx.TableCell {
  const { docx, size, grid, widths } = looks;
  const raised = cell.stars === "" ? [] : [run(docx, cell.stars, { size, superScript: true })];
  const span = look.span ?? 1;
  return new docx.TableCell({
    borders: { top: LINES[look.top], bottom: LINES[look.bottom], left: NO_LINE, right: NO_LINE },
    ...(span === 1 ? { width: { size: widths[j]!, type: docx.WidthType.DXA } } : {}),
    columnSpan: span,
    verticalAlign: look.vertical,
    // Words beside numbers set to the right keep their distance.
    margins: { left: isWordsBesideNumbers(grid, j) ? 160 : 40, right: 40 },
    children: [
      new docx.Paragraph({
        alignment: span > 1 && j > 0 ? docx.AlignmentType.CENTER : alignment(docx, grid.align[j]!),
        keepNext: look.keepNext,
        // One height of line for Chinese and Latin letters keeps labels and numbers level.
        spacing: { line: Math.round(size * 14.5), lineRule: docx.LineRuleType.EXACT },
        children: [run(docx, cell.text, { size }), ...raised],
      }),
    ],
  });
}

function isWordsBesideNumbers({ align }: Grid, j: number): boolean {
  return align[j] === "left" && align[j - 1] === "right";
}

function alignment(docx: Library, align: "left" | "center" | "right") {
  return docx.AlignmentType[align === "left" ? "LEFT" : align === "right" ? "RIGHT" : "CENTER"];
}

function plain(text: string): GridCell {
  return { text, stars: "", value: null, lineage: null };
}
