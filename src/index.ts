/**
 * xinzhi (新质): text mining, indicators and difference-in-differences for Chinese empirical
 * economics. One library with the names of the command line.
 */
export * from "./base/index.js";
export * from "./result/index.js";
export * from "./table/index.js";
