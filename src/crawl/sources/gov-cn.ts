import { type Source, sourceSchema } from "../source.js";

/** The State Council's reports on gov.cn. */
export const govCn: Source = sourceSchema.parse({
  name: "gov-cn",
  label: "中国政府网 国务院政府工作报告",
  hosts: ["www.gov.cn"],
  start: ["https://www.gov.cn/guowuyuan/zfgzbg.htm"],
  list: { title: "政府工作报告", follow: "历年|往年|政府工作报告" },
  region: "全国",
  polite: { delayMs: 2000 },
  verified: "never",
});
