export {
  type AppliedPolicy,
  type ApplyOptions,
  applyPolicies,
  type PolicyApplication,
} from "./apply-policies.js";
export { policyError } from "./errors.js";
export { type HypotheticalOptions, hypotheticalPilots } from "./hypothetical-pilots.js";
export {
  type OverlapOptions,
  overlapPolicies,
  type PolicyOverlap,
  type PolicyPair,
} from "./overlap-policies.js";
export { Policies } from "./policies.js";
export { coversWholeCity, type PolicyList, type PolicyRow, type UnitLevel } from "./policy-list.js";
export { readPolicyList } from "./read-policy-list.js";
export {
  type CityTreatment,
  type StartOptions,
  treatmentYears,
} from "./treatment-years.js";
