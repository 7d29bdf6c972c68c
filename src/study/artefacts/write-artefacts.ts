import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  codeHash,
  type Lang,
  type Notice,
  notice,
  openOutputFolder,
  type Progress,
  sha256,
  silent,
  throwIfInterrupted,
  UserError,
} from "../../base/index.js";

import {
  type FigureModel,
  findPictureFont,
  renderDocxReport,
  renderHtmlReport,
  type TableModel,
} from "../../report/index.js";
import type { StepCache } from "../graph/run-steps.js";
import type { StudyRun } from "../run-study.js";
import { numberParts } from "./number-parts.js";
import type { RenderSetup } from "./render-job.js";
import { renderParts } from "./render-parts.js";
import { reportOf } from "./report-of.js";
import { manifestOf, manifestText, resultsOf } from "./results-of.js";

/** How the files are written. */
export interface WriteOptions {
  readonly lang: Lang;
  readonly now: () => Date;
  /** Where rendered tables and figures are kept between runs. */
  readonly cache?: StepCache;
  /** Whether files of an earlier run that this one did not make are taken away. */
  readonly others?: "keep" | "remove";
  readonly threads?: number | undefined;
  readonly progress?: Progress;
  readonly signal?: AbortSignal | undefined;
  /** Font file of the pictures; default the installed Chinese font. */
  readonly fontFile?: string;
}

/** What was written, and the pictures that could not be drawn. */
export interface Written {
  readonly files: readonly string[];
  readonly failures: readonly { readonly file: string; readonly error: UserError }[];
  /** What is to be known of the files as a whole. */
  readonly remarks: readonly Notice[];
}

const NO_CACHE: StepCache = { get: () => undefined, put: () => {} };

/**
 * Everything that a study leaves in its folder.   中文: 写出研究结果
 *
 * A picture that cannot be drawn (no font) is listed; all other files are written.
 */
export async function writeArtefacts(
  run: StudyRun,
  folder: string,
  options: WriteOptions,
): Promise<Written> {
  const { lang, now, signal, cache = NO_CACHE, progress = silent } = options;
  const font = options.fontFile === undefined ? {} : { fontFile: options.fontFile };
  const parts = numberParts(run);
  const script = scriptOf(font);
  progress.start(lang === "zh" ? "写出表与图" : "tables and figures", parts.length + 2);
  const rendered = await renderParts(parts, {
    setup: { lang, font, script },
    cache,
    threads: options.threads,
    progress,
    signal,
  });
  const files: [string, string | Uint8Array][] = [];
  const failures: Written["failures"][number][] = [];
  const pictures = new Map<FigureModel, Uint8Array>();
  const drawings = new Map<FigureModel, string>();
  const beside = new Map<TableModel, Record<string, string>>();
  parts.forEach((part, i) => {
    const { files: own, drawing, failure } = rendered[i]!;
    if (part.kind === "table") {
      beside.set(part.model, { docx: `${part.base}.docx`, xlsx: `${part.base}.xlsx` });
    }
    if (part.kind === "figure" && drawing !== null) drawings.set(part.model, drawing);
    for (const { ending, bytes } of own) {
      files.push([`${part.base}.${ending}`, bytes]);
      if (part.kind === "figure" && ending === "png") pictures.set(part.model, bytes);
    }
    if (failure !== null) {
      const error = new UserError(failure.code, failure.facts, failure.text);
      failures.push({ file: part.base, error });
    }
  });
  throwIfInterrupted(signal);
  const report = reportOf(run, parts, lang);
  const standing = standingFiles(folder, cache);
  const reportKey = sha256(JSON.stringify(["report", codeHash(), report, [...beside.values()]]));
  files.push(
    await standing("report.html", reportKey, () =>
      renderHtmlReport(report, {
        drawingOf: (figure) => drawings.get(figure),
        filesOf: (table) => beside.get(table),
      }),
    ),
  );
  progress.advance();
  const missing = failures.map((f) => f.file);
  const docxKey = sha256(JSON.stringify(["report.docx", reportKey, missing, font, script]));
  files.push(
    await standing("report.docx", docxKey, () =>
      renderDocxReport(report, { pictureOf: (figure) => pictures.get(figure) ?? null }),
    ),
  );
  progress.advance();
  files.push(["results.json", `${JSON.stringify(resultsOf(run, parts, now), null, 1)}\n`]);
  const old = options.others === "remove" ? namesOf(join(folder, "manifest.json")) : [];
  const out = openOutputFolder(folder);
  const written = files.map(([name, data]) => {
    const hash = sha256(data);
    const path = out.pathOf(name);
    if (!existsSync(path) || sha256(readFileSync(path)) !== hash) out.write(name, data);
    return { name, sha256: hash };
  });
  const current = new Set(written.map((f) => f.name));
  for (const name of old) if (!current.has(name)) rmSync(join(folder, name), { force: true });
  const manifest = manifestOf(run, written, now);
  out.write("manifest.json", manifestText(manifest));
  progress.finish(`${files.length + 1} ${lang === "zh" ? "个文件" : "files"}`);
  const remarks = script === "latin" && parts.some((p) => p.kind === "figure") ? [LATIN] : [];
  return { files: [...files.map(([name]) => name), "manifest.json"], failures, remarks };
}

const LATIN = notice(
  "study/latin-pictures",
  "no Chinese font is installed: pictures (PNG, PDF, Word) are drawn with English words in a Latin font, and Chinese names in them as empty boxes. Install fonts-noto-cjk, or set XINZHI_FONT, and run again; SVG and HTML need no font.",
  "未安装中文字体：图片（PNG、PDF、Word）以英文和拉丁字体绘制，其中的中文名称显示为方框。请安装 fonts-noto-cjk 或设置 XINZHI_FONT 后重新运行；SVG 与 HTML 不需要字体。",
);

function scriptOf({ fontFile }: { readonly fontFile?: string }): RenderSetup["script"] {
  try {
    return findPictureFont(fontFile).script;
  } catch {
    // Each picture says why it could not be drawn.
    return "none";
  }
}

/**
 * A file that still stands as it was made from the same is read, not made again: the cache keeps its
 * hash under the key of what it is made from.
 */
function standingFiles(folder: string, cache: StepCache) {
  return async (
    name: string,
    key: string,
    make: () => Promise<string | Uint8Array>,
  ): Promise<[string, string | Uint8Array]> => {
    const path = join(folder, name);
    const hash = cache.get(key);
    if (hash !== undefined && existsSync(path)) {
      const bytes = readFileSync(path);
      if (sha256(bytes) === Buffer.from(hash).toString()) return [name, bytes];
    }
    const made = await make();
    cache.put(key, name, Buffer.from(sha256(made)));
    return [name, made];
  };
}

/** The files that an earlier run lists as its own, of tables and figures only. */
function namesOf(manifest: string): string[] {
  if (!existsSync(manifest)) return [];
  try {
    const { files } = JSON.parse(readFileSync(manifest, "utf8")) as {
      files: readonly { readonly name: string }[];
    };
    return files.map((f) => f.name).filter((n) => /^(tables|figures)\/[^/\\]+$/.test(n));
  } catch {
    // A manifest that was cut short says nothing of what may go.
    return [];
  }
}
