import { type Notice, notice } from "../base/index.js";

/** Says that names settled ties in matching.   中文: 说明并列的匹配对象如何取舍 */
export function tiesNotice(tied: number): Notice {
  return notice(
    "match/ties",
    `${tied} treated have more equally near controls than were asked for: the first by name were taken (--ties all lets them share the weight)`,
    `${tied} 个处理组观测有并列的最近对照，按名称取靠前者（--ties all 让并列者平分权重）`,
  );
}
