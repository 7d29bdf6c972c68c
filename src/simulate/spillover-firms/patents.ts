import { createRng, type Rng } from "../../base/index.js";
import type { Activity003 } from "./activity.js";
import type { City003 } from "./cities.js";
import type { Firm003 } from "./firms.js";
import { STREAM_003 } from "./settings.js";
import { type KeySymbol, type Profile, profileOf, type SymbolPool } from "./symbols.js";

/** The field in which covered firms add most: the one that the pilots are about. */
const PILOT_FIELD = "高端装备制造产业";

/** Shares of applications. */
const SHARE = {
  /** A second symbol, and one more when the city is covered. */
  second: 0.3,
  secondTreated: 0.1,
  /** All symbols new to the firm. */
  leap: 0.01,
  granted: 0.55,
} as const;

const HEADING = "公开号,申请号,标题,专利类型,申请日,公开日,授权日,申请人,申请人地址,IPC,被引证次数";

/**
 * Invention applications of all firms as a table in CSV: their symbols come from the concordance,
 * their number from the activity.   中文: 模拟专利
 */
export function patents003(
  seed: number,
  cities: readonly City003[],
  firms: readonly Firm003[],
  activity: readonly Activity003[],
  pool: SymbolPool,
): string {
  const lines = [HEADING];
  const profiles = firms.map((firm, i) =>
    profileOf(pool, firm.city, cities[firm.city]!.alike, [seed, STREAM_003.patents, i]),
  );
  for (const row of activity) {
    const rng = createRng(seed, STREAM_003.patents, row.firm, row.year);
    const firm = firms[row.firm]!;
    for (let k = 0; k < row.key + row.nonkey; k++) {
      const ipc =
        k < row.key
          ? keySymbols(pool, profiles[row.firm]!, row.treated, rng)
          : [otherSymbol(pool, rng)];
      lines.push(line(firm, cities[firm.city]!, row.year, k, k < row.joint, ipc, rng));
    }
  }
  lines.push("");
  return lines.join("\n");
}

function keySymbols(pool: SymbolPool, profile: Profile, treated: 0 | 1, rng: Rng): string[] {
  const first =
    rng.uniform() < SHARE.leap
      ? anySymbol(pool, rng)
      : symbolIn(
          pool,
          profile.core[
            Math.min(rng.integer(profile.core.length), rng.integer(profile.core.length))
          ]!,
          rng,
        );
  const more = rng.uniform();
  if (more < SHARE.second) {
    return [
      first.symbol,
      symbolIn(pool, profile.core[rng.integer(profile.core.length)]!, rng).symbol,
    ];
  }
  if (treated === 1 && more < SHARE.second + SHARE.secondTreated) {
    const from = pool.subclasses.get(PILOT_FIELD)!;
    return [first.symbol, symbolIn(pool, from[rng.integer(from.length)]!, rng).symbol];
  }
  return [first.symbol];
}

function symbolIn(pool: SymbolPool, subclass: string, rng: Rng): KeySymbol {
  const from = pool.bySubclass.get(subclass)!;
  return from[rng.integer(from.length)]!;
}

function anySymbol(pool: SymbolPool, rng: Rng): KeySymbol {
  const all = [...pool.bySubclass.values()];
  const from = all[rng.integer(all.length)]!;
  return from[rng.integer(from.length)]!;
}

function otherSymbol(pool: SymbolPool, rng: Rng): string {
  return pool.other[rng.integer(pool.other.length)]!;
}

function line(
  firm: Firm003,
  city: City003,
  year: number,
  index: number,
  joint: boolean,
  ipc: readonly string[],
  rng: Rng,
): string {
  const number = `${firm.code}${year}${String(index).padStart(3, "0")}`;
  const month = String(1 + rng.integer(12)).padStart(2, "0");
  const day = String(1 + rng.integer(28)).padStart(2, "0");
  const wait = 2 + rng.integer(3);
  const granted = rng.uniform() < SHARE.granted ? `${year + wait}-${month}-${day}` : "";
  const partner = joint ? `; ${city.name.slice(0, -1)}工学院` : "";
  return [
    `SIM${number}A`,
    `SIM${number}`,
    `模拟发明${number}`,
    "发明专利",
    `${year}-${month}-${day}`,
    `${year + 1}-${month}-${day}`,
    granted,
    `${firm.name}股份有限公司${partner}`,
    `${city.province}${city.name}`,
    ipc.join("; "),
    String(Math.floor(-3 * Math.log(rng.uniform()))),
  ].join(",");
}
