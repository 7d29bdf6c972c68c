/** What the reader made of it. */
export interface OfficeText {
  readonly text: string;
  /** PDF pages without text. */
  readonly emptyPages: readonly number[];
  /** What was lost or repaired on the way, in the order found. */
  readonly damage: readonly string[];
  /** Remarks of the reader that cost no text (fonts, pictures). */
  readonly remarks: readonly string[];
}
