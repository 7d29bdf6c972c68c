import type { Rng } from "../../../base/index.js";
import type { DemoSentences } from "../../demo/demo-settings.js";
import { pick } from "../pick.js";

/** The place of an applicant. */
export interface PatentPlace {
  readonly name: string;
  readonly code: string;
  readonly province: string;
}

/** What one simulated application is to be. */
export interface PatentRequest {
  readonly place: PatentPlace;
  readonly year: number;
  /** Its number within place and year. */
  readonly index: number;
  readonly kind: "key" | "nonKey";
  /** A second applicant: always, never, or with a probability. */
  readonly joint: number;
}

/**
 * One simulated invention application with symbols of key technology or of none.
 * 中文: 模拟专利申请
 */
export function patentRecord(request: PatentRequest, sentences: DemoSentences, rng: Rng) {
  const { place, year, index, kind } = request;
  const idea = pick(sentences.titles[kind], rng);
  const number = `${place.code.slice(0, 4)}${year}${String(index).padStart(3, "0")}`;
  const joint = rng.uniform() < request.joint;
  const firms = joint
    ? [firm(place, sentences, rng), `${place.name.slice(0, -1)}学院`]
    : [firm(place, sentences, rng)];
  const month = 1 + rng.integer(12);
  const day = 1 + rng.integer(28);
  return {
    publication: `SIM${number}A`,
    application: `SIM${number}`,
    title: `${idea.title}（模拟）`,
    type: "发明专利",
    filed: date(year, month, day),
    published: date(year + 1, month, day),
    applicants: firms.join("; "),
    address: `${place.province}${place.name}开发区${1 + rng.integer(9)}号路${1 + rng.integer(200)}号`,
    ipc: idea.ipc.join("; "),
    cited: String(rng.integer(8)),
  };
}

function firm(place: PatentPlace, sentences: DemoSentences, rng: Rng): string {
  const name = pick(sentences.firms, rng);
  const kind = pick(sentences.firmKinds, rng);
  return `${place.name.slice(0, -1)}${name}${kind}`;
}

function date(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
