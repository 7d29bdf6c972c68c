import { Table } from "../../src/table/index.js";

/**
 * A panel as they come: names short and long, an old name, a county, a total, blanks in the code
 * column, 2012 to 2016. Eight of the twelve names are cities.
 */
export function untidyPanel(): Table {
  const cities: readonly (readonly [name: string | null, code: string | null])[] = [
    ["合肥", "340100"],
    ["芜湖市", null],
    ["襄樊市", "420600"],
    ["洛阳", "410300"],
    ["黔东南州", null],
    ["重庆", "500000"],
    ["太原市", "140100"],
    ["济源市", null],
    ["长沙县", null],
    ["席安市", null],
    ["全国", null],
    [null, null],
  ];
  const years = [2012, 2013, 2014, 2015, 2016];
  const rows = cities.flatMap(([city_name, city_code], c) =>
    years.map((year, t) => ({
      city_name,
      city_code,
      year,
      y: c + 0.5 * t + ((c * 7 + t * 3) % 5),
    })),
  );
  return Table.of({
    city_name: rows.map((r) => r.city_name),
    city_code: rows.map((r) => r.city_code),
    year: rows.map((r) => r.year),
    y: rows.map((r) => r.y),
  });
}
