/**
 * Chinese text with a space where it meets Latin letters or digits, as the sentences of reports are
 * set; their parts are labels that may be either.   中文: 中西文之间加空格
 *
 * @example spaceChinese("控制city与year固定效应") // "控制 city 与 year 固定效应"
 */
export function spaceChinese(text: string): string {
  return text
    .replace(/(\p{Script=Han})([A-Za-z0-9])/gu, "$1 $2")
    .replace(/([A-Za-z0-9%])(\p{Script=Han})/gu, "$1 $2");
}
