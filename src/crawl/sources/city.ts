import { type Source, sourceSchema } from "../source.js";

/**
 * A source for any city from its name and the host of its portal: the same walk as for the
 * provinces.   中文: 通用城市来源
 *
 * @example citySource({ name: "成都市", code: "510100", host: "www.chengdu.gov.cn" })
 */
export function citySource(city: { name: string; code: string; host: string }): Source {
  return sourceSchema.parse({
    name: `city-${city.code}`,
    label: `${city.name}人民政府`,
    hosts: [city.host],
    start: [`https://${city.host}/`],
    list: {
      title: "(?:(\\d{4})年.*)?政府工作报告",
      follow: "^(?:政务公开|信息公开|政府信息公开|政府工作报告|工作报告|规划计划|重要文件)$",
    },
    region: city.code,
    polite: { delayMs: 2000, maxPages: 300 },
    verified: "never",
  });
}
