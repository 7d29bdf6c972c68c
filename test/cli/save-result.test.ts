import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { checkOutputs, saveResult } from "../../src/cli/save-result.js";
import { eventStudyFigure, genericTable } from "../../src/report/index.js";
import { study } from "../report/samples.js";

const folder = mkdtempSync(join(tmpdir(), "xinzhi-save-"));
afterAll(() => rmSync(folder, { recursive: true }));

const result = {
  table: genericTable({ title: "表", columns: [{ header: "a" }], rows: [["b"]] }),
  figure: eventStudyFigure(study),
  json: { a: 1 / 3 },
};

describe("writing a result", () => {
  it.each([
    [".docx", "PK"],
    [".xlsx", "PK"],
    [".html", "<!doctype html>"],
    [".tex", "% \\usepackage"],
    [".md", "**表**"],
    [".csv", "\ufeffa"],
    [".json", '{\n  "a": 0.3333333333333333'],
    [".svg", "<svg"],
  ])("takes the format from the ending %s", async (ending, begins) => {
    const path = join(folder, `out${ending}`);
    await saveResult(path, result, "zh");
    expect(readFileSync(path, "utf8").startsWith(begins)).toBe(true);
  });

  it.each([".png", ".pdf"])(
    "writes %s with a font, or says which font is missing",
    async (ending) => {
      const path = join(folder, `out${ending}`);
      const font = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
      if (existsSync(font)) {
        await saveResult(path, result, "zh", { fontFile: font });
        expect(existsSync(path)).toBe(true);
      }
      await expect(saveResult(path, result, "zh", { fontFile: "none.ttf" })).rejects.toMatchObject({
        code: "report/font-not-readable",
      });
    },
  );

  it("takes the font from XINZHI_FONT", async () => {
    vi.stubEnv("XINZHI_FONT", "nowhere.ttf");
    await expect(saveResult(join(folder, "x.png"), result, "zh")).rejects.toThrow(/nowhere\.ttf/);
    vi.unstubAllEnvs();
  });

  it("names the nearest ending on a typo, before any work", () => {
    expect(() => checkOutputs(["a.docx", "b.xslx"])).toThrow(/Did you mean "\.xlsx"/);
  });

  it("says when a result has no figure or no table", async () => {
    const { table, figure, json } = result;
    await expect(saveResult(join(folder, "a.svg"), { table, json }, "en")).rejects.toThrow(
      /no figure/,
    );
    await expect(saveResult(join(folder, "a.docx"), { figure, json }, "en")).rejects.toThrow(
      /no table/,
    );
    await saveResult(join(folder, "f.csv"), { figure, json }, "en");
    expect(readFileSync(join(folder, "f.csv"), "utf8")).toContain("time,estimate");
  });
});
