import type { DidFinding } from "../../../did/index.js";
import { checkViews } from "./did-checks.js";
import { matchingViews } from "./did-matching.js";
import type { DidAnswer, DidView } from "./did-method.js";
import { placeboViews } from "./did-placebo.js";
import { policyViews } from "./did-policies.js";

const VIEWS: Readonly<Record<string, DidView<never>>> = {
  ...checkViews,
  ...placeboViews,
  ...matchingViews,
  ...policyViews,
};

/** What is printed and written of a result of this kind; its JSON alone where none is known. */
export function viewOf(kind: string): DidView<DidFinding> {
  return (VIEWS[kind] as DidView<DidFinding> | undefined) ?? plainAnswer;
}

function plainAnswer(result: DidFinding): DidAnswer {
  return { text: JSON.stringify(result, null, 2), json: { ...result }, warnings: result.warnings };
}
