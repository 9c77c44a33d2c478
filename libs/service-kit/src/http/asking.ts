import { createParamDecorator, Inject, Injectable, type ExecutionContext, type PipeTransform } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Asked } from '@liaison/event-store';
import type { FastifyRequest } from 'fastify';
import { callerOf } from '../identity/caller.js';
import { traceparentOf } from '../observability/traceparent.js';
import { RUNTIME, type Runtime } from '../service.js';
import { etagPattern } from './etag.js';
import { commandIdOf, fingerprintOf } from './command-id.js';
import { ProblemException } from './problem.js';

@Injectable()
export class AskedPipe implements PipeTransform<FastifyRequest, Asked> {
  constructor(@Inject(RUNTIME) private readonly runtime: Pick<Runtime, 'clock'>) {}

  transform(request: FastifyRequest): Asked {
    const { method, url, body, headers } = request;
    const caller = callerOf(request);
    const commandId = commandIdOf(caller, idempotencyKey(headers['idempotency-key']));
    const seen = seenRevision(headers['if-match']);
    const traceparent = traceparentOf(headers['traceparent']);
    commands.set(request, commandId);
    return {
      commandId,
      by: caller.subject,
      at: this.runtime.clock.now(),
      fingerprint: fingerprintOf({ method, path: url, body, ifMatch: headers['if-match'] }),
      ...seen,
      ...(traceparent !== undefined && { traceparent }),
    };
  }
}

const commands = new WeakMap<FastifyRequest, string>();
export const commandOf = (request: FastifyRequest): string | undefined => commands.get(request);

const RequestItself = createParamDecorator((_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>());

/** Makes a handler a command: who asks, on whose command id, at what time, having seen which revision. */
export const Asking = (): ParameterDecorator => (target, key, index) => {
  RequestItself(AskedPipe)(target, key, index);
  const handler = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
  if (key === undefined || !handler) return;
  for (const header of documented) ApiHeader(header)(target, key, handler);
};

const documented = [
  {
    name: 'Idempotency-Key',
    required: true,
    description: 'Yours to choose, one per command. Sent again with the same request it acts once and gets the first answer.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
  },
  {
    name: 'If-Match',
    required: false,
    description: 'The ETag of what you have read: refused with 412 when it has changed since.',
    schema: { type: 'string', pattern: etagPattern },
  },
];

const idempotencyKey = (header: string | string[] | undefined): string => {
  if (header === undefined)
    throw new ProblemException(400, {
      code: 'idempotency-key-missing',
      title: 'A command needs an Idempotency-Key',
      detail: 'Send the header Idempotency-Key with a value of your own, a UUID say, and the same one when you send the request again.',
    });
  if (typeof header !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(header))
    throw new ProblemException(400, {
      code: 'idempotency-key-invalid',
      title: 'The Idempotency-Key cannot be used',
      detail: 'It takes one value of 1 to 255 visible ASCII characters, without spaces.',
    });
  return header;
};

/** As {@link etagOf} writes it. */
const seenRevision = (header: string | undefined): Pick<Asked, 'expected' | 'expectedOf'> => {
  if (header === undefined) return {};
  const [, revision, expectedOf] = new RegExp(etagPattern).exec(header) ?? [];
  if (revision === undefined)
    throw new ProblemException(400, {
      code: 'if-match-invalid',
      title: 'The If-Match header cannot be used',
      detail: 'It takes one ETag as it was given, a revision in double quotes: weak ETags, lists and * say too little here.',
    });
  return { expected: Number(revision), ...(expectedOf !== undefined && { expectedOf }) };
};
