export { balanceTable } from "./balance.js";
export { entropyBalance } from "./entropy-balance.js";
export { matchError } from "./errors.js";
export { type Match, type Matched, type MatchOptions, matchScores } from "./match-scores.js";
export { type MatchedEffect, matchedEffect } from "./matched-effect.js";
export { type ScoreModel, scoreModel } from "./score-model.js";
export { tiesNotice } from "./ties-notice.js";
