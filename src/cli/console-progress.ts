import { type Lang, type Localized, type Progress, terminalText } from "../base/index.js";
import type { Io } from "./io.js";

const REDRAW_MS = 200;
const PLAIN_MS = 5000;

/**
 * Progress on stderr: rate and remaining time; one moving line on a terminal, a line every few
 * seconds elsewhere.   中文: 终端进度
 */
export function consoleProgress(io: Io, lang: Lang): Progress {
  let task = "";
  let total: number | undefined;
  let done = 0;
  let startedAt = 0;
  let drawnAt = 0;
  const worded = (text: string | Localized): string =>
    typeof text === "string" ? text : text[lang];
  const elapsed = (): number => (io.now().getTime() - startedAt) / 1000;
  const line = (): string => {
    const seconds = elapsed();
    const rate = seconds > 0 ? done / seconds : 0;
    const count = total === undefined ? `${done}` : `${done}/${total}`;
    if (total === undefined || rate === 0) return `${task}  ${count}  ${rate.toFixed(0)}/s`;
    const left = Math.ceil((total - done) / rate);
    return lang === "zh"
      ? `${task}  ${count}  ${rate.toFixed(0)}/秒  剩余 ${left} 秒`
      : `${task}  ${count}  ${rate.toFixed(0)}/s  ${left} s left`;
  };
  const draw = (): void => {
    drawnAt = io.now().getTime();
    io.stderr(io.isTerminal ? `\r\x1b[2K${line()}` : `${line()}\n`);
  };
  return {
    start(name, expected) {
      task = terminalText(worded(name));
      total = expected;
      done = 0;
      startedAt = io.now().getTime();
      drawnAt = startedAt;
      if (io.isTerminal) draw();
    },
    advance(count = 1) {
      done += count;
      const wait = io.isTerminal ? REDRAW_MS : PLAIN_MS;
      if (io.now().getTime() - drawnAt >= wait) draw();
    },
    finish(summary) {
      if (io.isTerminal) io.stderr("\r\x1b[2K");
      if (summary !== undefined) {
        io.stderr(`✓ ${task}  ${terminalText(worded(summary))}  (${elapsed().toFixed(1)} s)\n`);
      }
    },
  };
}
