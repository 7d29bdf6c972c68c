import { initial } from "./001-initial.js";
import { frontier } from "./002-frontier.js";
import { patentsStage } from "./003-patents.js";
import { patentHistory } from "./004-patent-history.js";
import { applicationKey } from "./005-application-key.js";
import { documentGenre } from "./006-document-genre.js";
import { seals } from "./007-seals.js";
import { documentIndex } from "./008-document-index.js";

/**
 * Numbered migrations: entry i brings a store from schema i to i + 1. Never edit one that has been
 * released; append another.   中文: 数据库结构迁移
 */
export const migrations: readonly string[] = [
  initial,
  frontier,
  patentsStage,
  patentHistory,
  applicationKey,
  documentGenre,
  seals,
  documentIndex,
];
