import { type Notice, notice } from "../base/index.js";
import { type ColumnMatch, matchedHow, ownUnits } from "./match-column.js";
import { describe, type FoundName, type MissedName } from "./match-name.js";
import type { Regions } from "./regions.js";

const HOW_ZH: Readonly<Record<FoundName["how"], string>> = {
  code: "代码",
  name: "全称",
  short: "简称",
  suffix: "换后缀",
  "old-name": "旧名",
  path: "带上级地名",
  "to-prefecture": "归并到所属地级市",
};

const REASON_ZH: Readonly<Record<MissedName["reason"], string>> = {
  unknown: "未知",
  ambiguous: "有歧义",
  county: "县级",
  province: "省级",
  prefecture: "地级",
  zone: "新区、园区",
  placeholder: "占位或合计",
};

const SHOWN = 8;

/** `280 by name, 3 by short name`: how the names of a column were matched, in words. */
export function howInWords(match: ColumnMatch): { en: string; zh: string } {
  const counts = Object.entries(matchedHow(match)) as [FoundName["how"], number][];
  counts.sort((a, b) => b[1] - a[1]);
  return {
    en: counts.map(([how, n]) => `${n} by ${how}`).join(", ") || "none",
    zh: counts.map(([how, n]) => `${HOW_ZH[how]} ${n}`).join("、") || "无",
  };
}

/**
 * What a reader must know of a matching: who was not matched and why, which names name other
 * units too, what was mapped, which cells are empty.   中文: 地名匹配的提示
 *
 * `place` is put before each sentence: the list or column that is spoken of.
 */
export function matchNotices(match: ColumnMatch, regions: Regions, place = ""): Notice[] {
  const before = place === "" ? { en: "", zh: "" } : { en: `${place}: `, zh: `${place}：` };
  const say = (code: string, list: readonly string[], en: string, zh: string): Notice[] => {
    if (list.length === 0) return [];
    const more = list.length > SHOWN ? " …" : "";
    const shown = list.slice(0, SHOWN);
    return [
      notice(
        `region/${code}`,
        `${before.en}${list.length} ${en}: ${shown.join(", ")}${more}`,
        `${before.zh}${list.length} ${zh}：${shown.join("、")}${more}`,
      ),
    ];
  };
  const matched = match.names.filter((n) => n.status === "matched");
  const missed = match.names.filter((n) => n.status === "unmatched");
  const former = matched.filter((n) => n.region.to !== undefined);
  const doubtful = matched.filter((n) => n.namesakes.length > 0);
  const moved = matched.filter((n) => n.how === "to-prefecture");
  return [
    ...unmatched(missed, before),
    ...say(
      "namesakes",
      doubtful.map(
        (n) => `${n.value} = ${describe(n.region)} (≠ ${n.namesakes.map(describe).join("; ")})`,
      ),
      "names are also those of other units; check which is meant",
      "个名称同时是其他单位的名称，请核对所指",
    ),
    ...say(
      "to-prefecture",
      moved.map((n) => `${n.value} → ${n.unit.name}`),
      "counties or districts stand for their own prefecture",
      "个县区归并到所属地级市",
    ),
    ...say(
      "own-units",
      ownUnits(match).map((n) => n.region.name),
      "county-level units run directly by their province stand for themselves",
      "个省直辖县级单位按自身计",
    ),
    ...say(
      "former-names",
      former.map(
        (n) =>
          `${n.value} → ${
            regions
              .today(n.region)
              .map((r) => r.name)
              .join("+") || "–"
          }`,
      ),
      "names or codes are no longer in use",
      "个名称或代码已不再使用",
    ),
    ...(match.emptyRows === 0
      ? []
      : [
          notice(
            "region/empty",
            `${before.en}${match.emptyRows} rows have no name in ${match.column}.`,
            `${before.zh}${match.emptyRows} 行的 ${match.column} 为空。`,
          ),
        ]),
  ];
}

function unmatched(
  missed: readonly MissedName[],
  before: { readonly en: string; readonly zh: string },
): Notice[] {
  if (missed.length === 0) return [];
  const near = (n: MissedName): string => (n.nearest === undefined ? "" : `, ${n.nearest}?`);
  const unit = (n: MissedName): string =>
    n.candidates === undefined ? "" : `: ${n.candidates.slice(0, 2).join("; ")}`;
  const show = (of: (n: MissedName) => string): string[] =>
    missed.slice(0, SHOWN).map((n) => `${n.value} (${of(n)}${unit(n)}${near(n)})`);
  const more = missed.length > SHOWN ? " …" : "";
  return [
    notice(
      "region/unmatched",
      `${before.en}${missed.length} distinct names were not matched: ${show((n) => n.reason).join(", ")}${more}`,
      `${before.zh}${missed.length} 个名称未匹配：${show((n) => REASON_ZH[n.reason]).join("、")}${more}`,
    ),
  ];
}
