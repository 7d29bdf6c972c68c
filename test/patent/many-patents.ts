import { createRng } from "../../src/base/index.js";

/**
 * A CSV of n patents with quoted line breaks; of each 300 one number stands twice and one row has
 * a cell too many: about a thousand bytes a patent.
 */
export function manyPatents(n: number): string {
  const rng = createRng(5);
  const words = '一种模拟的装置及其控制方法，包括壳体与"内"芯'.repeat(16);
  const lines = ["公开号,申请号,标题,摘要,申请日,申请人,申请人地址,IPC"];
  for (let i = 0; i < n; i++) {
    const number = i % 300 === 299 ? i - 5 : i;
    const symbols = Array.from(
      { length: 1 + rng.integer(4) },
      () => `${"ABCDEFGH"[rng.integer(8)]}0${1 + rng.integer(9)}L ${1 + rng.integer(99)}/00`,
    );
    const text =
      i % 7 === 0 ? `"${words.replaceAll('"', '""')}\n第二行"` : `装置${words.replaceAll('"', "")}`;
    lines.push(
      `CN${number}A,CN2015${i}.1,装置${i},${text},2015-03-0${1 + (i % 9)},模拟${i % 500}有限公司;模拟大学,广东省深圳市南山区${i % 300}号,${symbols.join("; ")}`,
    );
    if (i % 300 === 150) lines.push("CN,1,2,3,4,5,6,7,8");
  }
  return `${lines.join("\n")}\n`;
}
