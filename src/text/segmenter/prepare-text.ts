/** First private-use unit that stands for a term with a blank in it while the text is cut. */
const STAND_IN = 0xe100;

/** A text as it is cut, and the way back to places of the text as it was. */
export interface PreparedText {
  readonly text: string;
  /** Place in the original; to be asked with growing places. */
  readonly original: (position: number) => number;
}

/** Terms with blanks and the units that stand for them. */
export interface StandIns {
  readonly units: ReadonlyMap<string, string>;
  readonly pattern: RegExp | undefined;
}

/** No engine can hold a word with a blank: each is given a private unit of its own. */
export function standInsFor(keys: readonly string[]): StandIns {
  const spaced = keys.filter((k) => k.includes(" ")).sort((a, b) => b.length - a.length);
  const units = new Map(spaced.map((k, i) => [k, String.fromCharCode(STAND_IN + i)]));
  if (spaced.length === 0) return { units, pattern: undefined };
  const escaped = spaced.map((k) => k.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return { units, pattern: new RegExp(escaped.join("|"), "g") };
}

/** Lower case, no lone surrogates (they would shift positions), stand-ins for spaced terms. */
export function prepareText(text: string, standIns: StandIns): PreparedText {
  let out = (text as unknown as WellFormable).toWellFormed().toLowerCase();
  if (out.length !== text.length) out = text.replace(/[A-Z]/g, (c) => c.toLowerCase());
  if (standIns.pattern === undefined) return { text: out, original: (p) => p };
  // Behind each stand-in the original is further on by what was taken out so far.
  const places: number[] = [];
  const shifts: number[] = [];
  let shift = 0;
  out = out.replace(standIns.pattern, (found, at: number) => {
    places.push(at - shift);
    shift += found.length - 1;
    shifts.push(shift);
    return standIns.units.get(found)!;
  });
  let passed = 0;
  return {
    text: out,
    original(position) {
      while (passed < places.length && places[passed]! < position) passed++;
      return position + (passed === 0 ? 0 : shifts[passed - 1]!);
    },
  };
}

/** Node 20 has it, the library of types not yet. */
interface WellFormable {
  toWellFormed(): string;
}
