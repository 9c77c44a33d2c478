import { Injectable, StandardSchemaValidationPipe, type ArgumentMetadata, type StandardSchemaValidationPipeOptions } from '@nestjs/common';
import { inOurWords, type WordedIssue } from './in-our-words.js';
import { ProblemException, type ProblemDetail } from './problem.js';

const most = 100;
const places = { body: 'body', query: 'query', param: 'path', custom: 'request' } as const;

type Issues = Parameters<NonNullable<StandardSchemaValidationPipeOptions['exceptionFactory']>>[0];
/** What zod says beyond the standard. */
type Issue = Issues[number] & WordedIssue & { readonly keys?: readonly string[] };
type Place = (typeof places)[keyof typeof places];

/** Checks what comes in against its schema; what does not fit is a 400 that names every field. */
@Injectable()
export class SchemaPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: (issues: Issues) => new InvalidInput(issues) });
  }

  override async transform<Value>(value: Value, metadata: ArgumentMetadata): Promise<Value> {
    try {
      return await super.transform(value, metadata);
    } catch (fault) {
      if (!(fault instanceof InvalidInput)) throw fault;
      throw problemOf(places[metadata.type], fault.issues);
    }
  }
}

class InvalidInput extends Error {
  constructor(readonly issues: Issues) {
    super('invalid input');
  }
}

const problemOf = (place: Place, issues: readonly Issue[]): ProblemException => {
  const errors = issues.flatMap((issue) => detailsOf(place, issue)).slice(0, most);
  return new ProblemException(400, {
    code: 'invalid-input',
    title: 'The request is not as it must be',
    detail: errors
      .map(({ detail, pointer, parameter }) => `${pointer || (typeof parameter === 'string' ? parameter : place)}: ${detail}`)
      .join('; '),
    errors,
  });
};

const detailsOf = (place: Place, issue: Issue): readonly ProblemDetail[] => {
  const { code = 'invalid', path = [], keys } = issue;
  const segments = path.map((segment) => String(typeof segment === 'object' ? segment.key : segment));
  if (keys) return keys.map((key) => located(place, [...segments, key], code, 'is not known here'));
  return [located(place, segments, code, inOurWords(issue))];
};

const located = (place: Place, segments: readonly string[], code: string, detail: string): ProblemDetail =>
  place === 'body' ? { code, detail, pointer: pointerTo(segments) } : { code, detail, in: place, parameter: segments.join('.') };

/** RFC 6901. */
const pointerTo = (segments: readonly string[]): string =>
  segments.map((segment) => `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
