export { type ApplyOptions, applyPolicies, type PolicyApplication } from "./apply-policies.js";
export type { AppliedPolicy, StateCount } from "./apply-report.js";
export { type CheckedUnit, checkPolicyList, type ListCheck, nearestList } from "./check-list.js";
export {
  type ChosenColumn,
  chooseUnitColumn,
  type UnitLevelOfPanel,
} from "./column-names.js";
export { policyError } from "./errors.js";
export { type HypotheticalOptions, hypotheticalPilots } from "./hypothetical-pilots.js";
export { type BatchState, LIST_HEADINGS, missingForm, missingUnits } from "./missing-units.js";
export {
  type OverlapOptions,
  overlapPolicies,
  type PolicyOverlap,
  type PolicyPair,
} from "./overlap-policies.js";
export { type PlacedList, type PlacedRow, type PlaceOptions, placeRows } from "./place-rows.js";
export { Policies } from "./policies.js";
export { coversWholeCity, type PolicyList, type PolicyRow, type UnitLevel } from "./policy-list.js";
export { readPolicyList } from "./read-policy-list.js";
export {
  type CityTreatment,
  type StartOptions,
  type TreatmentOptions,
  treatmentYears,
} from "./treatment-years.js";
