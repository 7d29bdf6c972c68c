import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSecrets, readSource } from "../../src/crawl/index.js";
import { runWords } from "../run-words.js";
import { opsRoutes } from "../servers/ops.js";
import { type Site, startSite } from "../servers/site.js";

const KEY = "consumer-key-77aa";
const SECRET = "consumer-secret-18bd";

let folder: string;
let site: Site;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-patents-"));
  const patents = Array.from({ length: 3 }, (_, k) => ({
    number: `CN${112000000 + k}`,
    kind: "A",
    application: `2020100${10000 + k}`,
    title: `第${k}号装置`,
    applicant: "青岚大学",
  }));
  site = await startSite(opsRoutes({ patents, key: KEY, secret: SECRET }).routes);
  writeFileSync(
    join(folder, "chips.yaml"),
    `name: chips\nkind: patent\ninterface: epo-ops\nendpoint: ${site.origin}/3.2\nquery: 'pa="EXAMPLE"'\nlegal: true\npolite: { delayMs: 0 }\n`,
  );
});

afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

const keys = { XINZHI_OPS_KEY: KEY, XINZHI_OPS_SECRET: SECRET };

const cli = (env: Record<string, string>, ...argv: string[]) =>
  runWords(["crawl", ...argv], { env: { LANG: "en_US.UTF-8", ...env } });

const db = (name: string): string => join(folder, name);

describe("xinzhi crawl for patents", () => {
  it("fetches by a YAML file, resumes within a limit, and shows no secret anywhere", async () => {
    const file = join(folder, "chips.yaml");
    const args = [file, "--allow-private", "--db", db("a.db"), "--quiet"];
    const dry = await cli({}, ...args, "--dry-run", "--json");
    expect(JSON.parse(dry.out).urls).toHaveLength(1);
    const first = await cli(keys, ...args, "--limit", "1", "--json");
    expect(JSON.parse(first.out)).toMatchObject({ stored: 3, fetched: 1, remaining: 3 });
    const second = await cli(keys, ...args, "--resume");
    expect(second.code).toBe(0);
    expect(second.out).toContain("merged 3");
    expect(second.out).toContain("never verified");
    const third = await cli(keys, ...args, "--json");
    expect(JSON.parse(third.out)).toMatchObject({ fetched: 0, remaining: 0 });
    const shown = [dry, first, second, third].map((r) => r.out + r.err).join("");
    for (const secret of [KEY, SECRET, "token-1"]) expect(shown).not.toContain(secret);
  });

  it("asks for missing keys by name, and refuses a refused one with exit code 3", async () => {
    const args = [join(folder, "chips.yaml"), "--allow-private", "--db", db("b.db"), "--quiet"];
    const missing = await cli({ XINZHI_OPS_KEY: KEY }, ...args, "--secrets", db("none.env"));
    expect(missing.code).toBe(2);
    expect(missing.err).toContain("XINZHI_OPS_SECRET");
    expect(missing.err).not.toContain(KEY);
    const wrong = await cli({ ...keys, XINZHI_OPS_SECRET: "wrong-one" }, ...args);
    expect(wrong.code).toBe(3);
    expect(wrong.out).toContain("refused-key");
    expect(wrong.out + wrong.err).not.toContain("wrong-one");
  });

  it("reads pages saved by hand, and one that is a captcha fails by itself", async () => {
    const page = join(folder, "z-page.html");
    const wall = join(folder, "wall.html");
    writeFileSync(
      page,
      `<html><meta charset="utf-8"><div class="item"><h1>[实用新型] 一种支架</h1><dl><dt>授权公告号：</dt><dd>CN213000001U</dd><dt>授权公告日：</dt><dd>2021.05.28</dd><dt>申请号：</dt><dd>2020229999998</dd><dt>申请日：</dt><dd>2020.12.11</dd><dt>专利权人：</dt><dd>成都示例有限公司</dd><dt>地址：</dt><dd>610000 四川省成都市高新区天府大道1号</dd><dt>分类号：</dt><dd>F16M11/04(2006.01)I</dd></dl></div></html>`,
    );
    writeFileSync(wall, `<html><body>操作过于频繁,请输入验证码</body></html>`);
    const args = ["cnipa", "--db", db("c.db"), "--quiet", "--json"];
    const run = await cli({}, ...args, "--saved", page, wall);
    const summary = JSON.parse(run.out);
    expect(run.code).toBe(3);
    expect(summary).toMatchObject({ stored: 1, notes: { "bad-check-digit": 1 } });
    expect(summary.failed.map((f: { reason: string }) => f.reason)).toEqual(["captcha"]);
    const again = JSON.parse((await cli({}, ...args, "--saved", page)).out);
    expect(again).toMatchObject({ fetched: 0, stored: 0 });
  });

  it.each([
    ["no question", ["epo-ops"], "--query"],
    ["a misspelt interface", ["epo-opps", "--query", "x"], "epo-ops"],
    ["a year", ["epo-ops", "--query", "x", "--since", "2015"], "--since"],
    ["a question for a source of reports", ["gov-cn", "--query", "x"], "a source of patents"],
    ["saved pages of an interface", ["lens", "--saved", "x.html"], "--saved"],
    ["bad publication numbers", ["google-patents", "--query", "CN1, hello"], "CN1"],
    ["an address elsewhere", ["cnipa", "--query", "http://example.org/"], "epub.cnipa.gov.cn"],
  ])("answers %s with exit code 2", async (_name, argv, hint) => {
    const run = await cli(keys, ...argv, "--db", db("d.db"), "--quiet");
    expect([run.code, run.err.includes(hint)]).toEqual([2, true]);
  });

  it("answers a misspelt field of a patent source with its place", async () => {
    const file = join(folder, "bad.yaml");
    writeFileSync(file, "name: x\nkind: patent\ninterface: epo-ops\nqueri: a\n");
    const run = await cli(keys, file, "--db", db("d.db"));
    expect(run.code).toBe(2);
    expect(run.err).toContain('Did you mean "query"');
    expect(run.err).toMatch(/line 4|:4|row 4/);
  });

  it("reads every YAML example of the documentation", () => {
    const docs = join(import.meta.dirname, "../../docs/how-to");
    for (const name of ["crawl-sources.md", "crawl-sources.zh-CN.md"]) {
      const text = readFileSync(join(docs, name), "utf8");
      const examples = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map((m) => m[1]!);
      expect(examples).toHaveLength(2);
      const kinds = examples.map((yaml) => {
        const file = join(folder, "example.yaml");
        writeFileSync(file, yaml);
        return readSource(file).kind;
      });
      expect(kinds).toEqual(["report", "patent"]);
    }
  });

  it("shows the interfaces with their mark, keys and form of question", async () => {
    const run = await cli({}, "--list");
    expect(run.out).toMatch(/epo-ops\s+patents\s+verified: never/);
    expect(run.out).toContain("XINZHI_OPS_KEY");
    expect(run.out).not.toContain(KEY);
  });
});

describe("reading secrets", () => {
  const names = ["XINZHI_OPS_KEY", "XINZHI_OPS_SECRET"];

  it("prefers the environment, and completes it from a private file outside the project", () => {
    const file = join(folder, "secrets.env");
    writeFileSync(
      file,
      `# keys\nexport XINZHI_OPS_KEY="from-file"\nXINZHI_OPS_SECRET=two\nOTHER=x\n`,
    );
    chmodSync(file, 0o600);
    const project = join(folder, "project");
    mkdirSync(project, { recursive: true });
    const found = readSecrets(names, { env: { XINZHI_OPS_KEY: "from-env" }, file, project });
    expect([...found]).toEqual([
      ["XINZHI_OPS_KEY", "from-env"],
      ["XINZHI_OPS_SECRET", "two"],
    ]);
  });

  it("refuses a file inside the project or a repository, and one that others can read", () => {
    const project = join(folder, "project");
    mkdirSync(project, { recursive: true });
    const inner = join(project, "secrets.env");
    writeFileSync(inner, "XINZHI_OPS_KEY=a\nXINZHI_OPS_SECRET=b\n", { mode: 0o600 });
    const code = (file: string, where: string): string => {
      try {
        readSecrets(names, { env: {}, file, project: where });
      } catch (error) {
        return (error as { code: string }).code;
      }
      return "none";
    };
    expect(code(inner, project)).toBe("crawl/secrets-in-project");
    const repository = join(folder, "repository");
    mkdirSync(join(repository, ".git"), { recursive: true });
    const tracked = join(repository, "secrets.env");
    writeFileSync(tracked, "XINZHI_OPS_KEY=a\nXINZHI_OPS_SECRET=b\n", { mode: 0o600 });
    expect(code(tracked, project)).toBe("crawl/secrets-in-project");
    const open = join(folder, "open.env");
    writeFileSync(open, "XINZHI_OPS_KEY=a\nXINZHI_OPS_SECRET=b\n", { mode: 0o644 });
    chmodSync(open, 0o644);
    if (process.platform !== "win32") expect(code(open, project)).toBe("crawl/secrets-open");
    expect(code(join(folder, "absent.env"), project)).toBe("crawl/missing-secret");
  });
});
