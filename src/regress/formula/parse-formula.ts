import { printExpression, printTerm } from "./print-expression.js";
import type {
  EffectTerm,
  Expression,
  Formula,
  FormulaInput,
  InstrumentPart,
  Term,
} from "./syntax.js";
import { TokenReader } from "./token-reader.js";

/** Strength from `^` on: what a term may hold outside of calls. */
const POWER = 9;
const STEPS = ["sw", "csw", "sw0", "csw0"] as const;
type Steps = (typeof STEPS)[number];

interface TermList {
  /** One list for each column of a stepwise table. */
  readonly variants: readonly (readonly Term[])[];
  readonly intercept: "yes" | "no";
}

/**
 * Parses a formula into the models it asks for: one, or one for each outcome and step.
 * 中文: 解析回归公式
 *
 * Language  that of R's fixest: `y ~ x1 + x2 | fe1 + fe2^fe3 | endog ~ z1 + z2`, with `a:b`, `a*b`,
 *           `log() ln() exp() sqrt() abs() I()`, `l() f() d()`, `i(var, ref = …)`, `c(y1, y2)`,
 *           `sw() csw() sw0() csw0()`, slopes `unit[time]`; `-1` or `0` leaves the constant out.
 *           Names with other characters stand in backquotes.
 * Errors    regress/formula — with a caret under the character at fault.
 * @example parseFormula("y ~ did + log(gdp) | city + year")[0].effects.length; // 2
 */
export function parseFormula(formula: FormulaInput, names: readonly string[] = []): Formula[] {
  if (typeof formula !== "string") return [formula];
  const text = formula;
  const reader = new TokenReader(text, names);
  const outcomes = readOutcomes(reader);
  reader.expect("~");
  const list = readTerms(reader);
  let effects: readonly (readonly EffectTerm[])[] = [[]];
  let instruments: InstrumentPart | null = null;
  if (reader.accept("|")) {
    const isInstrumentPart = hasTilde(reader, text);
    if (isInstrumentPart) instruments = readInstruments(reader);
    else {
      effects = readEffects(reader);
      if (reader.accept("|")) instruments = readInstruments(reader);
    }
  }
  if (reader.next.kind !== "end") {
    reader.fail("the formula should end here", "公式应在此结束");
  }
  return outcomes.flatMap((outcome) =>
    effects.flatMap((effectList) =>
      list.variants.map((terms) => ({
        text,
        outcome,
        terms: unique(terms),
        intercept: list.intercept,
        effects: effectList,
        instruments,
      })),
    ),
  );
}

/** One term alone, such as `l(x)` or `a:b`. */
export function readTerm(text: string, names: readonly string[] = []): Term {
  const reader = new TokenReader(text, names);
  const terms = readProduct(reader);
  if (terms.length !== 1 || reader.next.kind !== "end") {
    reader.fail("one term is needed here", "此处应为一个变量项");
  }
  return terms[0]!;
}

/** A sum of terms, as on the right-hand side; steps have no place in it. */
export function readTermSum(
  text: string,
  names: readonly string[] = [],
): { readonly terms: readonly Term[]; readonly intercept: "yes" | "no" } {
  const reader = new TokenReader(text, names);
  const { variants, intercept } = readTerms(reader);
  if (variants.length !== 1 || reader.next.kind !== "end") {
    reader.fail("a sum of terms is needed here", "此处应为若干变量项之和");
  }
  return { terms: variants[0]!, intercept };
}

/** One expression alone, as inside `I()`.   中文: 单个表达式 */
export function readExpression(text: string, names: readonly string[] = []): Expression {
  const reader = new TokenReader(text, names);
  const expression = reader.expression();
  if (reader.next.kind !== "end") {
    reader.fail("the expression should end here", "表达式应在此结束");
  }
  return expression;
}

/** The part of a formula that names fixed effects. */
export function readEffectPart(text: string, names: readonly string[] = []): readonly EffectTerm[] {
  const reader = new TokenReader(text, names);
  const [effects, another] = readEffects(reader);
  if (another !== undefined || reader.next.kind !== "end") {
    reader.fail("one set of fixed effects is needed here", "此处应为一组固定效应");
  }
  return effects!;
}

function readOutcomes(reader: TokenReader): Expression[] {
  if (reader.is("~")) reader.fail("an outcome is needed before ~", "~ 之前应有因变量");
  const outcome = reader.expression(5);
  if (outcome.kind === "call" && outcome.name === "c") {
    if (outcome.arguments.length === 0) reader.fail("c() needs outcomes", "c() 中应有因变量");
    return [...outcome.arguments];
  }
  return [outcome];
}

/** True when the part that begins here is `endogenous ~ instruments`. */
function hasTilde(reader: TokenReader, text: string): boolean {
  const rest = text.slice(reader.next.at);
  const tilde = rest.search(/[~～]/);
  const bar = rest.search(/[|｜]/);
  return tilde >= 0 && (bar < 0 || tilde < bar);
}

function readInstruments(reader: TokenReader): InstrumentPart {
  const endogenous = plain(readTerms(reader), reader);
  reader.expect("~");
  const instruments = plain(readTerms(reader), reader);
  return { endogenous, instruments };
}

function plain(list: TermList, reader: TokenReader): readonly Term[] {
  if (list.variants.length !== 1) {
    reader.fail("steps are not allowed in the instrument part", "工具变量部分不能使用逐步函数");
  }
  const terms = list.variants[0]!;
  if (terms.length === 0) reader.fail("a variable is needed", "此处应有变量");
  return terms;
}

function readTerms(reader: TokenReader): TermList {
  let variants: Term[][] = [[]];
  let intercept: "yes" | "no" = "yes";
  let sign: "+" | "-" = reader.accept("-") ? "-" : "+";
  for (;;) {
    const token = reader.next;
    const isConstant =
      token.kind === "number" &&
      (token.text === "0" || token.text === "1") &&
      !(reader.after.kind === "symbol" && /^[*:^]$/.test(reader.after.text));
    if (isConstant) {
      reader.take();
      intercept = (token.text === "1") === (sign === "+") ? "yes" : "no";
    } else {
      const steps = readSteps(reader);
      if (sign === "-") {
        const gone = new Set((steps ?? [readProduct(reader)]).flat().map(printTerm));
        variants = variants.map((v) => v.filter((t) => !gone.has(printTerm(t))));
      } else {
        const added = steps ?? [readProduct(reader)];
        variants = variants.flatMap((v) => added.map((a) => [...v, ...a]));
      }
    }
    if (reader.accept("+")) sign = "+";
    else if (reader.accept("-")) sign = "-";
    else return { variants, intercept };
  }
}

/** `sw(a, b)`: the lists of terms of each column; null when what follows is no such call. */
function readSteps(reader: TokenReader): Term[][] | null {
  const token = reader.next;
  const kind = STEPS.find((s) => s === token.text && token.kind === "name");
  if (kind === undefined || !(reader.after.kind === "symbol" && reader.after.text === "(")) {
    return null;
  }
  reader.take();
  reader.expect("(");
  const parts: Term[][] = [];
  do parts.push([...plain(readTerms(reader), reader)]);
  while (reader.accept(","));
  reader.expect(")");
  return expandSteps(kind, parts);
}

function expandSteps<T>(kind: Steps, parts: readonly (readonly T[])[]): T[][] {
  const cumulative = kind.startsWith("csw");
  const columns = parts.map((part, i) => (cumulative ? parts.slice(0, i + 1).flat() : [...part]));
  return kind.endsWith("0") ? [[], ...columns] : columns;
}

/** `a*b*c:d` and parenthesised sums, spread out into terms. */
function readProduct(reader: TokenReader): Term[] {
  let terms = readInteraction(reader);
  while (reader.accept("*")) {
    const right = readInteraction(reader);
    terms = [...terms, ...right, ...cross(terms, right)];
  }
  return terms;
}

function readInteraction(reader: TokenReader): Term[] {
  let terms = readAtom(reader);
  while (reader.accept(":")) terms = cross(terms, readAtom(reader));
  return terms;
}

function readAtom(reader: TokenReader): Term[] {
  const at = reader.next.at;
  if (reader.accept("(")) {
    const inner = plain(readTerms(reader), reader);
    reader.expect(")");
    return [...inner];
  }
  const token = reader.next;
  if (token.kind === "end") reader.fail("a variable is needed", "此处应有变量");
  return [{ factors: [reader.expression(POWER)], at }];
}

function cross(left: readonly Term[], right: readonly Term[]): Term[] {
  return left.flatMap((a) =>
    right.map((b) => ({ factors: [...a.factors, ...b.factors], at: a.at })),
  );
}

/** The first of equal terms stays; `a:b` and `b:a` are equal. */
function unique(terms: readonly Term[]): Term[] {
  const seen = new Set<string>();
  return terms.filter((term) => {
    const key = term.factors.map(printExpression).sort().join(":");
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function readEffects(reader: TokenReader): EffectTerm[][] {
  let variants: EffectTerm[][] = [[]];
  const zero = reader.next;
  if (zero.kind === "number" && zero.text === "0") {
    reader.take();
    return variants;
  }
  do {
    const steps = readEffectSteps(reader) ?? [[readEffect(reader)]];
    variants = variants.flatMap((v) => steps.map((s) => [...v, ...s]));
  } while (reader.accept("+"));
  return variants;
}

function readEffectSteps(reader: TokenReader): EffectTerm[][] | null {
  const token = reader.next;
  const kind = STEPS.find((s) => s === token.text && token.kind === "name");
  if (kind === undefined || !(reader.after.kind === "symbol" && reader.after.text === "(")) {
    return null;
  }
  reader.take();
  reader.expect("(");
  const parts: EffectTerm[][] = [];
  do {
    const part = [readEffect(reader)];
    while (reader.accept("+")) part.push(readEffect(reader));
    parts.push(part);
  } while (reader.accept(","));
  reader.expect(")");
  return expandSteps(kind, parts);
}

function readEffect(reader: TokenReader): EffectTerm {
  const columns: { name: string; at: number }[] = [];
  do {
    const token = reader.take();
    if (token.kind !== "name") {
      reader.fail("a column of fixed effects is needed", "此处应为固定效应的列名", token);
    }
    columns.push({ name: token.text, at: token.at });
  } while (reader.accept("^"));
  if (!reader.accept("[")) return { columns, slopes: [], level: "with-level" };
  const double = reader.accept("[");
  const slopes: Expression[] = [];
  do slopes.push(reader.expression(5));
  while (reader.accept(","));
  reader.expect("]");
  if (double) reader.expect("]");
  return { columns, slopes, level: double ? "slopes-only" : "with-level" };
}
