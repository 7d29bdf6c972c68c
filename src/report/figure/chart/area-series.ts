import type { Ring } from "./figure-model.js";

/** What the chart library gives a drawing function. */
interface DrawApi {
  coord(point: readonly number[]): readonly number[];
}

/** One filled area: its rings, outer ones and holes. */
interface Area {
  readonly x: number;
  readonly y: number;
  readonly rings: readonly Ring[];
}

/** Filled areas with thin borders, such as the cities of a map.   中文: 区域填色 */
export function areaSeries(areas: readonly Area[], color: string): Record<string, unknown> {
  return {
    type: "custom",
    itemStyle: { color, borderColor: "#666", borderWidth: 0.5 },
    data: areas.map((area) => [area.x, area.y]),
    z: 1,
    clip: true,
    renderItem: (params: { dataIndex: number }, api: DrawApi) => ({
      type: "path",
      shape: { pathData: areas[params.dataIndex]!.rings.map((ring) => pathOf(ring, api)).join("") },
      style: { fill: color, stroke: "#666", lineWidth: 0.5 },
    }),
  };
}

function pathOf(ring: Ring, api: DrawApi): string {
  const points = ring.map((point) => {
    const [x, y] = api.coord(point);
    return `${x!.toFixed(2)} ${y!.toFixed(2)}`;
  });
  return `M${points.join("L")}Z`;
}
