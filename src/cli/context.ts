import {
  type Lang,
  type Localized,
  type Notice,
  type Progress,
  silent,
  terminalText,
  version,
} from "../base/index.js";
import type { Provenance } from "../result/index.js";
import { consoleProgress } from "./console-progress.js";
import type { Io } from "./io.js";
import { languageOf, optionValue } from "./language.js";

/** Exit codes of every command (`interface.md`). */
export const EXIT = { done: 0, fault: 1, userError: 2, partial: 3, interrupted: 130 } as const;

/**
 * What a command gets to work with: the language, the two output channels, progress.
 * 中文: 命令上下文
 */
export class Context {
  readonly io: Io;
  readonly lang: Lang;
  readonly json: boolean;
  readonly db: string;
  readonly argv: readonly string[];
  /** Set by a command that finished but has failed items (3) or checks. */
  exitCode: number = EXIT.done;
  #progress: Progress | undefined;
  readonly #quiet: boolean;

  constructor(io: Io, argv: readonly string[]) {
    this.io = io;
    this.argv = argv;
    this.lang = languageOf(argv, io.env);
    this.json = argv.includes("--json");
    this.#quiet = argv.includes("--quiet");
    this.db = optionValue(argv, "--db") ?? "xinzhi.db";
  }

  /** Drawn on stderr unless `--quiet`. */
  get progress(): Progress {
    this.#progress ??= this.#quiet ? silent : consoleProgress(this.io, this.lang);
    return this.#progress;
  }

  /** Picks the language of a sentence. */
  t(en: string, zh: string): string {
    return this.lang === "zh" ? zh : en;
  }

  local(text: Localized): string {
    return text[this.lang];
  }

  /** The result: exactly one JSON value with `--json`, else the text. */
  print(text: string, json: unknown): void {
    if (this.json) this.io.stdout(`${terminalJson(json)}\n`);
    else if (text !== "") this.io.stdout(terminalText(text.endsWith("\n") ? text : `${text}\n`));
  }

  /** A line for the person at the screen, on stderr. */
  say(text: string): void {
    if (!this.#quiet) this.io.stderr(`${terminalText(text)}\n`);
  }

  /** Warnings of a result, on stderr; they are part of the JSON anyway. */
  warn(notices: readonly Notice[]): void {
    if (this.json) return;
    for (const n of notices) {
      this.io.stderr(`${this.t("Warning", "提示")}: ${terminalText(this.local(n))}\n`);
    }
  }

  /** The provenance block that every JSON result carries. */
  provenance(input: Provenance["input"], seed: number | null = null): Provenance {
    return {
      version,
      input,
      arguments: { argv: [...this.argv] },
      seed,
      generatedAt: this.io.now().toISOString(),
    };
  }
}

/** JSON escapes C0 only; DEL, C1 and direction marks move a terminal as well. */
function terminalJson(json: unknown): string {
  return JSON.stringify(json).replace(/[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (c) => {
    return `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
