/** A report of our own: head, opening, review, plan, closing call. All names are invented. */
export interface SampleParts {
  readonly head?: readonly string[];
  readonly review?: readonly string[];
  readonly plan?: readonly string[];
  readonly tail?: readonly string[];
}

export const OPENING = [
  "各位代表：",
  "现在，我代表市人民政府，向大会报告工作，请予审议，并请市政协委员提出意见。",
];
export const CLOSING = "各位代表！让我们携起手来，脚踏实地，为建设宜居宜业的家园而努力奋斗！";
export const HEAD = [
  "2021年政府工作报告",
  "——2021年1月20日在襄阳市第十七届人民代表大会第六次会议上",
  "襄阳市市长 李　明",
];
export const REVIEW = [
  "一、2020年工作回顾",
  "过去一年，地区生产总值增长6.1%，城镇新增就业3.2万人。",
  "（一）推进科技创新。建成科技创新中心两个，数字经济核心产业增加值增长9%。",
];
export const PLAN = [
  "二、2021年工作安排",
  "今年经济社会发展的主要预期目标是：地区生产总值增长7%左右，居民消费价格涨幅控制在3%左右。",
  "（一）坚持科技创新。发展人工智能和5G，办好民生实事。",
];

/** Lines of a sample report; parts can be replaced. */
export function sampleReport(parts: SampleParts = {}): string {
  return [
    ...(parts.head ?? HEAD),
    ...OPENING,
    ...(parts.review ?? REVIEW),
    ...(parts.plan ?? PLAN),
    CLOSING,
    ...(parts.tail ?? []),
  ].join("\n");
}
