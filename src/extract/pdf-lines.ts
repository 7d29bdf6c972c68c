/** A run of text on a page, as the reader gives it. */
export interface TextItem {
  readonly str: string;
  readonly hasEOL: boolean;
  /** Six numbers; the last two are where the run begins. */
  readonly transform: readonly number[];
  readonly height: number;
}

/**
 * Runs of a page as lines.   中文: 由文本块还原行
 *
 * Runs on one base line make a line; a base line lower by half a letter begins the next. A run that
 * is drawn again on itself, moved by less than a fifth of a letter (bold letters as browsers and
 * office programs draw them), is taken once.
 */
export function pageLines(items: readonly TextItem[]): string {
  const drawn = new DrawnRuns();
  let text = "";
  let baseline = Number.NaN;
  for (const item of items) {
    const again = item.str.trim() !== "" && drawn.holds(item);
    const str = again ? "" : item.str;
    const y = item.transform[5] ?? 0;
    const moved = Math.abs(y - baseline) > heightOf(item) / 2;
    if (str !== "" && moved && text !== "" && !text.endsWith("\n")) text += "\n";
    if (str.trim() !== "") baseline = y;
    text += str;
    if (item.hasEOL && !text.endsWith("\n")) text += "\n";
  }
  return text;
}

/** How far a run may be from the one that it is drawn over, in its height. */
const OVERPRINT = 0.2;

/** Runs of a page by their text, to find those that are drawn again in place. */
class DrawnRuns {
  readonly #places = new Map<string, (readonly [number, number])[]>();

  /** Whether the run stands there already; if not, it does now. */
  holds(item: TextItem): boolean {
    const [x, y] = [item.transform[4] ?? 0, item.transform[5] ?? 0];
    const near = OVERPRINT * heightOf(item);
    const places = this.#places.get(item.str);
    if (places === undefined) this.#places.set(item.str, [[x, y]]);
    else if (places.some(([a, b]) => Math.abs(a - x) <= near && Math.abs(b - y) <= near)) {
      return true;
    } else places.push([x, y]);
    return false;
  }
}

function heightOf(item: TextItem): number {
  return item.height || Math.abs(item.transform[3] ?? 0) || 10;
}
