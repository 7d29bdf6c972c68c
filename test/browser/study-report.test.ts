import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runWords } from "../run-words.js";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const isMissing = !existsSync(CHROMIUM);
if (isMissing) {
  process.stderr.write("No Chromium: browser tests are skipped (set CHROMIUM to its path).\n");
}

describe.skipIf(isMissing)("the report of a study in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "xinzhi-study-browser-"));
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const study = join(import.meta.dirname, "../../studies/demo.yaml");
    const argv = ["study", "run", study, "-o", folder, "--only", "baseline,referee", "--quiet"];
    expect((await runWords(argv, { env: { LANG: "zh_CN.UTF-8" } })).code).toBe(0);
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
    });
    page = await browser.newPage();
    await page.goto(pathToFileURL(join(folder, "report.html")).href);
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("leads by clicks from a coefficient to a sentence of a report", async () => {
    const here = () => page.locator(".xz-node:target");
    const kind = async () => (await here().locator("h3 small").textContent())?.trim();
    const follow = async (text: RegExp) =>
      here().locator("p:text('来自') ~ ul a").filter({ hasText: text }).first().click();
    await page.locator("table.xz-table td a").first().click();
    expect(await kind()).toBe("系数");
    await follow(/面板列: .*新质生产力/);
    expect(await kind()).toBe("面板列");
    await follow(/指数/);
    expect(await kind()).toBe("指数");
    expect(await here().textContent()).toContain("权重");
    await follow(/城市: 青岚市/);
    await follow(/指数值: 青岚市 2015/);
    const cell = here()
      .locator(".xz-from tr")
      .filter({ hasText: /政府关注度/ });
    expect(await cell.textContent()).toMatch(/观测值；贡献/);
    await cell
      .locator("a")
      .filter({ hasText: /计数: 政府关注度.*，青岚市 2015/ })
      .click();
    expect(await kind()).toBe("计数");
    expect(await here().locator(".xz-from caption").textContent()).toBe("原句");
    expect(await here().locator(".xz-from td").first().textContent()).toMatch(/【.+】/);
  }, 180_000);

  it("says that the data are simulated and shows the referee check", async () => {
    expect(await page.locator(".xz-banner").textContent()).toContain("模拟数据");
    expect(await page.locator(".xz-referee li").count()).toBeGreaterThan(8);
    expect(await page.locator(".xz-methods p").count()).toBeGreaterThan(0);
  });
});
