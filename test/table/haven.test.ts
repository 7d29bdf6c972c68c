import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { numberColumn, readDta, Table, textColumn, toDta } from "../../src/table/index.js";

const found = spawnSync("Rscript", ["-e", 'cat(format(packageVersion("haven")))'], {
  encoding: "utf8",
});
const isThere = found.status === 0;
if (!isThere) {
  process.stderr.write("haven.test.ts is skipped: no Rscript with the package haven here\n");
}

const folder = mkdtempSync(join(tmpdir(), "xinzhi-haven-"));

/** Cells, labels, formats and value labels of what haven reads, one line each; texts in hex. */
const DUMP = `
args <- commandArgs(TRUE)
suppressPackageStartupMessages(library(haven))
d <- read_dta(args[1])
hex <- function(x) paste(as.character(charToRaw(enc2utf8(as.character(x)))), collapse = "")
out <- c(paste("rows", nrow(d)), paste("label", hex(if (is.null(attr(d, "label"))) "" else attr(d, "label"))))
text <- function(x) if (is.null(x)) "" else hex(x)
for (j in seq_along(d)) {
  x <- d[[j]]
  out <- c(out, paste("column", hex(names(d)[j]), "|", text(attr(x, "label")), "|", text(attr(x, "format.stata")), "|", class(x)[1]))
  labels <- attr(x, "labels")
  for (k in seq_along(labels)) out <- c(out, paste("value", format(unclass(labels)[[k]], digits = 17), hex(names(labels)[k])))
  for (i in seq_along(x)) {
    v <- x[[i]]
    out <- c(out, if (is.character(v)) paste("text", hex(v))
      else if (is.na(v)) paste("missing", if (is.double(v) && is_tagged_na(v)) na_tag(v) else ".")
      else paste("number", sprintf("%.17g", as.numeric(v))))
  }
}
writeLines(out, args[2])
`;

/** A frame of every kind, written by haven in the version asked for. */
const WRITE = String.raw`
args <- commandArgs(TRUE)
suppressPackageStartupMessages(library(haven))
version <- as.integer(args[2])
d <- data.frame(id = c(1L, -7L, NA, 2147483620L))
d$city <- c("\u8944\u9633\u5e02", "", "\u5317 \u4eac", "A")
if (version >= 13) d$note <- c(strrep("\u957f", 900), "", "\u77ed", strrep("\u957f", 900))
d$xx <- c(0.1, tagged_na("a"), tagged_na("z"), NA)
d$big <- c(-1e300, 5e-324, 123456789012, 1/3)
d$prov <- labelled(c(1, 2, tagged_na("c"), 1), c("\u5317\u4eac" = 1, "\u5929\u6d25" = 2), label = "\u7701")
d$ff <- factor(c("\u4e1c", "\u897f", NA, "\u4e1c"), levels = c("\u4e1c", "\u897f"))
d$day <- as.Date(c("2014-10-04", NA, "1959-12-31", "1960-01-01"))
d$time <- as.POSIXct(c("2014-10-04 12:30:00", NA, "1960-01-01 00:00:01", "1959-12-31 23:59:59"), tz = "UTC")
d$flag <- c(TRUE, FALSE, NA, TRUE)
attr(d$xx, "label") <- "\u67d0\u53d8\u91cf"
write_dta(d, args[1], version = version, label = "\u6570\u636e")
`;

function rscript(name: string, source: string, ...args: string[]): void {
  const script = join(folder, `${name}.R`);
  writeFileSync(script, source);
  execFileSync("Rscript", [script, ...args], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C.UTF-8" },
  });
}

interface Seen {
  readonly label: string;
  readonly format: string;
  readonly kind: string;
  readonly valueLabels: Record<number, string>;
  readonly cells: (number | string)[];
}

/** What haven reads from a file of ours; a missing cell is its code, `.` or `.a` to `.z`. */
function readByHaven(bytes: Uint8Array): { label: string; columns: Map<string, Seen> } {
  const path = join(folder, "ours.dta");
  const to = join(folder, "ours.txt");
  writeFileSync(path, bytes);
  rscript("dump", DUMP, path, to);
  const text = (hex = "") => Buffer.from(hex, "hex").toString("utf8");
  const columns = new Map<string, Seen>();
  let last: Seen | undefined;
  let label = "";
  for (const line of readFileSync(to, "utf8").trimEnd().split("\n")) {
    const [kind, first = "", second = ""] = line.split(" ");
    if (kind === "label") label = text(first);
    else if (kind === "column") {
      const [name = "", label = "", format = "", type = ""] = line
        .slice(7)
        .split("|")
        .map((p) => p.trim());
      last = { label: text(label), format: text(format), kind: type, valueLabels: {}, cells: [] };
      columns.set(text(name), last);
    } else if (kind === "value") last!.valueLabels[Number(first)] = text(second);
    else if (kind === "text") last!.cells.push(text(first));
    else if (kind === "number") last!.cells.push(Number(first));
    else if (kind === "missing") last!.cells.push(first === "." ? "." : `.${first}`);
  }
  return { label, columns };
}

describe.skipIf(!isThere)("what R's haven reads from our .dta", () => {
  const long = "长".repeat(1000);
  const codes = Uint8Array.from({ length: 30 }, (_, i) => (i < 27 ? i : 0));
  const gaps = Array.from({ length: 30 }, (_, i) => (i < 27 ? Number.NaN : i));
  const pad = <T>(values: readonly T[], rest: T): T[] =>
    Array.from({ length: 30 }, (_, i) => values[i] ?? rest);
  const numbers: Record<string, number[]> = {
    as_byte: pad([-127, 100, 0, Number.NaN], 1),
    as_int: pad([-32767, 32740, Number.NaN], 1),
    as_long: pad([-2147483647, 2147483620, Number.NaN], 1),
    as_float: pad([0.5, -1.25, 2 ** 100, Number.NaN], 1),
    as_double: pad([0.1, 5e-324, -8.9e307, 1 / 3, 2 ** 53, Number.NaN], 1),
  };
  const missing = {
    mbyte: [1, 2, 3],
    mint: [1000, 2, 3],
    mlong: [100000, 2, 3],
    mfloat: [0.5, 2, 3],
    mdouble: [0.1, 2, 3],
  };
  const table = new Table([
    textColumn("city", pad(["襄阳市", "北　京", null, "𠮷", " x "], "甲")),
    textColumn("note", pad([long, null, "短", long], "b")),
    ...Object.entries(numbers).map(([name, values]) => numberColumn(name, values)),
    ...Object.entries(missing).map(([name, ends]) => ({
      ...numberColumn(name, [...gaps.slice(0, 27), ...ends]),
      missingCodes: codes,
    })),
    {
      ...numberColumn("prov", pad([1, 2, Number.NaN, -1], 1), { label: "省份（代码）" }),
      valueLabels: { 1: "北京市", 2: "天津市", [-1]: "不详" },
    },
    { ...numberColumn("day", pad([20000, 0, -1, Number.NaN], 5)), format: "%td" },
    numberColumn("地区生产总值", pad([1.5], 2), { label: "地区生产总值", unit: "亿元" }),
  ]);
  const seen = isThere
    ? readByHaven(toDta(table.withOrigin({ file: "ours", label: "城市面板", notes: ["说明"] })))
    : undefined;

  it("is every text, fixed and long, and every number of every width, to the last bit", () => {
    for (const name of ["city", "note"]) {
      // haven takes blanks off the end of fixed strings; ours and Stata keep them.
      const ours = table.toRows().map((row) => String(row[name] ?? "").replace(/ +$/, ""));
      expect(seen?.columns.get(name)?.cells, name).toEqual(ours);
    }
    for (const name of [...Object.keys(numbers), "地区生产总值"]) {
      const ours = table.toRows().map((row) => row[name] ?? ".");
      expect(seen?.columns.get(name)?.cells, name).toEqual(ours);
    }
  });

  it("is each missing code from . and .a to .z in each width", () => {
    const letters = ["."].concat([..."abcdefghijklmnopqrstuvwxyz"].map((c) => `.${c}`));
    for (const [name, ends] of Object.entries(missing)) {
      expect(seen?.columns.get(name)?.cells, name).toEqual([...letters, ...ends]);
    }
  });

  it("is each label, value label and date", () => {
    expect(seen?.label).toBe("城市面板");
    const prov = seen?.columns.get("prov");
    expect(prov?.label).toBe("省份（代码）");
    expect(prov?.valueLabels).toEqual({ 1: "北京市", 2: "天津市", [-1]: "不详" });
    const day = seen?.columns.get("day");
    expect([day?.kind, day?.format]).toEqual(["Date", "%td"]);
    // R counts days from 1970, Stata from 1960: 3653 days apart.
    expect(day?.cells.slice(0, 5)).toEqual([20000 - 3653, -3653, -3654, ".", 5 - 3653]);
  });
});

// R takes a second to start, several on a busy machine.
describe.skipIf(!isThere)("what we read from the .dta of R's haven", () => {
  it.each([8, 9, 10, 11, 12, 13, 14, 15])(
    "of version %i is every cell",
    (version) => {
      const path = join(folder, `haven-${version}.dta`);
      rscript("write", WRITE, path, String(version));
      const table = readDta(readFileSync(path));
      const column = (name: string) => table.toRows().map((row) => row[name]);
      expect(table.origin?.label).toBe("数据");
      expect(column("id")).toEqual([1, -7, null, 2147483620]);
      expect(column("city")).toEqual(["襄阳市", null, "北 京", "A"]);
      if (version >= 13) {
        expect(column("note")).toEqual(["长".repeat(900), null, "短", "长".repeat(900)]);
      }
      expect(column("xx")).toEqual([0.1, null, null, null]);
      expect(column("big")).toEqual([-1e300, 5e-324, 123456789012, 1 / 3]);
      expect(column("prov")).toEqual([1, 2, null, 1]);
      expect(column("ff")).toEqual([1, 2, null, 1]);
      expect(column("day")).toEqual([20000, null, -1, 0]);
      expect(column("time")).toEqual([20000 * 864e5 + 45e6, null, 1000, -1000]);
      expect(column("flag")).toEqual([1, 0, null, 1]);
      const codes = (name: string) => {
        const c = table.column(name);
        return c.kind === "number" ? [...(c.missingCodes ?? [])] : [];
      };
      expect(codes("xx")).toEqual([0, 1, 26, 0]);
      expect(codes("prov")).toEqual([0, 0, 3, 0]);
      expect(table.column("xx").label).toBe("某变量");
      expect(table.column("prov").label).toBe("省");
      expect(table.column("prov").valueLabels).toEqual({ 1: "北京", 2: "天津" });
      expect(table.column("ff").valueLabels).toEqual({ 1: "东", 2: "西" });
      expect(table.column("day").format).toMatch(/^%td/);
      expect(table.column("time").format).toMatch(/^%tc/);
    },
    60_000,
  );
});
