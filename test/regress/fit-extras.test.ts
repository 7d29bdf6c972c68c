import { describe, expect, it } from "vitest";
import { notice } from "../../src/base/index.js";
import { regress } from "../../src/regress/index.js";
import { readCase } from "./golden.js";

const { table } = readCase("c04_iv");

describe("what is added to a fit", () => {
  const fit = regress(table, "y ~ lngdp", { vcov: { type: "iid" } });

  it("stays when variance, level, name and origin change", () => {
    const own = notice("test/own", "own", "自有");
    const added = fit.withExtra({ wild: [1] }, [own]).withExtra({ tests: [2] });
    const changed = added
      .withLevel(0.9)
      .withVcov({ type: "hc1" })
      .withMethod({
        name: "named",
        title: { en: "Named", zh: "有名" },
        phrase: { en: "named", zh: "有名" },
        cites: [],
      });
    expect(changed.extra).toMatchObject({ wild: [1], tests: [2] });
    expect(changed.warnings).toContainEqual(own);
    expect(changed.level).toBe(0.9);
    expect(changed.covariance.type).toBe("hc1");
    // What the estimation itself gives follows the variance.
    const hc1 = fit.withVcov({ type: "hc1" });
    expect(changed.tidy()).toEqual(hc1.tidy(0.9));
    const { wild: _w, tests: _t, ...rest } = changed.extra!;
    expect(rest).toEqual(hc1.extra);
  });
});
