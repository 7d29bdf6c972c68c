import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { FontFace } from "./font-file.js";

/** The part of HarfBuzz's C interface that is used here (hb-subset.h). */
interface HarfBuzz {
  readonly memory: { readonly buffer: ArrayBuffer };
  _initialize(): void;
  malloc(bytes: number): number;
  free(at: number): void;
  hb_blob_create(data: number, length: number, mode: number, user: number, free: number): number;
  hb_blob_destroy(blob: number): void;
  hb_blob_get_data(blob: number, length: number): number;
  hb_blob_get_length(blob: number): number;
  hb_face_create(blob: number, index: number): number;
  hb_face_destroy(face: number): void;
  hb_face_reference_blob(face: number): number;
  hb_set_add(set: number, value: number): void;
  hb_set_clear(set: number): void;
  hb_set_invert(set: number): void;
  hb_subset_input_create_or_fail(): number;
  hb_subset_input_destroy(input: number): void;
  hb_subset_input_set(input: number, kind: number): number;
  hb_subset_input_set_flags(input: number, flags: number): void;
  hb_subset_input_unicode_set(input: number): number;
  hb_subset_or_fail(face: number, input: number): number;
}

const WRITABLE = 2;
/** Of what is kept all: names by number and by language, layout features. */
const KEPT_WHOLE = [4, 5, 6] as const;
/** Names in the encodings of old Macintosh systems are kept too. */
const LEGACY_NAMES = 8;

/** What is used of WebAssembly: Node's types leave it out, and `node --jitless` has none. */
interface WebAssemblyApi {
  instantiate(bytes: Uint8Array): Promise<{ readonly instance: { readonly exports: unknown } }>;
}

let library: Promise<HarfBuzz | undefined> | undefined;

/**
 * A font with only the glyphs that a text needs, all its names and layout rules kept: what is drawn
 * with it is what the whole font draws.   中文: 字体子集
 *
 * Fonts with Chinese characters have some 20 MB, which the picture library reads anew for each piece
 * of text. Undefined where the font cannot be cut: the whole one serves then.
 *
 * @example await subsetFont(findChineseFont(), "政策 2015")
 */
export async function subsetFont(face: FontFace, text: string): Promise<Uint8Array | undefined> {
  library ??= loadHarfBuzz();
  const hb = await library;
  if (hb === undefined) return undefined;
  const font = readFileSync(face.file);
  const at = hb.malloc(font.byteLength);
  if (at === 0) return undefined;
  new Uint8Array(hb.memory.buffer).set(font, at);
  const blob = hb.hb_blob_create(at, font.byteLength, WRITABLE, 0, 0);
  const whole = hb.hb_face_create(blob, face.index);
  hb.hb_blob_destroy(blob);
  const input = hb.hb_subset_input_create_or_fail();
  // The font is looked up by its name: one without it would leave a drawing without its text.
  hb.hb_subset_input_set_flags(input, LEGACY_NAMES);
  for (const kind of KEPT_WHOLE) {
    const kept = hb.hb_subset_input_set(input, kind);
    hb.hb_set_clear(kept);
    hb.hb_set_invert(kept);
  }
  const characters = hb.hb_subset_input_unicode_set(input);
  for (const character of new Set(text)) hb.hb_set_add(characters, character.codePointAt(0)!);
  const cut = hb.hb_subset_or_fail(whole, input);
  hb.hb_subset_input_destroy(input);
  hb.hb_face_destroy(whole);
  let bytes: Uint8Array | undefined;
  if (cut !== 0) {
    const result = hb.hb_face_reference_blob(cut);
    const from = hb.hb_blob_get_data(result, 0);
    const length = hb.hb_blob_get_length(result);
    // The memory may have moved while it grew: a view is taken last.
    if (length > 0) bytes = new Uint8Array(hb.memory.buffer).slice(from, from + length);
    hb.hb_blob_destroy(result);
    hb.hb_face_destroy(cut);
  }
  hb.free(at);
  return bytes;
}

async function loadHarfBuzz(): Promise<HarfBuzz | undefined> {
  const { WebAssembly: api } = globalThis as { readonly WebAssembly?: WebAssemblyApi };
  if (api === undefined) return undefined;
  const file = createRequire(import.meta.url).resolve("harfbuzzjs/dist/harfbuzz-subset.wasm");
  const { instance } = await api.instantiate(readFileSync(file));
  const hb = instance.exports as HarfBuzz;
  hb._initialize();
  return hb;
}
