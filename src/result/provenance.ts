/** Where a result came from.   中文: 结果来源 */
export interface Provenance {
  readonly version: string;
  readonly input: { readonly file?: string; readonly sha256?: string };
  /** The command line or the options, enough to run it again. */
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly seed: number | null;
  /** ISO time; set by the command line or the study runner, never below. */
  readonly generatedAt?: string;
}
