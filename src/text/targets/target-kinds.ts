/** A quantity for which a report sets a target.   中文: 目标类型 */
export type TargetName = "gdp" | "cpi" | "investment" | "jobs" | "unemployment";

/** Names of all kinds, GDP first. */
export const TARGET_NAMES: readonly TargetName[] = [
  "gdp",
  "cpi",
  "investment",
  "jobs",
  "unemployment",
];

/** How a kind of target is recognised. */
export interface TargetKind {
  readonly name: TargetName;
  readonly unit: "%" | "万人";
  /** What the clause speaks of. */
  readonly subject: RegExp;
  /** Another series that is taken where the report sets no target for the first. */
  readonly fallback?: RegExp;
  /** Words in front of the subject that make it something else (人均, 海洋 …). */
  readonly notBefore: RegExp;
  /** What may stand between subject and figure. */
  readonly between: RegExp;
  /** Values outside are no target of this kind. */
  readonly range: readonly [number, number];
}

const GROWTH_FILL =
  /^(?:总量|总值|规模)?(?:的|(?:比|较)(?:上年|去年)|同比|预期|年度|速度|增长|增速|增幅|递增|幅度|率|调控|目标|控制|稳定|安排|计划|大约|大体|可比|按可比价(?:格)?(?:计算)?|实际|完成|确保|力争|争取|努力|实现|保持|达到|不低于|高于|超过|突破|预计|建议|为|在|到|是|定|设|按|约|：|“|（|）|达[\d.]+(?:万)?亿元(?:以上|左右)?[，、,]?|[\d.]+(?:万)?亿元(?:以上|左右)?[，、,]?)*$/;

/** The kinds, GDP first.   中文: 全部目标类型 */
export const TARGET_KINDS: readonly TargetKind[] = [
  {
    name: "gdp",
    unit: "%",
    subject: /(?:地区|国内|国民)?生产总值|GDP|经济(?=(?:总量)?(?:预期)?(?:增长|增速|发展速度))/gi,
    notBefore:
      /(?:人均|海洋|单位|占|民营|县域|工业|林业|数字|每万元|旅游|部门|工农业|与|和|于|对)(?:地区|全国)?$/,
    between: GROWTH_FILL,
    range: [-20, 60],
  },
  {
    name: "cpi",
    unit: "%",
    subject:
      /居民消费价格(?:总水平|总指数|指数)?|(?:商品零售|零售|消费)?物价(?:总水平)?|商品零售价格|CPI/gi,
    notBefore: /(?:与|和)$/,
    between:
      /^(?:的)?(?:（CPI）)?(?:上涨|涨幅|增长|涨|幅度|预期|目标|控制|稳定|保持|力争|不超过|低于|为|在|到|是|定|约|：)*$/,
    range: [-10, 40],
  },
  {
    name: "investment",
    unit: "%",
    subject: /(?:全社会|区本级|城镇)?固定资产投资(?:（不含农户）)?(?:总额|完成额)?/g,
    notBefore: /(?:工业|与|和|占)$/,
    between: GROWTH_FILL,
    range: [-40, 120],
  },
  {
    name: "jobs",
    unit: "万人",
    subject: /城镇新增就业(?:人数|人员|岗位)?|新增城镇就业(?:人数|人员|岗位)?/g,
    notBefore: /(?:累计)$/,
    between:
      /^(?:目标|预期|控制|稳定|保持|确保|力争|不少于|不低于|超过|达到|达|实现|完成|为|在|到|约|：)*$/,
    range: [0.01, 3000],
  },
  {
    name: "unemployment",
    unit: "%",
    subject: /(?:城镇)?调查失业率/g,
    fallback: /(?:城镇)?登记失业率/g,
    notBefore: /(?:与|和)$/,
    between: /^(?:全年|预期|目标|控制|稳定|保持|力争|确保|不超过|不高于|低于|为|在|到|约|：)*$/,
    range: [0, 20],
  },
];
