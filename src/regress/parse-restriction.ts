import { nearest } from "../base/index.js";
import { regressError } from "./errors.js";
import type { Restriction } from "./fit.js";

/**
 * Reads a linear restriction on coefficients: `gov = 0`, `gov = fin`, `2*gov - fin = 1`; without
 * `=` the right side is zero.   中文: 解析系数的线性约束
 *
 * Terms are the names in the coefficient table, whatever characters they hold (`l(gdp, 1)`,
 * `year::2012`); at each place the longest name that fits is taken.
 * Errors    regress/formula — neither a term nor a number stands there (the nearest term is offered).
 * @example parseRestriction("gov - 2*fin = 1", fit.names); // { terms: { gov: 1, fin: -2 }, equals: 1 }
 */
export function parseRestriction(text: string, names: readonly string[]): Restriction {
  const terms: Record<string, number> = {};
  let constant = 0;
  let side = 1;
  let at = 0;
  const skip = () => {
    while (text[at] === " ") at++;
  };
  const byLength = [...names].sort((a, b) => b.length - a.length);
  let expectsTerm = true;
  for (skip(); at < text.length; skip()) {
    if (text[at] === "=") {
      if (side === -1 || expectsTerm) throw unreadable(text, at, names);
      side = -1;
      expectsTerm = true;
      at++;
      continue;
    }
    let factor = side;
    if (text[at] === "+" || text[at] === "-") {
      if (text[at] === "-") factor = -factor;
      at++;
      skip();
    } else if (!expectsTerm) throw unreadable(text, at, names);
    const here = () => byLength.find((n) => standsAt(n, text, at));
    let term = here();
    if (term === undefined) {
      const number = /^\d*\.?\d+(?:[eE][+-]?\d+)?/.exec(text.slice(at))?.[0];
      if (number === undefined) throw unreadable(text, at, names);
      factor *= Number(number);
      at += number.length;
      skip();
      if (text[at] === "*") {
        at++;
        skip();
        term = here();
        if (term === undefined) throw unreadable(text, at, names);
      }
    }
    if (term === undefined) constant += factor;
    else {
      terms[term] = (terms[term] ?? 0) + factor;
      at += term.length;
    }
    expectsTerm = false;
  }
  if (expectsTerm || Object.keys(terms).length === 0) throw unreadable(text, at, names);
  return { terms, equals: constant === 0 ? 0 : -constant };
}

const WORD = /[\p{L}\p{N}_]/u;

/** A name that ends where the word ends: `gdp` does not stand in `gdpp`. */
function standsAt(name: string, text: string, at: number): boolean {
  const end = at + name.length;
  return text.startsWith(name, at) && !(WORD.test(name.at(-1) ?? "") && WORD.test(text[end] ?? ""));
}

function unreadable(text: string, at: number, names: readonly string[]): Error {
  const found = /^[^\s=+*-]*/.exec(text.slice(at))?.[0] ?? "";
  const near = nearest(found, names);
  const have = names.slice(0, 12).join(", ");
  return regressError("restriction", {
    text,
    at,
    ...(near === undefined ? {} : { nearest: near }),
    have,
  });
}
