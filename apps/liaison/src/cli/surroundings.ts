/** Everything that the command line touches outside itself. */
export type Surroundings = {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean | undefined };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** UTC at whole seconds. */
  readonly now: () => string;
  /** How long a command that has begun waits for a system that went away, in milliseconds. */
  readonly patience: number;
};
