import { type Source, sourceSchema } from "../source.js";

/** Code, name, short English name and host of the portal of each province-level government. */
const PORTALS = [
  ["110000", "北京市", "beijing", "www.beijing.gov.cn"],
  ["120000", "天津市", "tianjin", "www.tj.gov.cn"],
  ["130000", "河北省", "hebei", "www.hebei.gov.cn"],
  ["140000", "山西省", "shanxi", "www.shanxi.gov.cn"],
  ["150000", "内蒙古自治区", "neimenggu", "www.nmg.gov.cn"],
  ["210000", "辽宁省", "liaoning", "www.ln.gov.cn"],
  ["220000", "吉林省", "jilin", "www.jl.gov.cn"],
  ["230000", "黑龙江省", "heilongjiang", "www.hlj.gov.cn"],
  ["310000", "上海市", "shanghai", "www.shanghai.gov.cn"],
  ["320000", "江苏省", "jiangsu", "www.jiangsu.gov.cn"],
  ["330000", "浙江省", "zhejiang", "www.zj.gov.cn"],
  ["340000", "安徽省", "anhui", "www.ah.gov.cn"],
  ["350000", "福建省", "fujian", "www.fujian.gov.cn"],
  ["360000", "江西省", "jiangxi", "www.jiangxi.gov.cn"],
  ["370000", "山东省", "shandong", "www.shandong.gov.cn"],
  ["410000", "河南省", "henan", "www.henan.gov.cn"],
  ["420000", "湖北省", "hubei", "www.hubei.gov.cn"],
  ["430000", "湖南省", "hunan", "www.hunan.gov.cn"],
  ["440000", "广东省", "guangdong", "www.gd.gov.cn"],
  ["450000", "广西壮族自治区", "guangxi", "www.gxzf.gov.cn"],
  ["460000", "海南省", "hainan", "www.hainan.gov.cn"],
  ["500000", "重庆市", "chongqing", "www.cq.gov.cn"],
  ["510000", "四川省", "sichuan", "www.sc.gov.cn"],
  ["520000", "贵州省", "guizhou", "www.guizhou.gov.cn"],
  ["530000", "云南省", "yunnan", "www.yn.gov.cn"],
  ["540000", "西藏自治区", "xizang", "www.xizang.gov.cn"],
  ["610000", "陕西省", "shaanxi", "www.shaanxi.gov.cn"],
  ["620000", "甘肃省", "gansu", "www.gansu.gov.cn"],
  ["630000", "青海省", "qinghai", "www.qinghai.gov.cn"],
  ["640000", "宁夏回族自治区", "ningxia", "www.nx.gov.cn"],
  ["650000", "新疆维吾尔自治区", "xinjiang", "www.xinjiang.gov.cn"],
] as const;

/**
 * The 31 province portals: from the home page along the menus to the list of work reports. None
 * has been seen to work on the live site (`verified: never`).   中文: 31 个省级政府门户
 */
export const provinces: readonly Source[] = PORTALS.map(([code, name, short, host]) =>
  sourceSchema.parse({
    name: `province-${short}`,
    label: `${name}人民政府`,
    hosts: [host],
    start: [`https://${host}/`],
    list: {
      title: "(?:(\\d{4})年.*)?政府工作报告",
      follow: "^(?:政务公开|信息公开|政府信息公开|政府工作报告|工作报告|规划计划|重要文件)$",
    },
    region: code,
    polite: { delayMs: 2000, maxPages: 300 },
    verified: "never",
  }),
);
