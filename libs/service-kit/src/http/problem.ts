import { HttpException } from '@nestjs/common';

/** What a client is told about one thing that is wrong. Facts are ids, codes and times: never names or free text of patients. */
export type ProblemDetail = { readonly code: string; readonly detail: string; readonly pointer?: string; readonly [fact: string]: unknown };

export type ProblemFacts = {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly ProblemDetail[];
  /** Extension members of RFC 9457. */
  readonly [extension: string]: unknown;
};

/** The body of `application/problem+json`, RFC 9457. */
export type ProblemBody = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance?: string;
  readonly errors: readonly ProblemDetail[];
  readonly [extension: string]: unknown;
};

/** Thrown by whoever answers a request with a problem. */
export class ProblemException extends HttpException {
  constructor(
    status: number,
    readonly facts: ProblemFacts,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(facts.title, status);
  }
}

export const problemType = (code: string): string => `urn:liaison:problem:${code}`;

export const problemBody = (
  status: number,
  { code, title, detail, errors, ...extensions }: ProblemFacts,
  instance?: string,
): ProblemBody => ({
  ...extensions,
  type: problemType(code),
  title,
  status,
  detail,
  ...(instance !== undefined && { instance }),
  errors: errors ?? [{ code, detail }],
});
