import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  eventStudyFigure,
  type LineageGraph,
  methodsParagraph,
  regressionTable,
  renderHtmlReport,
} from "../../src/report/index.js";
import { fit } from "../report/result-samples.js";
import { columns, HOSTILE, study } from "../report/samples.js";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const isMissing = !existsSync(CHROMIUM);
if (isMissing) {
  process.stderr.write("No Chromium: browser tests are skipped (set CHROMIUM to its path).\n");
}

const SENTENCE = "加快建设智慧城市，提升产业链韧性。";

const graph: LineageGraph = {
  nodes: [
    {
      id: "coefficient:baseline:1:did",
      kind: "coefficient",
      label: { en: "Policy, column 1", zh: "智慧城市，第 1 列" },
      value: 0.0223456,
      from: ["column:韧性"],
    },
    { id: "column:韧性", kind: "column", label: "韧性", from: ["index:韧性"] },
    { id: "index:韧性", kind: "index", label: "韧性指数", from: ["cell:甲市,2012"] },
    {
      id: "cell:甲市,2012",
      kind: "cell",
      label: "关注度 甲市 2012",
      value: 12,
      from: ["count:智慧城市"],
    },
    { id: "count:智慧城市", kind: "count", label: "智慧城市", value: 12, from: ["sentence:1"] },
    { id: "sentence:1", kind: "sentence", label: SENTENCE, detail: HOSTILE[0]!, from: [] },
  ],
};

describe.skipIf(isMissing)("the HTML report in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "xinzhi-browser-"));
  const requests: string[] = [];
  const complaints: string[] = [];
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const table = regressionTable(columns, {
      lineage: (column, name) =>
        column === 0 && name === "did" ? "coefficient:baseline:1:did" : undefined,
    });
    const html = await renderHtmlReport({
      title: "实证结果",
      lang: "zh",
      banner: "模拟数据",
      sections: [
        { kind: "text", text: HOSTILE[0]! },
        { kind: "table", table },
        { kind: "figure", figure: eventStudyFigure(study) },
        methodsParagraph([fit, study]),
        { kind: "referee", findings: [{ rule: "few-clusters", status: "warn", text: "聚类过少" }] },
        { kind: "lineage", graph },
      ],
    });
    const file = join(folder, "report.html");
    writeFileSync(file, html);
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
    page = await browser.newPage();
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("dialog", (dialog) => complaints.push(`dialog: ${dialog.message()}`));
    await page.goto(pathToFileURL(file).href);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  it("leads by clicks from the coefficient to the sentence", async () => {
    await page.click("table.xz-table td a");
    const here = () => page.locator(".xz-node:target");
    expect(await here().locator("h3").textContent()).toContain("智慧城市，第 1 列");
    for (const step of ["韧性", "韧性指数", "智慧城市"]) {
      const links = here().locator(":is(ul:not(p:text('用于') + ul), .xz-from) a");
      await links.first().click();
      expect(await here().locator("h3").textContent()).toContain(step);
    }
    expect(await here().locator(".xz-from").textContent()).toContain(SENTENCE);
    expect(await here().textContent()).toContain("<script>alert(1)</script>");
  });

  it("shows one step at a time and leads back to the cell of the table", async () => {
    expect(await page.locator(".xz-node:visible").count()).toBe(1);
    for (const step of [/韧性指数 · 关注度/, /面板列/, /系数/]) {
      await page
        .locator(".xz-node:target p:text('用于') + ul li")
        .filter({ hasText: step })
        .locator("a")
        .click();
    }
    await page.locator(".xz-node:target a").filter({ hasText: "表 1" }).click();
    expect(await page.locator("td a:target").textContent()).toBe("0.022");
    expect(await page.locator(".xz-node:visible").count()).toBe(0);
  });

  it("shows numbers on hovering and hands out the data of a figure", async () => {
    const titles = await page.locator("figure .xz-hover circle title").allTextContents();
    expect(titles.some((t) => t.includes("x = 2, y = 0.028 [0.0182, 0.0378]"))).toBe(true);
    expect(await page.locator("td[title='0.0223456']").count()).toBe(1);
    const href = await page.locator("a.xz-data").getAttribute("href");
    expect(decodeURIComponent(href!)).toContain("time,estimate,se");
  });

  it("asks for nothing outside its one file and runs nothing", () => {
    expect(requests.filter((url) => !url.startsWith("file:") && !url.startsWith("data:"))).toEqual(
      [],
    );
    expect(complaints).toEqual([]);
  });

  it("draws Chinese text of the figure with real glyphs inside its frame", async () => {
    const box = await page.locator("figure svg").boundingBox();
    expect(box!.width).toBeGreaterThan(500);
    const texts = await page.locator("figure svg text").allTextContents();
    expect(texts.join("")).toContain("相对政策实施的时期");
  });
});
