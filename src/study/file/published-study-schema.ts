import { z } from "zod";
import { sectionKinds } from "../sections/index.js";
import { studySchema } from "./study-schema.js";

/**
 * The study file with the keys of every kind of section, as editors complete it; the runner reads
 * sections one by one, so that one mistake fails one section.   中文: 供编辑器补全的完整模式
 */
export function publishedStudySchema(): z.ZodType {
  const kinds = [...sectionKinds.values()].map((kind) => kind.schema);
  const [first, ...rest] = kinds;
  return studySchema.extend({
    sections: z
      .array(
        z.union([
          z.enum([...sectionKinds.keys()]),
          z.discriminatedUnion("make", [first!, ...rest]),
        ]),
      )
      .min(1),
  });
}
