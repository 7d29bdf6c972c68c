import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../../src/base/index.js";
import { Store } from "../../../src/store/index.js";
import { hashOfFile } from "../../../src/study/graph/door.js";
import { planSections, readStudy, runStudy, type StudyRun } from "../../../src/study/index.js";
import type { FrameRead } from "../../../src/study/sections/observe-frame.js";
import { contentOf, sectionBase } from "../../../src/study/sections/section-key.js";
import { type SettingPath, settingsOf, withChanged } from "./settings-of.js";

const root = join(import.meta.dirname, "../../..");
const DRAWS = 2;
const MINUTES = 60_000;

/** Settings that change no key, each with the reason. */
const SAME_KEY: readonly { readonly path: RegExp; readonly reason: string }[] = [
  { path: /^name$/, reason: "names the folder of the results" },
  { path: /^title\./, reason: "stands in the report, which is written from its content" },
  { path: /^planted\./, reason: "is compared with the estimates when all sections are made" },
  {
    path: /^policy(\.|$)/,
    reason: "its name and column are read as policyName and policies",
  },
  {
    path: /^(data\.labels|samples)\./,
    reason: "is named by no section: labels are also printed by the report, from its content",
  },
  { path: /^sections\.\d+\.(table|figure|extra)$/, reason: "numbers a part when it is written" },
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-keys-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(file: string, own: string): Promise<StudyRun> {
  mkdirSync(own, { recursive: true });
  const study = readStudy(file, { simulated: join(own, "simulated") });
  const store = await Store.open(join(own, "study.db"));
  try {
    const now = () => new Date("2026-01-01T00:00:00Z");
    return await runStudy(study, store, { folder: join(own, "stages"), draws: DRAWS, now });
  } finally {
    store.close();
  }
}

/** Whether one of the steps or sections has another key when the setting is another. */
function isInAKey(done: StudyRun, path: SettingPath): boolean {
  const prefixes = path.map((_, i) => path.slice(0, i + 1));
  const named = new Set(prefixes.map((p) => `setting ${p.join(".")}`));
  const steps = done.steps.filter((s) => !s.name.startsWith("section "));
  if (steps.some((s) => s.reads.some((r) => named.has(r.what)))) return true;
  const study = withChanged(done.study, path);
  const frame = { ...done.frame, study };
  if (path[0] === "sections") return changesEntry(done, study, Number(path[1]));
  const [section] = planSections(done.study).filter((s) => "kind" in s);
  if (sectionBase(frame, section!, DRAWS) !== sectionBase(done.frame, section!, DRAWS)) return true;
  return done.sections.some((s) =>
    (s.reads ?? []).some((read) => contentOf(frame, read) !== contentOf(done.frame, read)),
  );
}

function changesEntry(done: StudyRun, study: StudyRun["study"], at: number): boolean {
  const before = planSections(done.study)[at]!;
  const now = planSections(study)[at]!;
  // An entry that is refused prints no old number.
  if ("error" in now || "error" in before) return true;
  const { frame } = done;
  return sectionBase({ ...frame, study }, now, DRAWS) !== sectionBase(frame, before, DRAWS);
}

/** The file of the package that something bundled was read from. */
function bundledFile(what: string): string | undefined {
  const [kind, name] = [what.slice(0, what.lastIndexOf(" ")), what.split(" ").at(-1)!];
  const folders: Readonly<Record<string, string>> = {
    dictionary: "dictionaries/keywords",
    concordance: "dictionaries/concordances",
    "policy list": "dictionaries/policies",
    system: "dictionaries/systems",
    package: "",
  };
  const at = folders[kind];
  if (at === undefined || name.includes(":")) return undefined;
  if (kind === "package") return join(root, name);
  if (name.includes(".")) return join(root, "studies", name);
  return join(root, at, `${name}.${kind === "system" ? "yaml" : "csv"}`);
}

describe.each(["demo", "000", "001", "002", "003", "004"])("the keys of study %s", (name) => {
  let done: StudyRun;
  beforeAll(async () => {
    done = await run(join(root, `studies/${name}.yaml`), join(folder, name));
  }, 5 * MINUTES);

  it(
    "hold every setting, but those of which it is known why not",
    () => {
      expect(done.sections.filter((s) => s.error !== undefined)).toEqual([]);
      const open = settingsOf(done.study)
        .filter((path) => !isInAKey(done, path))
        .map((path) => path.join("."))
        .filter((path) => !SAME_KEY.some((s) => s.path.test(path)));
      expect(open).toEqual([]);
    },
    5 * MINUTES,
  );

  it(
    "hold every file by its content",
    () => {
      const reads = done.steps.flatMap((s) => s.reads);
      const files = reads.filter((r) => r.what.startsWith("file "));
      expect(files.length).toBeGreaterThan(0);
      for (const { what, hash } of files) {
        const path = done.study.path(what.slice("file ".length));
        expect(hash, what).toBe(hashOfFile(path));
        // Another content is another hash: of a folder, any file below it, and its name.
        const copy = join(folder, "changed");
        rmSync(copy, { recursive: true, force: true });
        cpSync(path, copy, { recursive: true });
        for (const change of changesOf(copy)) {
          change();
          expect(hashOfFile(copy), what).not.toBe(hash);
        }
      }
      for (const { what, hash } of reads) {
        const file = bundledFile(what);
        if (file !== undefined) expect(hash, what).toBe(sha256(readFileSync(file)));
      }
    },
    5 * MINUTES,
  );

  it(
    "are the same when nothing changed, and then nothing runs",
    async () => {
      const again = await run(join(root, `studies/${name}.yaml`), join(folder, name));
      expect(again.steps.filter((s) => s.state !== "cached")).toEqual([]);
      expect(again.steps.map((s) => s.key)).toEqual(done.steps.map((s) => s.key));
    },
    5 * MINUTES,
  );

  it("name what sections read in a way that can be asked again", () => {
    const reads = done.sections.flatMap((s) => s.reads ?? []) as FrameRead[];
    expect(reads.length).toBeGreaterThan(0);
    for (const read of reads) expect(contentOf(done.frame, read)).not.toBe("");
  });
});

/** One changed byte in a file; in a folder in one file, and a further file. */
function changesOf(path: string): (() => void)[] {
  const append = (file: string) => () => writeFileSync(file, " ", { flag: "a" });
  const first = firstFile(path);
  if (first === path) return [append(path)];
  return [append(first), () => writeFileSync(join(path, "one-more.txt"), "")];
}

function firstFile(path: string): string {
  if (!statSync(path).isDirectory()) return path;
  return firstFile(join(path, readdirSync(path).sort()[0]!));
}
