import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../src/base/index.js";
import { createLocator } from "../../src/patent/index.js";
import { Regions } from "../../src/region/index.js";
import { readTable } from "../../src/table/index.js";

const regions = Regions.load();
const locate = createLocator(regions);
const cityOf = (applicant: string, address: string | null): string | undefined => {
  const code = locate(applicant, address)?.code;
  return code === undefined ? undefined : regions.byCode(code)?.name;
};

describe("cities of applicants", () => {
  it("finds at least 95 % of our own hand-labelled addresses", async () => {
    const table = await readTable(join(packageRoot(), "test/patent/addresses.csv"));
    expect(table.nrow).toBeGreaterThanOrEqual(200);
    const wrong = table
      .toRows()
      .filter((r) => cityOf("某某公司", String(r.address)) !== r.city)
      .map((r) => `${r.address}: ${cityOf("某某公司", String(r.address))}`);
    expect(wrong.length / table.nrow, wrong.join("\n")).toBeLessThanOrEqual(0.05);
  });

  it.each([
    ["莱芜钢铁厂", "271104 山东省莱芜市钢城区友谊大街1号", "济南市"],
    ["某厂", "安徽省巢湖市居巢区半汤镇3号", "合肥市"],
    ["某厂", "安徽省巢湖市", "合肥市"],
    ["某厂", "湖北省襄樊市樊城区1号", "襄阳市"],
    ["某厂", "北京市朝阳区1号", "北京市"],
    ["某厂", "吉林省长春市朝阳区1号", "长春市"],
    ["某厂", "辽宁省朝阳市双塔区1号", "朝阳市"],
  ])("places %s at %s in %s", (name, address, city) => expect(cityOf(name, address)).toBe(city));

  it.each([
    ["广州斑马智行科技有限公司", "广州市"],
    ["阿波罗智行科技（广州）有限公司", "广州市"],
    ["深圳市某某技术有限公司", "深圳市"],
    ["中科创达软件股份有限公司", undefined],
    ["Lyft, Inc.", undefined],
  ])("reads the name %s as %s where there is no address", (name, city) =>
    expect(cityOf(name, null)).toBe(city),
  );

  it("leaves an address open that fits several cities", () => {
    expect(locate("某厂", "鼓楼区中山路1号")).toBeUndefined();
    expect(locate("某厂", "朝阳区建国路1号")).toBeUndefined();
  });
});
