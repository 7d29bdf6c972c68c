/** What kind of right a document stands for, and whether it is an application or a grant. */
export interface PatentType {
  readonly kind: "invention" | "utility" | "design" | null;
  readonly stage: "application" | "grant" | null;
}

/**
 * Tells the type by the export's words or the kind code of the number.   中文: 专利类型
 *
 * 发明申请/发明公布 → invention, application; 发明授权/授权发明 → invention, grant; 实用新型 → utility;
 * 外观设计 → design. Without words: CN…A application, CN…B and CN…C grant, U or Y utility, S design
 * (a CN grant of before 1993 also ends in B).
 */
export function patentType(words: string, publication: string, code = ""): PatentType {
  const letter = code.trim()[0]?.toUpperCase() ?? /\d([A-Z])\d?$/.exec(publication)?.[1] ?? "";
  if (/实用新型|utility/i.test(words)) return { kind: "utility", stage: "grant" };
  if (/外观|design/i.test(words)) return { kind: "design", stage: "grant" };
  if (/授权发明|发明授权|授权/.test(words)) return { kind: "invention", stage: "grant" };
  if (/发明申请|发明公布|公布/.test(words)) return { kind: "invention", stage: "application" };
  const byLetter: Readonly<Record<string, PatentType>> = {
    A: { kind: "invention", stage: "application" },
    B: { kind: "invention", stage: "grant" },
    C: { kind: "invention", stage: "grant" },
    U: { kind: "utility", stage: "grant" },
    Y: { kind: "utility", stage: "grant" },
    S: { kind: "design", stage: "grant" },
    D: { kind: "design", stage: "grant" },
  };
  const told = byLetter[letter] ?? { kind: null, stage: null };
  if (/发明|invention/i.test(words)) return { kind: "invention", stage: told.stage };
  return told;
}
