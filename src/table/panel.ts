import type { Column } from "./column.js";
import { tableError } from "./errors.js";
import type { Factor } from "./factor.js";
import { Table } from "./table.js";

/** Names of the columns that declare unit and time. */
export interface PanelKeys {
  readonly unit: string;
  readonly time: string;
}

/**
 * A table that declares unit and time, unique together.   中文: 面板数据
 *
 * Errors    table/duplicate-keys — names the first pairs that stand twice; table/missing-keys;
 *           table/non-integer-time.
 * @example new Panel(Table.of({ city: ["a", "a"], year: [2010, 2011] }), { unit: "city", time: "year" });
 */
export class Panel extends Table {
  readonly unit: string;
  readonly time: string;
  /** Units, sorted; `unitFactor.codes[row]` counts them from 0. */
  readonly unitFactor: Factor;
  /** Time of each row, whole numbers. */
  readonly times: Float64Array;
  #index: ReadonlyMap<number, number> | undefined;

  constructor(table: Table, keys: PanelKeys) {
    super(table, table.origin);
    this.unit = keys.unit;
    this.time = keys.time;
    this.unitFactor = table.factor(keys.unit);
    this.times = table.number(keys.time);
    checkKeys(table, keys, this.unitFactor, this.times);
  }

  override withColumns(added: readonly Column[]): Panel {
    return new Panel(super.withColumns(added), this);
  }

  override take(rows: ArrayLike<number>): Panel {
    return new Panel(super.take(rows), this);
  }

  override filter(keep: ArrayLike<number | boolean>): Panel {
    const rows: number[] = [];
    for (let i = 0; i < this.nrow; i++) if (keep[i]) rows.push(i);
    return this.take(rows);
  }

  /** Distinct times, ascending. */
  get periods(): readonly number[] {
    return [...new Set(this.times)].sort((a, b) => a - b);
  }

  /** True when each unit stands in each period. */
  get balanced(): boolean {
    return this.nrow === this.unitFactor.levels.length * this.periods.length;
  }

  /**
   * The row that lies `shift` periods away in the same unit, −1 where there is none (gap-aware:
   * by the value of time, not by position).
   */
  shiftedRows(shift: number): Int32Array {
    const index = this.#rowIndex();
    const out = new Int32Array(this.nrow);
    for (let i = 0; i < this.nrow; i++) {
      out[i] = index.get(key(this.unitFactor.codes[i]!, this.times[i]! + shift)) ?? -1;
    }
    return out;
  }

  /** The greatest time by which all rows of every unit are apart; 0 where no unit has two. */
  step(): number {
    const first = new Map<number, number>();
    let step = 0;
    for (let i = 0; i < this.nrow; i++) {
      const unit = this.unitFactor.codes[i]!;
      const start = first.get(unit);
      if (start === undefined) first.set(unit, this.times[i]!);
      else step = commonDivisor(step, Math.abs(this.times[i]! - start));
    }
    return step;
  }

  #rowIndex(): ReadonlyMap<number, number> {
    if (this.#index !== undefined) return this.#index;
    const index = new Map<number, number>();
    for (let i = 0; i < this.nrow; i++) {
      index.set(key(this.unitFactor.codes[i]!, this.times[i]!), i);
    }
    this.#index = index;
    return index;
  }
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

const SPAN = 2 ** 26;

function key(unit: number, time: number): number {
  return unit * SPAN + time + SPAN / 2;
}

function checkKeys(table: Table, keys: PanelKeys, units: Factor, times: Float64Array): void {
  const missing: number[] = [];
  for (let i = 0; i < table.nrow; i++) {
    if (units.codes[i]! < 0 || Number.isNaN(times[i]!)) missing.push(i);
    else if (!Number.isInteger(times[i]!)) {
      throw tableError("non-integer-time", {
        column: keys.time,
        value: times[i]!,
        row: table.fileRow(i),
        ...table.where(),
      });
    }
  }
  if (missing.length > 0) {
    const row = missing[0]!;
    throw tableError("missing-keys", {
      column: units.codes[row]! < 0 ? keys.unit : keys.time,
      row: table.fileRow(row),
      count: missing.length,
      ...table.where(),
    });
  }
  const seen = new Set<number>();
  const doubled = new Set<number>();
  const examples: string[] = [];
  for (let i = 0; i < table.nrow; i++) {
    const k = key(units.codes[i]!, times[i]!);
    if (!seen.has(k)) seen.add(k);
    else if (!doubled.has(k)) {
      doubled.add(k);
      if (examples.length < 5) examples.push(`${units.levels[units.codes[i]!]} ${times[i]}`);
    }
  }
  if (doubled.size > 0) {
    throw tableError("duplicate-keys", {
      count: doubled.size,
      examples,
      unit: keys.unit,
      time: keys.time,
      ...table.where(),
    });
  }
}
