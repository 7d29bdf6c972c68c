import { describe, expect, it } from "vitest";
import { usageWords } from "../../src/cli/usage-words.js";
import { runWords } from "../run-words.js";

const run = async (...words: string[]) => {
  const { code, err } = await runWords([...words, "--lang", "zh"]);
  return [code, err.split("\n")[0]];
};

describe("a command line that cannot be read", () => {
  it("is explained in Chinese too, with the name that was meant", async () => {
    expect(await run("regress")).toEqual([2, "错误 [cli/usage]: 缺少参数 data"]);
    expect(await run("regress", "a.csv", "y ~ x", "--clustr", "city")).toEqual([
      2,
      "错误 [cli/usage]: 没有选项 --clustr；是否想用 --cluster？",
    ]);
    const { err } = await runWords(["regress", "--lang", "zh", "a.csv", "y ~ x", "--cluster"]);
    expect(err).toMatch(/选项 --cluster .*缺少取值/);
    expect(await run("did", "twfe", "a.csv", "y ~ 1")).toEqual([
      2,
      "错误 [cli/usage]: 缺少必需的选项 --unit <column>",
    ]);
  });

  it("names a misspelt method before the options that are missing", async () => {
    const [code, said] = await run("did", "event-stdy", "a.csv", "y ~ 1");
    expect(code).toBe(2);
    expect(said).toContain("event-stdy");
    const { err } = await runWords(["did", "event-stdy", "--lang", "en"]);
    expect(err).toContain('"event-study"');
  });

  it("counts arguments that are too many", () => {
    const said = usageWords(
      "error: too many arguments for 'doctor'. Expected 0 arguments but got 2.",
    );
    expect(said.zh).toBe("参数过多：应有 0 个，给了 2 个");
  });

  it("keeps words that it does not know", () => {
    expect(usageWords("error: something new")).toEqual({
      en: "something new",
      zh: "something new",
    });
  });
});
