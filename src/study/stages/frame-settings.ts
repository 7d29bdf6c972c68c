import { UserError } from "../../base/index.js";
import {
  type GivenWeights,
  parseWeightChoice,
  readGivenWeights,
  systemWeights,
} from "../../indices/index.js";
import type { Study } from "../file/read-study.js";
import type { StudyDoor } from "../graph/study-door.js";
import type { JoinSettings } from "./join-counts.js";
import type { PolicySettings } from "./prepare/policy-columns.js";
import type { OperationSettings } from "./prepare/run-operation.js";

/** All that the frame is made from besides panels and counts.   中文: 数据框的设定 */
export interface FrameSettings extends JoinSettings, PolicySettings, OperationSettings {
  readonly data: Pick<Study["data"], "regionCode" | "firmName" | "panels">;
  readonly regions: PolicySettings["regions"];
  readonly policies: Study["policies"];
  readonly prepare: Study["prepare"];
  readonly derive: Study["derive"];
  readonly indices: NonNullable<Study["indices"]>;
}

/**
 * Reads what the frame is made from. A system that is not there ends the run; a policy list or weights
 * that cannot be read fail what needs them, later.   中文: 读取数据框设定
 */
export async function readFrameSettings(door: StudyDoor): Promise<FrameSettings> {
  const policies = door.setting("policies");
  const [prepare, derive] = [door.setting("prepare"), door.setting("derive")];
  const indices = door.setting("indices") ?? [];
  const systems = new Map<string, ReturnType<StudyDoor["system"]>>();
  const weights = new Map<string, Later<GivenWeights>>();
  const lists = new Map<string, Later<ReturnType<StudyDoor["policyList"]>>>();
  const builds = [
    ...indices.map((i) => ({ system: i.system, weights: i.weights })),
    ...[...prepare, ...derive].flatMap((o) =>
      "index" in o && "weights" in o ? [{ system: o.index, weights: o.weights }] : [],
    ),
  ];
  for (const { system, weights: choice } of builds) {
    systems.set(system, door.system(system));
    await later(() =>
      parseWeightChoice(choice, async (path) => {
        if (path === null) return systemWeights(door.system(system));
        const read = await later(() => readGivenWeights(door.studyFile(path)));
        weights.set(path, read);
        return read();
      }),
    );
  }
  for (const policy of Object.values(policies)) {
    if ("list" in policy) lists.set(policy.list, await later(() => door.policyList(policy.list)));
  }
  return {
    place: door.place,
    data: {
      regionCode: door.setting("data", "regionCode") as string | undefined,
      firmName: door.setting("data", "firmName") as string | undefined,
      panels: door.setting("data", "panels") as Study["data"]["panels"],
    },
    policies,
    prepare,
    derive,
    indices,
    regions: door.regions(),
    system: (name) => systems.get(name)!,
    givenWeights: (path) => weights.get(path)!(),
    policyList: (name) => lists.get(name)!(),
  };
}

type Later<T> = () => T;

/** What was read, or the user's error, for the piece that asks. */
async function later<T>(read: () => T | Promise<T>): Promise<Later<T>> {
  try {
    const made = await read();
    return () => made;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return () => {
      throw error;
    };
  }
}
