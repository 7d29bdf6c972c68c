import type { Table } from "../../table/index.js";
import { readEffectPart, readTerm, readTermSum } from "./parse-formula.js";
import { printExpression, printTerm, writeExpression, writeTerm } from "./print-expression.js";
import type { EffectTerm, Expression, Formula, Term } from "./syntax.js";

/** A node that was not read from the formula's own text has no place there. */
const NOWHERE = -1;

/** A column as an expression; its name may hold any character.   中文: 列名 → 表达式 */
export function columnNamed(name: string): Expression {
  return { kind: "name", name, at: NOWHERE };
}

/** A column as a term. @example columnTerm("人均GDP（元）") */
export function columnTerm(name: string): Term {
  return { factors: [columnNamed(name)], at: NOWHERE };
}

/** A set of effects of one column, or of several taken together. */
export function effectTerm(...names: readonly string[]): EffectTerm {
  return {
    columns: names.map((name) => ({ name, at: NOWHERE })),
    slopes: [],
    level: "with-level",
  };
}

/**
 * One term from its text: a column of the table with exactly this name, else what the formula
 * language reads (`l(x)`, `` `R&D (亿元)` ``).   中文: 文字 → 公式项
 *
 * Errors    regress/formula
 * @example termOf("人均GDP（元）", table)
 */
export function termOf(text: string, table?: Table): Term {
  return table?.has(text) ? columnTerm(text) : unplacedTerm(readTerm(text, table?.names));
}

/** What a formula is put together from, as texts. */
export interface FormulaParts {
  readonly outcome: string;
  readonly terms: readonly string[];
  readonly effects?: readonly string[];
  readonly instruments?: {
    readonly endogenous: readonly string[];
    readonly instruments: readonly string[];
  };
}

/**
 * A formula from the texts of its parts, each a column of the table or what the formula language
 * reads (`l(x)`, `a*b`, `province^year`).   中文: 由各部分文字组成公式
 *
 * Errors    regress/formula
 * @example composeFormula({ outcome: "y", terms: ["did", "人均GDP（元）"], effects: ["city"] }, table)
 */
export function composeFormula(parts: FormulaParts, table?: Table): Formula {
  const termsFrom = (texts: readonly string[]) => {
    const read = texts.map((text) =>
      table?.has(text)
        ? { terms: [columnTerm(text)], intercept: "yes" as const }
        : readTermSum(text, table?.names),
    );
    return {
      terms: read.flatMap((r) => r.terms).map(unplacedTerm),
      intercept: read.some((r) => r.intercept === "no") ? ("no" as const) : ("yes" as const),
    };
  };
  const { terms, intercept } = termsFrom(parts.terms);
  const { instruments } = parts;
  const formula: Formula = {
    text: "",
    outcome: outcomeOf(parts.outcome, table),
    terms: terms.filter((t, i) => terms.findIndex((o) => termKey(o) === termKey(t)) === i),
    intercept,
    effects: (parts.effects ?? []).flatMap((e) =>
      table?.has(e) ? [effectTerm(e)] : effectsOf(e, table),
    ),
    instruments:
      instruments === undefined
        ? null
        : {
            endogenous: termsFrom(instruments.endogenous).terms,
            instruments: termsFrom(instruments.instruments).terms,
          },
  };
  return { ...formula, text: printFormula(formula) };
}

/** An outcome from its text; as {@link termOf}, of a single factor.   中文: 文字 → 因变量 */
export function outcomeOf(text: string, table?: Table): Expression {
  const { factors } = termOf(text, table);
  const [first, ...others] = factors;
  return others.reduce<Expression>(
    (left, right) => ({ kind: "binary", operator: "*", at: NOWHERE, left, right }),
    first!,
  );
}

/** Fixed effects from their text (`city + province^year`).   中文: 文字 → 固定效应 */
export function effectsOf(text: string, table?: Table): readonly EffectTerm[] {
  return readEffectPart(text, table?.names).map((e) => ({
    ...e,
    columns: e.columns.map(({ name }) => ({ name, at: NOWHERE })),
    slopes: e.slopes.map(unplaced),
  }));
}

/** The term whose printed name is `name`, in whatever order its factors are written. */
export function findTerm(formula: Formula, name: string | Term): Term | undefined {
  const wanted = typeof name === "string" ? [name] : [printTerm(name)];
  const term = typeof name === "string" ? tryTerm(name) : name;
  if (term !== undefined) wanted.push(termKey(term));
  return formula.terms.find((t) => wanted.includes(printTerm(t)) || wanted.includes(termKey(t)));
}

/**
 * The formula with a term more, before the others unless `last` is asked for; a term it has already
 * only moves.   中文: 公式中加入一项
 *
 * @example withTerm(formula, columnTerm("did"))
 */
export function withTerm(formula: Formula, term: Term, place: "first" | "last" = "first"): Formula {
  const { terms } = withoutTerm(formula, term);
  return { ...formula, terms: place === "first" ? [term, ...terms] : [...terms, term] };
}

/** The formula without a term.   中文: 公式中去掉一项 */
export function withoutTerm(formula: Formula, term: Term): Formula {
  const gone = termKey(term);
  return { ...formula, terms: formula.terms.filter((t) => termKey(t) !== gone) };
}

/** The product of two terms, as `a:b`. */
export function productTerm(left: Term, right: Term): Term {
  return { factors: [...left.factors, ...right.factors], at: NOWHERE };
}

/** The same model of another outcome.   中文: 更换因变量 */
export function withOutcome(formula: Formula, outcome: Expression): Formula {
  return { ...formula, outcome };
}

/** The same model with other fixed effects.   中文: 更换固定效应 */
export function withEffects(formula: Formula, effects: readonly EffectTerm[]): Formula {
  return { ...formula, effects };
}

/**
 * A formula as text that reads back as itself, names in backquotes where they need them.
 * 中文: 公式 → 文字
 */
export function printFormula(formula: Formula): string {
  const { outcome, terms, intercept, effects, instruments } = formula;
  const list = (some: readonly Term[]) => some.map(writeTerm).join(" + ");
  const right = terms.length === 0 ? (intercept === "yes" ? "1" : "0") : list(terms);
  const constant = terms.length > 0 && intercept === "no" ? " - 1" : "";
  const parts = [`${writeExpression(outcome)} ~ ${right}${constant}`];
  if (effects.length > 0) parts.push(effects.map(writeEffect).join(" + "));
  if (instruments !== null) {
    parts.push(`${list(instruments.endogenous)} ~ ${list(instruments.instruments)}`);
  }
  return parts.join(" | ");
}

/** The name that a term's coefficient has, however it is typed: `l(x)` is `l(x, 1)`. 中文: 项的统一写法 */
export function termName(text: string, table?: Table): string {
  if (table?.has(text)) return text;
  const term = tryTerm(text, table?.names);
  return term === undefined ? text : printTerm(term);
}

function tryTerm(text: string, names?: readonly string[]): Term | undefined {
  try {
    return readTerm(text, names);
  } catch {
    return undefined;
  }
}

/** Equal for terms that are the same product. */
export function termKey(term: Term): string {
  return term.factors.map(printExpression).sort().join(":");
}

function writeEffect({ columns, slopes, level }: EffectTerm): string {
  const name = columns.map((c) => writeExpression(columnNamed(c.name))).join("^");
  if (slopes.length === 0) return name;
  const inside = slopes.map(writeExpression).join(", ");
  return level === "slopes-only" ? `${name}[[${inside}]]` : `${name}[${inside}]`;
}

function unplacedTerm(term: Term): Term {
  return { factors: term.factors.map(unplaced), at: NOWHERE };
}

/** Positions belong to the text that was read, not to that of the formula the node goes into. */
function unplaced(e: Expression): Expression {
  switch (e.kind) {
    case "unary":
      return { ...e, at: NOWHERE, value: unplaced(e.value) };
    case "binary":
      return { ...e, at: NOWHERE, left: unplaced(e.left), right: unplaced(e.right) };
    case "call":
      return {
        ...e,
        at: NOWHERE,
        arguments: e.arguments.map(unplaced),
        named: Object.fromEntries(Object.entries(e.named).map(([k, v]) => [k, unplaced(v)])),
      };
    default:
      return { ...e, at: NOWHERE };
  }
}
