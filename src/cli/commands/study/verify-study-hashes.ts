import { type HashTrouble, verifyHashes } from "../../../study/index.js";
import { type Context, EXIT } from "../../context.js";
import { openStudy } from "./run-study-file.js";

/** Troubles that are printed; all are in the JSON. */
const MOST_SHOWN = 20;

/**
 * Checks a study's inputs, outputs and stores by their hashes and computes nothing.
 * 中文: 仅凭校验和核对研究
 */
export async function verifyStudyHashes(
  context: Context,
  request: { readonly file: string; readonly out: string | undefined },
): Promise<void> {
  const { study, folder } = openStudy(request.file, request.out);
  const { troubles, ...counts } = await verifyHashes(study, folder);
  const { inputs, outputs, stores } = counts;
  const same = context.t(
    `${study.name}: ${inputs} inputs, ${outputs} files and ${stores} stores are as the last run left them.`,
    `${study.name}：${inputs} 项输入、${outputs} 个文件、${stores} 个数据库均与上次运行一致。`,
  );
  const differ = [
    context.t(
      `${study.name}: ${troubles.length} things are not as the last run left them:`,
      `${study.name}：有 ${troubles.length} 处与上次运行不一致：`,
    ),
    ...troubles.slice(0, MOST_SHOWN).map((trouble) => lineOf(context, trouble)),
    context.t(
      "Put the right files back, or make them again: xinzhi study run",
      "请恢复原文件，或重新生成：xinzhi study run",
    ),
  ].join("\n");
  context.print(troubles.length === 0 ? same : differ, {
    kind: "study-verify-hashes",
    study: study.name,
    same: troubles.length === 0,
    ...counts,
    troubles,
  });
  if (troubles.length > 0) context.exitCode = EXIT.partial;
}

function lineOf(context: Context, { part, name, found }: HashTrouble): string {
  const words = {
    manifest: context.t("manifest", "清单"),
    input: context.t("input", "输入"),
    output: context.t("output", "输出"),
    store: context.t("store", "数据库"),
  };
  const hash = /^[0-9a-f]{64}$/.test(found);
  return `  ${words[part]} ${name}: ${hash ? context.t("changed", "已改动") : found}`;
}
