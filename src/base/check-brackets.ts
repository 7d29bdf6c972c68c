import { beyondLimit, limits } from "./limits.js";

/**
 * Refuses a formula, condition or expression that nests deeper, or chains more operators, than its
 * reader has stack for.   中文: 检查括号嵌套
 *
 * Errors    limit/exceeded (brackets, operators).
 * @example checkBrackets("(a + b) / c")
 */
export function checkBrackets(text: string): void {
  let depth = 0;
  let signs = 0;
  let operators = 0;
  for (const character of text) {
    if ("([（【".includes(character)) depth++;
    else if (")]）】".includes(character)) depth--;
    // Signs in a row (---x) nest as brackets do.
    signs = "+-!−－".includes(character) ? signs + 1 : character === " " ? signs : 0;
    if ("+-*/^&|<>=:×÷".includes(character)) operators++;
    if (depth > limits().brackets || signs > limits().brackets) throw beyondLimit("brackets");
    if (operators > limits().operators) throw beyondLimit("operators");
  }
}
