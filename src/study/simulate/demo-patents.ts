import { createRng, type Rng } from "../../base/index.js";
import { numberColumn, Table, textColumn } from "../../table/index.js";
import { type DemoCity, isTreated, STREAM } from "./demo-cities.js";
import { yearsOf } from "./demo-panel.js";
import type { DemoSentences, DemoSettings } from "./demo-settings.js";

/**
 * Simulated invention applications; the number of key-technology ones of a city-year is city
 * effect + year effect + noise + the planted number when treated.   中文: 模拟专利
 */
export function demoPatents(
  settings: DemoSettings,
  sentences: DemoSentences,
  cities: readonly DemoCity[],
): Table {
  const rows = cities.flatMap((city, c) => {
    const cityLevel = 4 + 3 * createRng(settings.seed, STREAM.patents, c).uniform();
    return yearsOf(settings).flatMap((year, t) => {
      const rng = createRng(settings.seed, STREAM.patents, c, year);
      const key =
        Math.max(0, Math.round(cityLevel + 0.3 * t + 1.2 * rng.normal())) +
        (isTreated(city, year) ? settings.planted.keyPatents : 0);
      const other = Math.max(0, Math.round(5 + 1.5 * rng.normal()));
      return Array.from({ length: key + other }, (_, i) =>
        onePatent(city, year, i, i < key ? "key" : "nonKey", sentences, rng),
      );
    });
  });
  const text = (column: string, name: keyof (typeof rows)[number]): ReturnType<typeof textColumn> =>
    textColumn(
      column,
      rows.map((r) => r[name]),
      { source: "模拟数据 simulated" },
    );
  return new Table([
    text("公开号", "publication"),
    text("申请号", "application"),
    text("标题", "title"),
    text("专利类型", "type"),
    text("申请日", "filed"),
    text("公开日", "published"),
    text("申请人", "applicants"),
    text("申请人地址", "address"),
    text("IPC", "ipc"),
    numberColumn(
      "被引证次数",
      rows.map((r) => Number(r.cited)),
    ),
  ]);
}

function onePatent(
  city: DemoCity,
  year: number,
  index: number,
  kind: "key" | "nonKey",
  sentences: DemoSentences,
  rng: Rng,
) {
  const idea = sentences.titles[kind][rng.integer(sentences.titles[kind].length)]!;
  const number = `${city.code.slice(0, 4)}${year}${String(index).padStart(3, "0")}`;
  const joint = rng.uniform() < 0.15;
  const firms = joint
    ? [firm(city, sentences, rng), `${city.name.slice(0, -1)}学院`]
    : [firm(city, sentences, rng)];
  const month = 1 + rng.integer(12);
  const day = 1 + rng.integer(28);
  return {
    publication: `SIM${number}A`,
    application: `SIM${number}`,
    title: `${idea.title}（模拟）`,
    type: "发明专利",
    filed: date(year, month, day),
    published: date(year + 1, month, day),
    applicants: firms.join("; "),
    address: `${city.province}${city.name}开发区${1 + rng.integer(9)}号路${1 + rng.integer(200)}号`,
    ipc: idea.ipc.join("; "),
    cited: String(rng.integer(8)),
  };
}

function firm(city: DemoCity, sentences: DemoSentences, rng: Rng): string {
  const name = sentences.firms[rng.integer(sentences.firms.length)]!;
  const kind = sentences.firmKinds[rng.integer(sentences.firmKinds.length)]!;
  return `${city.name.slice(0, -1)}${name}${kind}`;
}

function date(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
