import { defineErrors } from "../base/index.js";

const orElse = (nearest: string | undefined, en: string, zh: string) =>
  nearest === undefined
    ? { en, zh }
    : { en: `Did you mean "${nearest}"?`, zh: `是否想写“${nearest}”？` };

const around = (names: readonly string[]) => names.slice(0, 30).join(", ");

/** Errors of indicator systems and indices.   中文: 指标与指数错误 */
export const indexError = defineErrors("indices", {
  "bad-system": (f: {
    file: string;
    row: number;
    path: string;
    problem: { en: string; zh: string };
  }) => ({
    what: { en: `${f.path}: ${f.problem.en}.`, zh: `${f.path}：${f.problem.zh}。` },
    fix: { en: "Correct this entry.", zh: "请更正此项。" },
  }),
  "direction-missing": (f: { file: string; row: number; indicator: string }) => ({
    what: {
      en: `indicator "${f.indicator}" has no direction.`,
      zh: `指标“${f.indicator}”没有写方向。`,
    },
    fix: {
      en: 'Add direction: "+" (more is better) or direction: "-" (less is better).',
      zh: '请写明 direction: "+"（正向）或 direction: "-"（负向）。',
    },
  }),
  "scale-missing": (_f: { file: string }) => ({
    what: {
      en: "the system does not say how to standardise: scale is missing and has no default.",
      zh: "没有写明标准化方式：scale 缺失，且没有默认值。",
    },
    fix: {
      en: "Write scale: pooled (minimum and maximum over all years; keeps growth) or scale: by-year (within each year; erases growth).",
      zh: "请写 scale: pooled（全样本极差标准化，保留增长）或 scale: by-year（逐年标准化，抹去增长）。",
    },
  }),
  "duplicate-indicator": (f: { file: string; row: number; indicator: string }) => ({
    what: {
      en: `the name "${f.indicator}" is used twice.`,
      zh: `名称“${f.indicator}”重复。`,
    },
    fix: {
      en: "Give every indicator and dimension its own name.",
      zh: "请为每个指标与维度取不同的名称。",
    },
  }),
  "unknown-column": (f: {
    file?: string;
    row?: number;
    indicator: string;
    name: string;
    nearest?: string | undefined;
    have: readonly string[];
  }) => ({
    what: {
      en: `indicator "${f.indicator}" uses "${f.name}", which the panel does not have.`,
      zh: `指标“${f.indicator}”用到“${f.name}”，而面板中没有这一列。`,
    },
    fix: orElse(
      f.nearest,
      `The panel's columns are: ${around(f.have)}.`,
      `面板的列有：${around(f.have)}。`,
    ),
  }),
  "bad-formula": (f: {
    file?: string;
    row?: number;
    indicator: string;
    formula: string;
    position: number;
    message: string;
  }) => ({
    what: {
      en: `the formula of "${f.indicator}", ${f.formula}, fails at character ${f.position}: ${f.message}.`,
      zh: `指标“${f.indicator}”的公式 ${f.formula} 在第 ${f.position} 个字符处有误：${f.message}。`,
    },
    fix: {
      en: "Formulas have + - * / ^ ( ), ln log exp sqrt abs, l f d growth, numbers and column names (names with signs or blanks in `backticks`).",
      zh: "公式可用 + - * / ^ ( )、ln log exp sqrt abs、l f d growth、数字与列名（含符号或空格的列名写在 `反引号` 中）。",
    },
  }),
  "units-mixed": (f: {
    file?: string;
    row?: number;
    indicator: string;
    left: string;
    right: string;
    where: string;
  }) => ({
    what: {
      en: `indicator "${f.indicator}": units are mixed in ${f.where}: ${f.left} and ${f.right}.`,
      zh: `指标“${f.indicator}”的 ${f.where} 混用了单位：${f.left} 与 ${f.right}。`,
    },
    fix: {
      en: "Convert one of them in the formula (for instance * 10000), or correct the unit.",
      zh: "请在公式中换算（如 * 10000），或更正单位。",
    },
  }),
  domain: (f: {
    file?: string;
    row?: number;
    indicator: string;
    call: string;
    value: number;
    unit: string;
    time: number;
    count: number;
  }) => ({
    what: {
      en: `indicator "${f.indicator}": ${f.call} of ${f.value} (${f.unit}, ${f.time}) does not exist; ${f.count} such cell(s).`,
      zh: `指标“${f.indicator}”：${f.call} 对 ${f.value}（${f.unit}，${f.time}）无意义；共 ${f.count} 处。`,
    },
    fix: {
      en: "Correct the data, leave the cells missing, or use another form (such as ln(1 + x) for zeros).",
      zh: "请更正数据、将其置为缺失，或改用其他形式（零值可用 ln(1 + x)）。",
    },
  }),
  infinite: (f: {
    file?: string;
    row?: number;
    indicator: string;
    unit: string;
    time: number;
  }) => ({
    what: {
      en: `indicator "${f.indicator}" is infinite for ${f.unit} in ${f.time}.`,
      zh: `指标“${f.indicator}”在 ${f.unit} ${f.time} 年为无穷大。`,
    },
    fix: { en: "Correct the cell.", zh: "请更正该单元格。" },
  }),
  constant: (f: {
    indicator: string;
    column?: string;
    value: number;
    period?: number | undefined;
  }) => ({
    what: {
      en: `indicator "${f.indicator}" is constant (${f.value}) ${f.period === undefined ? "over the panel" : `in ${f.period}`}: it cannot be standardised.`,
      zh: `指标“${f.indicator}”${f.period === undefined ? "在整个面板中" : `在 ${f.period} 年`}为常数（${f.value}），无法标准化。`,
    },
    fix: {
      en: "Remove the indicator or give it data that vary.",
      zh: "请删去该指标，或换用有变化的数据。",
    },
  }),
  empty: (f: { indicator: string }) => ({
    what: {
      en: `indicator "${f.indicator}" has no value at all.`,
      zh: `指标“${f.indicator}”没有任何数值。`,
    },
    fix: { en: "Check its column or formula.", zh: "请检查其列名或公式。" },
  }),
  "no-complete-row": (f: { indicators: number; worst: string; missing: number; rows: number }) => ({
    what: {
      en: `no row has all ${f.indicators} indicators; "${f.worst}" alone is missing in ${f.missing} of ${f.rows} rows.`,
      zh: `没有一行的 ${f.indicators} 个指标齐全；仅“${f.worst}”就在 ${f.rows} 行中缺失 ${f.missing} 行。`,
    },
    fix: {
      en: "Fill the gaps (xinzhi panel fill) or remove the indicator.",
      zh: "请先填补缺失（xinzhi panel fill），或删去该指标。",
    },
  }),
  missing: (f: { indicator: string; count: number; unit: string; time: number; row?: number }) => ({
    what: {
      en: `indicator "${f.indicator}" is missing in ${f.count} row(s), first ${f.unit} ${f.time}.`,
      zh: `指标“${f.indicator}”缺失 ${f.count} 行，首个为 ${f.unit} ${f.time}。`,
    },
    fix: {
      en: 'Fill the gaps, or ask for missing: "drop".',
      zh: '请填补缺失，或选择 missing: "drop"（该行不计算指数）。',
    },
  }),
  "unknown-method": (f: {
    method: string;
    known: readonly string[];
    nearest?: string | undefined;
  }) => ({
    what: { en: `there is no weight method "${f.method}".`, zh: `没有权重方法“${f.method}”。` },
    fix: orElse(f.nearest, `Use one of: ${f.known.join(", ")}.`, `请使用：${f.known.join("、")}。`),
  }),
  "too-few-rows": (f: {
    method: string;
    rows: number;
    needed: number;
    period?: number | undefined;
  }) => ({
    what: {
      en: `${f.method} needs at least ${f.needed} complete rows, there are ${f.rows}${f.period === undefined ? "" : ` in ${f.period}`}.`,
      zh: `${f.method} 至少需要 ${f.needed} 个完整行，${f.period === undefined ? "" : `${f.period} 年`}仅有 ${f.rows} 行。`,
    },
    fix: {
      en: "Add rows, take fewer indicators, or use another method (or scale: pooled).",
      zh: "请增加样本、减少指标，或换用其他方法（或 scale: pooled）。",
    },
  }),
  "no-such-row": (f: { unit: string; time: number; nearest?: string | undefined }) => ({
    what: {
      en: `the index has no row for ${f.unit}, ${f.time}.`,
      zh: `指数中没有 ${f.unit} ${f.time} 这一行。`,
    },
    fix: orElse(f.nearest, "Name a unit and a time of the panel.", "请给出面板中的单位与时间。"),
  }),
  uncorrelated: (f: { indicator: string; R: number }) => ({
    what: {
      en: `indicator "${f.indicator}" is uncorrelated with all others (R = ${f.R.toExponential(1)}): its independence weight 1/R is undefined.`,
      zh: `指标“${f.indicator}”与其余指标均不相关（R = ${f.R.toExponential(1)}），独立性权 1/R 无定义。`,
    },
    fix: {
      en: "Remove the indicator or use another weight method.",
      zh: "请删去该指标，或换用其他赋权方法。",
    },
  }),
  "negative-weights": (f: { indicators: readonly string[] }) => ({
    what: {
      en: `negative weights: ${f.indicators.join(", ")}.`,
      zh: `出现负权重：${f.indicators.join("、")}。`,
    },
    fix: {
      en: "Check the directions, keep fewer components, or choose the policy keep or abs.",
      zh: "请检查指标方向、减少主成分，或选择 keep（保留）、abs（取绝对值）。",
    },
  }),
  "weights-cancel": (f: { method: string }) => ({
    what: {
      en: `the ${f.method} coefficients sum to zero: they cannot be made weights.`,
      zh: `${f.method} 的系数之和为零，无法归一为权重。`,
    },
    fix: { en: "Check the directions of the indicators.", zh: "请检查各指标的方向。" },
  }),
  "unknown-weight": (f: { indicator: string; nearest?: string | undefined }) => ({
    what: {
      en: `a weight is given for "${f.indicator}", which is no indicator of the system.`,
      zh: `给定权重中的“${f.indicator}”不是该体系的指标。`,
    },
    fix: orElse(f.nearest, "Remove it or correct the name.", "请删去或更正名称。"),
  }),
  "weight-missing": (f: { indicator: string }) => ({
    what: {
      en: `no weight is given for "${f.indicator}".`,
      zh: `没有给出“${f.indicator}”的权重。`,
    },
    fix: {
      en: "Give every indicator a weight (0 is allowed).",
      zh: "请为每个指标给出权重（可以为 0）。",
    },
  }),
  "bad-weight": (f: { indicator: string; weight: number }) => ({
    what: {
      en: `the weight of "${f.indicator}" is ${f.weight}; weights are numbers of at least 0, not all 0.`,
      zh: `“${f.indicator}”的权重为 ${f.weight}；权重须为非负数，且不全为 0。`,
    },
    fix: { en: "Correct the weight.", zh: "请更正权重。" },
  }),
  "bad-shares": (f: { sets: number; shares: string }) => ({
    what: {
      en: `${f.sets} sets of weights need ${f.sets} shares of at least 0, found ${f.shares}.`,
      zh: `${f.sets} 组权重需要 ${f.sets} 个非负份额，却是 ${f.shares}。`,
    },
    fix: { en: "Give one share for each set.", zh: "请为每组权重给出一个份额。" },
  }),
  "unknown-system": (f: {
    name: string;
    known: readonly string[];
    nearest?: string | undefined;
  }) => ({
    what: {
      en: `"${f.name}" is neither a file nor a bundled indicator system.`,
      zh: `“${f.name}”既不是文件，也不是内置指标体系。`,
    },
    fix: orElse(f.nearest, `Bundled: ${f.known.join(", ")}.`, `内置的有：${f.known.join("、")}。`),
  }),
  "unknown-indicator": (f: { indicator: string; nearest?: string | undefined }) => ({
    what: {
      en: `the system has no indicator "${f.indicator}".`,
      zh: `指标体系中没有“${f.indicator}”。`,
    },
    fix: orElse(f.nearest, "Name one of its indicators.", "请写该体系中的指标名。"),
  }),
  "negative-level": (f: { system: number; position: number; value: number }) => ({
    what: {
      en: `system ${f.system} is ${f.value} in row ${f.position}; coupling needs levels of at least 0.`,
      zh: `第 ${f.system} 个系统在第 ${f.position} 行为 ${f.value}；耦合度要求各系统水平非负。`,
    },
    fix: { en: "Standardise the systems to 0 ... 1 first.", zh: "请先将各系统标准化到 0～1。" },
  }),
  "bad-industries": (f: { output: number; other: number }) => ({
    what: {
      en: `${f.output} columns on one side and ${f.other} on the other.`,
      zh: `两侧列数不一致：${f.output} 与 ${f.other}。`,
    },
    fix: {
      en: "Give one positive number or column for each industry, in the same order.",
      zh: "请按相同顺序为每个产业各给出一列（或一个正数）。",
    },
  }),
  "negative-value": (f: { measure: string; value: number; position: number }) => ({
    what: {
      en: `${f.measure} is defined for values of at least 0, found ${f.value} in position ${f.position}.`,
      zh: `${f.measure} 要求数值非负，第 ${f.position} 个却是 ${f.value}。`,
    },
    fix: {
      en: "Take another variable, or a range from 0 on.",
      zh: "请换用其他变量，或先变换为非负。",
    },
  }),
  "too-few-values": (f: { measure: string; count: number }) => ({
    what: {
      en: `${f.measure}: ${f.count} usable value(s) are too few (or all are 0).`,
      zh: `${f.measure}：可用数值仅 ${f.count} 个（或全为 0），无法计算。`,
    },
    fix: { en: "Check missing values and the periods asked for.", zh: "请检查缺失值与所选年份。" },
  }),
  "not-positive": (f: { column: string; value: number; file?: string; row?: number }) => ({
    what: {
      en: `convergence takes logarithms, found ${f.value}.`,
      zh: `收敛分析需取对数，却有 ${f.value}。`,
    },
    fix: {
      en: "Leave such rows out or take another variable.",
      zh: "请剔除这些行，或换用其他变量。",
    },
  }),
  "bad-classes": (f: { classes: string; labels: number }) => ({
    what: {
      en: `classes "${f.classes}" with ${f.labels} label(s): at least two classes, rising bounds, and one label for each.`,
      zh: `分类“${f.classes}”与 ${f.labels} 个标签不符：至少两类，界限递增，每类一个标签。`,
    },
    fix: { en: "Write for instance classes: 4.", zh: "例如 classes: 4。" },
  }),
  "same-place": (f: { a: string; b: string }) => ({
    what: {
      en: `${f.a} and ${f.b} stand at one place: their inverse distance does not exist.`,
      zh: `${f.a} 与 ${f.b} 坐标相同，反距离不存在。`,
    },
    fix: {
      en: "Correct the coordinates or take a contiguity list.",
      zh: "请更正坐标，或使用邻接表。",
    },
  }),
  "unknown-unit": (f: { unit: string; nearest?: string | undefined; file?: string }) => ({
    what: {
      en: `the unit "${f.unit}" stands in only one of panel and spatial weights.`,
      zh: `单位“${f.unit}”未同时出现在面板与空间权重中。`,
    },
    fix: orElse(f.nearest, "Use the same names in both.", "请在两者中使用相同的名称。"),
  }),
  "bad-weights": (f: { rows: number; columns: number; units: number; file?: string }) => ({
    what: {
      en: `spatial weights with ${f.rows} rows and ${f.columns} columns are no square matrix.`,
      zh: `空间权重为 ${f.rows} 行 ${f.columns} 列，不是方阵。`,
    },
    fix: {
      en: "Give a list with the columns from, to (and weight), or a square matrix whose first column names the units.",
      zh: "请给出含 from、to（及 weight）列的邻接表，或首列为单位名的方阵。",
    },
  }),
});
