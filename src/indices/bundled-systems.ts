import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { nearest, packageRoot } from "../base/index.js";
import { numberColumn, Table, textColumn } from "../table/index.js";
import { indexError } from "./errors.js";
import { readSystem } from "./read-system.js";
import type { IndicatorSystem } from "./system.js";

function folder(): string {
  return join(packageRoot(), "dictionaries", "systems");
}

/** Names of the indicator systems that ship with the package.   中文: 内置指标体系 */
export function bundledSystems(): readonly string[] {
  return readdirSync(folder())
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => name.slice(0, -".yaml".length))
    .sort();
}

/**
 * Reads a system from a file, or one of the bundled ones by its name.   中文: 按名称或路径读取
 *
 * Defaults  a path is relative to the working directory, or to `folder` where that is given.
 * Errors    indices/unknown-system — neither a file nor a bundled name; those of `readSystem`.
 * @example openSystem("nqp-26").indicators.length // 26
 */
export function openSystem(
  nameOrPath: string,
  options: { readonly folder?: string } = {},
): IndicatorSystem {
  const { folder: from } = options;
  const path = from === undefined ? nameOrPath : resolve(from, nameOrPath);
  if (/\.ya?ml$/i.test(path) || existsSync(path)) return readSystem(path);
  const names = bundledSystems();
  if (names.includes(nameOrPath)) return readSystem(join(folder(), `${nameOrPath}.yaml`));
  throw indexError("unknown-system", {
    name: nameOrPath,
    known: names,
    nearest: nearest(nameOrPath, names),
  });
}

/**
 * An indicator system as a table, with the weights that the file carries (missing where none).
 * 中文: 指标体系表
 */
export function systemTable(system: IndicatorSystem): Table {
  const { indicators } = system;
  return new Table([
    textColumn(
      "dimension",
      indicators.map((i) => i.dimension),
    ),
    textColumn(
      "subdimension",
      indicators.map((i) => i.subdimension),
    ),
    textColumn(
      "indicator",
      indicators.map((i) => i.name),
    ),
    textColumn(
      "label",
      indicators.map((i) => i.label),
    ),
    textColumn(
      "formula",
      indicators.map((i) => i.formula),
    ),
    textColumn(
      "unit",
      indicators.map((i) => i.unit),
    ),
    textColumn(
      "direction",
      indicators.map((i) => i.direction),
    ),
    numberColumn(
      "weight",
      indicators.map((i) => i.weight ?? Number.NaN),
    ),
    textColumn(
      "source",
      indicators.map((i) => i.source),
    ),
    textColumn("note", indicators.map(noteOf)),
  ]);
}

/** What a reader of the table must know of an indicator. */
export function noteOf(i: { readonly asPublished: boolean; readonly note: string | null }) {
  if (!i.asPublished) return i.note;
  return i.note === null ? "as-published" : `as-published: ${i.note}`;
}
