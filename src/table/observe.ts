import { type Column, columnLength, takeRows } from "./column.js";

/** Who is told what is read of a table.   中文: 表的读取观察者 */
export interface Watcher {
  /** Values or metadata of a column were read. */
  readonly column: (name: string) => void;
  /** It was asked whether there is a column of this name. */
  readonly has: (name: string) => void;
  /** All names were asked for. */
  readonly names: () => void;
}

const WATCH = Symbol("watch");

interface Watched {
  readonly [WATCH]: {
    readonly watcher: Watcher;
    readonly rows: number;
    readonly kind: Column["kind"];
  };
}

/** The watcher of a column, with its rows and kind, which are known without reading it. */
export function watchOf(column: Column): Watched[typeof WATCH] | undefined {
  return (column as Partial<Watched>)[WATCH];
}

/** The number of rows of a column; asking does not count as reading.   中文: 列的行数 */
export function rowsOf(column: Column): number {
  return watchOf(column)?.rows ?? columnLength(column);
}

/**
 * A column that tells when it is read; tables made of it (some rows, other columns beside it) go on
 * telling, and rows are picked only when they are read.   中文: 被观察的列
 */
export function observeColumn(column: Column, watcher: Watcher): Column {
  const { name, kind } = column;
  return lazyColumn(name, { watcher, rows: rowsOf(column), kind }, () => column);
}

/** `takeRows`, put off until they are read for a column that is observed. */
export function pickRows(column: Column, rows: ArrayLike<number>): Column {
  const watch = watchOf(column);
  if (watch === undefined) return takeRows(column, rows);
  return lazyColumn(column.name, { ...watch, rows: rows.length }, () =>
    takeRows({ ...column }, rows),
  );
}

const META = ["label", "unit", "source", "format", "valueLabels", "lineage"] as const;
const FIELDS = {
  number: ["kind", "values", "missingCodes", ...META],
  text: ["kind", "codes", "levels", ...META],
} as const;

function lazyColumn(name: string, watch: Watched[typeof WATCH], make: () => Column): Column {
  let made: Column | undefined;
  const column = { name };
  Object.defineProperty(column, WATCH, { value: watch });
  for (const field of FIELDS[watch.kind]) {
    Object.defineProperty(column, field, {
      enumerable: true,
      get: () => {
        watch.watcher.column(name);
        made ??= make();
        return (made as unknown as Record<string, unknown>)[field];
      },
    });
  }
  return column as Column;
}
