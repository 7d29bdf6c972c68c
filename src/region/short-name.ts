const LONG_PEOPLES =
  "蒙古|维吾尔|布依|朝鲜|土家|哈尼|哈萨克|傈僳|高山|拉祜|东乡|纳西|景颇|柯尔克孜|达斡尔|仫佬|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺";
const SHORT_PEOPLES = "回|藏|苗|彝|壮|满|侗|瑶|白|傣|黎|佤|畲|水|土|羌|怒|京";
const AUTONOMOUS = new RegExp(
  `(?:(?:${LONG_PEOPLES})族?|(?:${SHORT_PEOPLES}|各)族)+自治[州县旗区]$`,
);
const PLAIN = /(?:特别行政区|地区|矿区|林区|特区|[省市盟州区县旗])$/;

/**
 * A division's name without its kind: 广西壮族自治区 → 广西, 延边朝鲜族自治州 → 延边, 襄阳市 → 襄阳.
 * 中文: 去掉行政区划后缀
 *
 * A name of which one character would be left (沛县, 城区) stays whole.
 */
export function shortName(name: string): string {
  for (const suffix of [AUTONOMOUS, /自治[州县旗区]$/, PLAIN]) {
    const stem = name.replace(suffix, "");
    if (stem !== name && stem.length >= 2) return stem;
  }
  return name;
}
