import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eachDocument, Store } from "../../src/store/index.js";
import { importReports, isTraditional, toSimplified } from "../../src/text/index.js";

const TRADITIONAL =
  "各位代表：\n現在，我代表國務院，向大會報告工作，請予審議。\n這個時期，我們發展經濟，實現進步，學習技術。\n讓我們為國家的發展而努力奮鬥！";

describe("traditional to simplified", () => {
  it("converts by phrases", async () => {
    expect(await toSimplified("乾隆年間的乾燥氣候", "characters")).toBe("乾隆年间的干燥气候");
    expect(await toSimplified("著名的經濟學家", "characters")).toBe("著名的经济学家");
  });

  it("keeps or changes the vocabulary by choice", async () => {
    expect(await toSimplified("人工智慧", "characters")).toBe("人工智慧");
    expect(await toSimplified("人工智慧", "vocabulary")).toBe("人工智能");
  });

  it("tells the two scripts apart", () => {
    expect(isTraditional(TRADITIONAL)).toBe(true);
    expect(isTraditional("我们发展经济，实现进步，学习技术。")).toBe(false);
    expect(isTraditional("")).toBe(false);
  });

  it("is done at import on request only, and noted", async () => {
    const folder = mkdtempSync(join(tmpdir(), "xinzhi-script-"));
    try {
      writeFileSync(join(folder, "CN_1954.txt"), TRADITIONAL);
      for (const script of ["keep", "characters"] as const) {
        const store = await Store.open(":memory:");
        await importReports(store, [folder], { script });
        const [document] = [...eachDocument(store)];
        expect(document!.text.includes("国务院")).toBe(script === "characters");
        expect(document!.notes.some((n) => n.includes("simplified"))).toBe(script === "characters");
        store.close();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
