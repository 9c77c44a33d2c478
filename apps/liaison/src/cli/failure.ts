/** Something went wrong that a person can understand: said in one sentence, exit code 1, no stack. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    readonly code: string,
    message: string,
    /** What `--json` tells beside code and message. */
    readonly facts: Readonly<Record<string, unknown>> = {},
    /** Lines below the sentence. */
    readonly lines: readonly string[] = [],
  ) {
    super(message);
  }
}
