/** The first line of what was thrown: messages of other libraries go on with details and stacks.   中文: 错误首行 */
export function firstLine(cause: unknown): string {
  return String(cause instanceof Error ? cause.message : cause).split("\n")[0]!;
}
