import { type Io, runCli } from "../src/cli/index.js";

/** What a command answered. */
export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the words of a command in this process; `outside` changes what it finds around it. */
export async function runWords(
  words: readonly string[],
  outside: Partial<Pick<Io, "env" | "signal">> = {},
): Promise<Answer> {
  let out = "";
  let err = "";
  const io: Io = {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
    env: { LANG: "en_US.UTF-8" },
    isTerminal: false,
    now: () => new Date("2026-01-01T00:00:00Z"),
    signal: new AbortController().signal,
    ...outside,
  };
  const code = await runCli([...words], io);
  return { code, out, err };
}
