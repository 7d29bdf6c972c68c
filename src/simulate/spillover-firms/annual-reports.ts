import { createRng, type Rng } from "../../base/index.js";
import type { Activity003 } from "./activity.js";
import type { Firm003 } from "./firms.js";
import { STREAM_003 } from "./settings.js";

/** Words that the study counts; no other sentence holds one of them. */
const VISIT = [
  "报告期内公司接待同行参访{n}批。",
  "管理层带队参访兄弟企业{n}家。",
  "全年组织骨干外出参访{n}次。",
];
const STANDARD = [
  "公司推进车间作业标准化，修订规程{n}项。",
  "牵头起草标准化文件{n}份。",
  "质量部门完成标准化培训{n}场。",
];
const PILOT = [
  "公司开展离散型智能制造改造，投入{n}百万元。",
  "流程型智能制造产线{n}条投入运行。",
  "网络协同制造平台接入供应商{n}家。",
  "大规模个性化定制订单占比提高{n}个百分点。",
  "远程运维服务覆盖客户{n}家。",
];
const PLAIN = [
  "报告期内公司经营稳健，订单交付及时。",
  "公司严格执行内控制度，未发生重大诉讼。",
  "董事会审议通过利润分配预案。",
  "公司持续改善员工福利，工会活动有序开展。",
  "原材料价格波动对毛利率有一定影响。",
  "公司加强安全生产管理，全年无重大事故。",
  "公司按照会计准则编制财务报表，审计机构出具无保留意见。",
  "应收账款账龄结构稳定，坏账准备计提充分。",
  "公司董事、监事与高级管理人员薪酬按制度发放。",
  "公司与主要客户保持长期合作，前五名客户占比基本稳定。",
];

/**
 * Annual reports as a table (firm, year, text): short texts of our own with the words of the
 * study.   中文: 模拟年报
 */
export function annualReports003(
  seed: number,
  firms: readonly Firm003[],
  activity: readonly Activity003[],
): string {
  const lines = ["stock,year,text"];
  for (const row of activity) {
    if (row.history) continue;
    const firm = firms[row.firm]!;
    const rng = createRng(seed, STREAM_003.reports, row.firm, row.year);
    const eager = firm.words === 1 ? 1 : 0;
    const sentences = [
      ...some(VISIT, rng.integer(2) + eager, rng),
      ...some(STANDARD, rng.integer(2) + eager + (rng.uniform() < 0.3 ? 1 : 0), rng),
      ...some(PILOT, rng.uniform() < (firm.role === "pilot" ? 0.9 : 0.12) ? 1 : 0, rng),
      ...some(PLAIN, 8, rng),
    ];
    const head = `【模拟文本】${firm.name}股份有限公司${row.year}年年度报告`;
    lines.push(`${firm.name},${row.year},${head}。${sentences.join("")}`);
  }
  lines.push("");
  return lines.join("\n");
}

function some(from: readonly string[], count: number, rng: Rng): string[] {
  return Array.from({ length: count }, () =>
    from[rng.integer(from.length)]!.replace("{n}", String(2 + rng.integer(48))),
  );
}
