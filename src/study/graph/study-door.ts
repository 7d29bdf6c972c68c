import { join, sep } from "node:path";
import { type Localized, packageRoot, sha256 } from "../../base/index.js";
import { type IndicatorSystem, openSystem } from "../../indices/index.js";
import { type Concordance, readConcordance } from "../../patent/index.js";
import { Policies, type PolicyList } from "../../policy/index.js";
import { type Region, Regions } from "../../region/index.js";
import {
  type Dictionary,
  dictionaryOfTerms,
  listDictionaries,
  loadDictionary,
} from "../../text/index.js";
import { SIMULATED, type Study, settingAt } from "../file/read-study.js";
import { Door, hashOfFile } from "./door.js";

/** What messages name: the study file and the line of an entry. */
export type Place = Pick<Study, "file" | "placeOf">;

/**
 * The door to a study: settings of its file, and the files, word lists, concordances, regions,
 * systems and policies that they name.   中文: 研究的读取入口
 */
export class StudyDoor extends Door {
  readonly #study: Study;
  readonly #memory: Map<string, unknown>;

  constructor(study: Study, memory: Map<string, unknown>) {
    super();
    this.#study = study;
    this.#memory = memory;
  }

  /** Where messages point to: no part of any result. */
  get place(): Place {
    const { file, placeOf } = this.#study;
    return { file, placeOf };
  }

  /** A setting of the study file with all below it, such as `setting("data", "regions")`. */
  setting<K extends keyof Study>(key: K): Study[K];
  setting(key: keyof Study, ...rest: readonly string[]): unknown;
  setting(key: keyof Study, ...rest: readonly string[]): unknown {
    const path = [key, ...rest];
    return this.value(`setting ${path.join(".")}`, settingAt(this.#study, path));
  }

  /** A file that the study names: read as its full path, recorded by content. */
  studyFile(name: string): string {
    return this.file(this.#study.path(name), `file ${name}`);
  }

  /** A file of the package, by its path in it. */
  packageFile(name: string): string {
    return this.file(join(packageRoot(), name), `package ${name}`);
  }

  /** The folder of simulated files: where it is belongs to what a simulation made. */
  simulatedFolder(): string {
    return this.value("simulated folder", this.#study.simulatedFolder);
  }

  /** A bundled word list, a file, or the terms themselves. */
  dictionary(named: string | readonly string[]): Dictionary {
    if (typeof named !== "string") {
      const made = dictionaryOfTerms(named);
      this.value(`terms ${named.join(" ")}`, named);
      return made;
    }
    const made = loadDictionary(isPath(named) ? this.#study.path(named) : named)[0]!;
    this.record(`dictionary ${named}`, made.sha256);
    return made;
  }

  /** What a word list is called: bundled ones have titles, others their own name. */
  dictionaryTitle(named: string | readonly string[]): Localized {
    const { title: own } = this.dictionary(named);
    const bundled = listDictionaries().find((d) => d.name === named)?.title;
    const title = bundled ?? { en: own, zh: own };
    return this.value(`title of ${String(named)}`, { en: title.en, zh: title.zh });
  }

  /** A bundled concordance, or a file in the same form. */
  concordance(named: string): Concordance {
    const path = isPath(named) ? this.#study.path(named) : named;
    if (path !== named) this.studyFile(named);
    const made = readConcordance(path);
    this.record(`concordance ${named}`, made.sha256);
    return made;
  }

  /** A bundled indicator system, or a file beside the study file. */
  system(named: string): IndicatorSystem {
    const made = openStudySystem(this.#study, named);
    this.record(`system ${named}`, made.sha256 ?? sha256(JSON.stringify(made)));
    return made;
  }

  /** A bundled policy list, or a file in the same form. */
  policyList(named: string): PolicyList {
    const made = Policies.load().get(isPath(named) ? this.#study.path(named) : named);
    this.record(`policy list ${named}`, made.sha256);
    return made;
  }

  /** The study's own region table beside the bundled one; read once for each content. */
  regions(): Regions {
    const named = this.setting("data", "regions") as string | undefined;
    if (named === undefined) return this.#remember("regions", () => Regions.load());
    const path = this.studyFile(named);
    return this.#remember(`regions ${hashOfFile(path)}`, () => Regions.loadWith(path));
  }

  /** The units that only the study's own region table has. */
  ownRegions(): readonly Region[] {
    if (this.setting("data", "regions") === undefined) return [];
    const bundled = this.#remember("bundled codes", () => {
      return new Set(Regions.load().all.map((r) => r.code));
    });
    return this.regions().all.filter((r) => !bundled.has(r.code));
  }

  #remember<T>(key: string, make: () => T): T {
    if (!this.#memory.has(key)) this.#memory.set(key, make());
    return this.#memory.get(key) as T;
  }
}

/** Doors to one study that share what is costly to read. */
export function studyDoors(study: Study): () => StudyDoor {
  const memory = new Map<string, unknown>();
  return () => new StudyDoor(study, memory);
}

/** Names of bundled things hold no separator and no ending. */
export function isPath(named: string): boolean {
  return /[./\\]/.test(named) || named.includes(sep) || named.startsWith(SIMULATED);
}

/** A bundled indicator system, or a file beside the study file.   中文: 研究所用的指标体系 */
export function openStudySystem(study: Pick<Study, "path">, named: string): IndicatorSystem {
  const name = named.startsWith(SIMULATED) ? study.path(named) : named;
  return openSystem(name, { folder: study.path(".") });
}
