import { FunctionDraft, wasm } from "../../jobs/index.js";
import { DESCRIPTOR, type SweepShape } from "./sweep-shape.js";

const { addInt, addLane, advance, get, int, lanesOf, loadInt, loadLane, loadNumber } = wasm;
const { F64, fillZero, I32, mulInt, mulLane, mulNumber, seq, set, splat, storeLane } = wasm;
const { subInt, subLane, whileBelow, zeroLane } = wasm;
type Code = wasm.Code;
type Local = wasm.Local;

/** One pass over groups of rows. */
export interface GroupPass {
  readonly name: string;
  /** Where a row's values come from: the rows, or the coefficients of its levels. */
  readonly source: "rows" | "coefficients";
  /** Whether the projection on the primary effect is taken out of them. */
  readonly projections: "primary" | "none";
  /** Stored in place, subtracted from the rows, added up by level, or squared and added up. */
  readonly sink: "store" | "subtract" | "scatter" | "squares";
}

interface Projection {
  readonly values: Local | null;
  readonly inverse: Local;
}

interface Effect {
  readonly kind: "levels" | "slopes";
  readonly codes: Local;
  readonly values: Local;
}

/**
 * WebAssembly code of a pass; two columns in a register.   中文: 分组遍历的 WebAssembly 代码
 *
 * Parameters: thread, descriptor, first group, group behind the last, vector read, vector written.
 * Sums are taken in the order of `group-passes.ts`, so that both give the same bits.
 */
export function groupPassCode(shape: SweepShape, pass: GroupPass): FunctionDraft {
  return new PassWriter(shape, pass).write();
}

class PassWriter {
  readonly #shape: SweepShape;
  readonly #pass: GroupPass;
  readonly #f: FunctionDraft;
  readonly #lanes: readonly wasm.Lane[];
  readonly #rowBytes: number;
  readonly #loads: Code[] = [];
  readonly #projections: readonly Projection[];
  readonly #effects: readonly Effect[];
  /** First row of the group, the row behind its last one, and the address of the row at hand. */
  readonly #first: Local;
  readonly #end: Local;
  readonly #z: Local;
  readonly #value: readonly Local[];
  /** Sums of the projection at hand and of the one before it. */
  readonly #sums: readonly (readonly Local[])[];
  readonly #address: Local;
  readonly #scale: Local;
  readonly #weights: Local;
  readonly #rows: Local;
  readonly #scratch: Local;
  readonly #starts: Local;

  constructor(shape: SweepShape, pass: GroupPass) {
    const f = new FunctionDraft(pass.name, 6);
    this.#shape = shape;
    this.#pass = pass;
    this.#f = f;
    this.#lanes = lanesOf(shape.K);
    this.#rowBytes = 8 * shape.K;
    this.#starts = this.#field(DESCRIPTOR.starts);
    this.#weights = this.#field(DESCRIPTOR.weights);
    this.#rows = this.#field(DESCRIPTOR.rows);
    this.#scratch = this.#field(DESCRIPTOR.scratch);
    const at = (pair: number, second: 0 | 1) => this.#field(DESCRIPTOR.first + 2 * pair + second);
    const mean = { values: null, inverse: this.#field(DESCRIPTOR.inverse) };
    const slopes = Array.from({ length: shape.slopes }, (_, q) => ({
      values: at(q, 0),
      inverse: at(q, 1),
    }));
    const primary = [...(shape.mean === "yes" ? [mean] : []), ...slopes];
    this.#projections = pass.projections === "primary" ? primary : [];
    this.#effects = shape.effects.map((kind, e) => ({
      kind,
      codes: at(shape.slopes + e, 0),
      values: at(shape.slopes + e, 1),
    }));
    this.#first = f.local(I32);
    this.#end = f.local(I32);
    this.#z = f.local(I32);
    this.#address = f.local(I32);
    this.#scale = f.local(F64);
    this.#value = this.#lanes.map((lane) => f.local(lane.type));
    this.#sums = [0, 1].map(() => this.#lanes.map((lane) => f.local(lane.type)));
  }

  write(): FunctionDraft {
    const [thread, descriptor, group, lastGroup, , written] = this.#f.parameters as Parameters6;
    const { sink } = this.#pass;
    const starts = this.#starts;
    const stop = this.#f.local(I32);
    const total = this.#sums[0]!;
    this.#f.body = seq(
      ...this.#loads,
      set(
        this.#scratch,
        addInt(
          get(this.#scratch),
          mulInt(get(thread), loadInt(get(descriptor), 4 * DESCRIPTOR.scratchBytes)),
        ),
      ),
      set(stop, addInt(get(starts), mulInt(get(lastGroup), int(4)))),
      set(starts, addInt(get(starts), mulInt(get(group), int(4)))),
      ...this.#projections.map(({ inverse }) =>
        set(inverse, addInt(get(inverse), mulInt(get(group), int(8)))),
      ),
      set(this.#first, loadInt(get(starts))),
      sink === "scatter"
        ? fillZero(get(written), loadInt(get(descriptor), 4 * DESCRIPTOR.vectorBytes))
        : [],
      sink === "squares" ? this.#each((lane, l) => set(total[l]!, zeroLane(lane))) : [],
      whileBelow(starts, get(stop), this.#group()),
      sink === "squares"
        ? this.#each((lane, l) => storeLane(lane, get(written), get(total[l]!)))
        : [],
    );
    return this.#f;
  }

  #group(): Code {
    const passes = Array.from({ length: this.#projections.length + 1 }, (_, j) =>
      this.#rowsPass(j),
    );
    return seq(
      set(this.#end, loadInt(get(this.#starts), 4)),
      ...passes,
      advance(this.#starts, 4),
      ...this.#projections.map(({ inverse }) => advance(inverse, 8)),
      set(this.#first, get(this.#end)),
    );
  }

  /** Pass j takes the projection before it out and sums for its own; the last one is the sink. */
  #rowsPass(j: number): Code {
    const cursors = new Cursors(this.#f, this.#first);
    const own = this.#projections[j];
    const before = this.#projections[j - 1];
    const body = seq(
      j === 0 && this.#pass.source === "coefficients" ? this.#gathered(cursors) : this.#loaded(),
      before === undefined ? [] : this.#subtractSums(j - 1, before, cursors),
      own !== undefined && (j > 0 || this.#pass.source === "coefficients") ? this.#stored() : [],
      own === undefined ? this.#sunk(cursors) : this.#addToSums(j, own, cursors),
    );
    const sums = this.#sums[j % 2]!;
    const rowsOfGroup = mulInt(subInt(get(this.#end), get(this.#first)), int(this.#rowBytes));
    const begin =
      this.#pass.source === "coefficients"
        ? get(this.#scratch)
        : addInt(get(this.#rows), mulInt(get(this.#first), int(this.#rowBytes)));
    const end = this.#f.local(I32);
    return seq(
      cursors.rewind(),
      set(this.#z, begin),
      set(end, addInt(get(this.#z), rowsOfGroup)),
      own === undefined ? [] : this.#each((lane, l) => set(sums[l]!, zeroLane(lane))),
      whileBelow(this.#z, get(end), body, advance(this.#z, this.#rowBytes), cursors.move()),
      own === undefined
        ? []
        : this.#each((lane, l) =>
            set(sums[l]!, mulLane(lane, get(sums[l]!), splat(lane, loadNumber(get(own.inverse))))),
          ),
    );
  }

  #loaded(): Code {
    return this.#each((lane, l) => set(this.#value[l]!, loadLane(lane, get(this.#z))));
  }

  #stored(): Code {
    return this.#each((lane, l) => storeLane(lane, get(this.#z), get(this.#value[l]!)));
  }

  #gathered(cursors: Cursors): Code {
    const read = this.#f.parameters[4]!;
    return seq(
      ...this.#effects.map((effect, e) =>
        seq(
          set(this.#address, addInt(get(read), loadInt(get(cursors.add(effect.codes, 4))))),
          effect.kind === "slopes"
            ? set(this.#scale, loadNumber(get(cursors.add(effect.values, 8))))
            : [],
          this.#each((lane, l) => {
            const raw = loadLane(lane, get(this.#address));
            const term = effect.kind === "slopes" ? this.#scaled(lane, raw) : raw;
            const value = this.#value[l]!;
            return set(value, e === 0 ? term : addLane(lane, get(value), term));
          }),
        ),
      ),
    );
  }

  #subtractSums(j: number, { values }: Projection, cursors: Cursors): Code {
    const sums = this.#sums[j % 2]!;
    return seq(
      values === null ? [] : set(this.#scale, loadNumber(get(cursors.add(values, 8)))),
      this.#each((lane, l) => {
        const part = values === null ? get(sums[l]!) : this.#scaled(lane, get(sums[l]!));
        return set(this.#value[l]!, subLane(lane, get(this.#value[l]!), part));
      }),
    );
  }

  #addToSums(j: number, { values }: Projection, cursors: Cursors): Code {
    const factor = this.#factor(values, cursors);
    const sums = this.#sums[j % 2]!;
    return seq(
      factor === null ? [] : set(this.#scale, factor),
      this.#each((lane, l) => {
        const value = get(this.#value[l]!);
        const term = factor === null ? value : this.#scaled(lane, value);
        return set(sums[l]!, addLane(lane, get(sums[l]!), term));
      }),
    );
  }

  #sunk(cursors: Cursors): Code {
    const { sink } = this.#pass;
    if (sink === "store") return this.#stored();
    if (sink === "scatter") {
      return seq(...this.#effects.map((effect) => this.#scattered(effect, cursors)));
    }
    if (sink === "subtract") {
      const row = cursors.add(this.#rows, this.#rowBytes);
      return this.#each((lane, l) =>
        storeLane(lane, get(row), subLane(lane, loadLane(lane, get(row)), get(this.#value[l]!))),
      );
    }
    const factor = this.#factor(null, cursors);
    return seq(
      factor === null ? [] : set(this.#scale, factor),
      this.#each((lane, l) => {
        const value = get(this.#value[l]!);
        const left = factor === null ? value : this.#scaled(lane, value);
        const total = this.#sums[0]![l]!;
        return set(total, addLane(lane, get(total), mulLane(lane, left, value)));
      }),
    );
  }

  #scattered(effect: Effect, cursors: Cursors): Code {
    const written = this.#f.parameters[5]!;
    const factor = this.#factor(effect.kind === "slopes" ? effect.values : null, cursors);
    return seq(
      set(this.#address, addInt(get(written), loadInt(get(cursors.add(effect.codes, 4))))),
      factor === null ? [] : set(this.#scale, factor),
      this.#each((lane, l) => {
        const value = get(this.#value[l]!);
        const term = factor === null ? value : this.#scaled(lane, value);
        const sum = addLane(lane, loadLane(lane, get(this.#address)), term);
        return storeLane(lane, get(this.#address), sum);
      }),
    );
  }

  /** A variable's value times the row's weight; null where both are one. */
  #factor(values: Local | null, cursors: Cursors): Code | null {
    const u = values === null ? null : loadNumber(get(cursors.add(values, 8)));
    if (this.#shape.weights === "no") return u;
    const w = loadNumber(get(cursors.add(this.#weights, 8)));
    return u === null ? w : mulNumber(u, w);
  }

  #scaled(lane: wasm.Lane, value: Code): Code {
    return mulLane(lane, splat(lane, get(this.#scale)), value);
  }

  #each(code: (lane: wasm.Lane, l: number) => Code): Code {
    return seq(...this.#lanes.map(code));
  }

  #field(cell: number): Local {
    const local = this.#f.local(I32);
    this.#loads.push(set(local, loadInt(get(this.#f.parameters[1]!), 4 * cell)));
    return local;
  }
}

type Parameters6 = readonly [Local, Local, Local, Local, Local, Local];

/** Addresses that move along with the rows of a group. */
class Cursors {
  readonly #f: FunctionDraft;
  readonly #first: Local;
  readonly #moving = new Map<Local, { readonly at: Local; readonly step: number }>();

  constructor(f: FunctionDraft, first: Local) {
    this.#f = f;
    this.#first = first;
  }

  /** The address of the row's element in the array that begins at `base`. */
  add(base: Local, step: number): Local {
    let found = this.#moving.get(base);
    if (found === undefined) {
      found = { at: this.#f.local(I32), step };
      this.#moving.set(base, found);
    }
    return found.at;
  }

  /** Puts all of them on the first row of the group. */
  rewind(): Code {
    const codes = [...this.#moving].map(([base, { at, step }]) =>
      set(at, addInt(get(base), mulInt(get(this.#first), int(step)))),
    );
    return seq(...codes);
  }

  move(): Code {
    return seq(...[...this.#moving.values()].map(({ at, step }) => advance(at, step)));
  }
}
