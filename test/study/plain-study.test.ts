import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkFolder, planSections, readStudy } from "../../src/study/index.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-plain-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(text: string) {
  const file = join(folder, "study.yaml");
  writeFileSync(file, text);
  return readStudy(file);
}

const PLAIN = `name: plain
title: 基准回归研究
data:
  panel: panel.csv
  unit: city
  time: year
  labels: { pgdp: 人均GDP }
policy: { first: first_treated }
outcome: y
controls: [pgdp]
sections: [baseline, event-study]
`;

describe("a study in plain words", () => {
  it("has plain strings in both languages", () => {
    const study = written(PLAIN);
    expect(study.title).toEqual({ en: "基准回归研究", zh: "基准回归研究" });
    expect(study.data.labels?.pgdp).toEqual({ en: "人均GDP", zh: "人均GDP" });
  });

  it("takes unit and time as its fixed effects where the file names none", () => {
    expect(written(PLAIN).fixedEffects).toEqual(["city", "year"]);
    expect(written(`${PLAIN}fixedEffects: [city]\n`).fixedEffects).toEqual(["city"]);
  });

  it("names sections by their kind alone", () => {
    const planned = planSections(written(PLAIN));
    expect(planned.map((s) => s.id)).toEqual(["baseline", "event-study", "referee"]);
    expect(planned.every((s) => "kind" in s)).toBe(true);
  });

  it("refuses a folder with the results of another study file, and names -o", () => {
    const study = written(PLAIN);
    const own = { studyFile: { file: join(folder, "study.yaml") } };
    writeFileSync(join(folder, "manifest.json"), JSON.stringify(own));
    expect(() => checkFolder(study, folder)).not.toThrow();
    const other = { studyFile: { file: join(folder, "other.yaml") } };
    writeFileSync(join(folder, "manifest.json"), JSON.stringify(other));
    expect(() => checkFolder(study, folder)).toThrow(/other\.yaml[\s\S]*-o/);
  });
});
