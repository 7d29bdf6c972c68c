import {
  applySchur,
  eliminate,
  type GroupRange,
  gather,
  squares,
  subtractEffects,
} from "./group-passes.js";
import type { AbsorbPlan } from "./plan.js";
import type { Workspace } from "./workspace.js";

/** The workspace in plain JavaScript.   中文: 纯 JavaScript 工作区 */
export function plainWorkspace(plan: AbsorbPlan, K: number): Workspace {
  const { n, rank, diagonal } = plan;
  const length = plan.size * K;
  const rows = new Float64Array(n * K);
  const portions = ranges(plan.portions);
  const chunks = ranges(plan.chunks);
  const part = chunks.length > 1 ? new Float64Array(length) : null;
  /** Each chunk adds up for itself, then the chunks are added in their order. */
  const addUp = (to: Float64Array, pass: (into: Float64Array, range: GroupRange) => void) => {
    chunks.forEach((range, c) => {
      if (c === 0) {
        pass(to, range);
        return;
      }
      pass(part!, range);
      for (let i = 0; i < length; i++) to[i]! += part![i]!;
    });
  };
  return {
    plan,
    K,
    rows,
    vector: () => new Float64Array(length),
    take: (columns) => {
      columns.forEach(({ values, rows: picked }, k) => {
        for (let i = 0; i < n; i++) {
          const at = rank === null ? i : rank[i]!;
          rows[at * K + k] = values[picked === null ? i : picked[i]!]!;
        }
      });
    },
    restore: () =>
      Array.from({ length: K }, (_, k) => {
        const column = new Float64Array(n);
        if (rank === null) for (let i = 0, at = k; i < n; i++, at += K) column[i] = rows[at]!;
        else for (let i = 0; i < n; i++) column[i] = rows[rank[i]! * K + k]!;
        return column;
      }),
    eliminate: () => {
      for (const range of portions) eliminate(plan, rows, K, range);
    },
    squares: () => {
      const total = new Float64Array(K);
      for (const range of portions) {
        squares(plan, rows, K, range).forEach((v, k) => {
          total[k]! += v;
        });
      }
      return total;
    },
    gather: (to) => addUp(to, (into, range) => gather(plan, rows, into, K, range)),
    apply: (from, to) => addUp(to, (into, range) => applySchur(plan, from, into, K, range)),
    subtract: (alpha) => {
      for (const range of portions) subtractEffects(plan, alpha, rows, K, range);
    },
    dots: (a, b) => {
      const out = new Float64Array(K);
      for (let at = 0; at < length; ) {
        for (let k = 0; k < K; k++, at++) out[k]! += a[at]! * b[at]!;
      }
      return out;
    },
    diagonalSquares: (p) => {
      const out = new Float64Array(K);
      for (let c = 0, at = 0; c < diagonal.length; c++) {
        const d = diagonal[c]!;
        for (let k = 0; k < K; k++, at++) out[k]! += d * p[at]! * p[at]!;
      }
      return out;
    },
    step: (x, p, r, q, step) => {
      for (let at = 0; at < length; ) {
        for (let k = 0; k < K; k++, at++) {
          x[at]! += step[k]! * p[at]!;
          r[at]! -= step[k]! * q[at]!;
        }
      }
    },
    turn: (p, z, turn) => {
      for (let at = 0; at < length; ) {
        for (let k = 0; k < K; k++, at++) p[at] = z[at]! + turn[k]! * p[at]!;
      }
    },
    divideByDiagonal: (r, z) => {
      for (let c = 0, at = 0; c < diagonal.length; c++) {
        const v = diagonal[c]! > 0 ? 1 / diagonal[c]! : 0;
        for (let k = 0; k < K; k++, at++) z[at] = r[at]! * v;
      }
    },
    close: () => {},
  };
}

function ranges(bounds: Int32Array): GroupRange[] {
  return Array.from({ length: bounds.length - 1 }, (_, i) => ({
    from: bounds[i]!,
    to: bounds[i + 1]!,
  }));
}
