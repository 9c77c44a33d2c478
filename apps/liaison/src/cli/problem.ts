import { z } from 'zod';
import { Failure } from './failure.js';
import type { Reply } from './liaison-api.js';

/** RFC 9457, with every reason of a refusal in `errors`. */
const Problem = z.object({
  title: z.string().default('Refused'),
  detail: z.string().optional(),
  errors: z.array(z.object({ code: z.string(), detail: z.string().optional(), pointer: z.string().optional() })).default([]),
});

/** The codes of everything that was wrong. */
export const codesOf = ({ body }: Reply): readonly string[] => {
  const problem = Problem.safeParse(body);
  return problem.success ? [...new Set(problem.data.errors.map(({ code }) => code))] : [];
};

/** An answer that the command cannot go on with. */
export const failureOf = (reply: Reply, asked: string): Failure => {
  const { data } = Problem.safeParse(reply.body);
  const reasons = (data?.errors ?? []).map(({ code, detail, pointer }) => `  ${[pointer, code, detail].filter(Boolean).join(': ')}`);
  const said = [data?.title ?? 'no problem details', data?.detail].filter(Boolean).join(': ');
  return new Failure('refused', `${asked} was answered ${reply.status}: ${said}`, { status: reply.status, codes: codesOf(reply) }, reasons);
};

/** The body as the schema says, or the failure that it is not. */
export const bodyOf = <Body extends z.ZodType>(reply: Reply, schema: Body, asked: string): z.infer<Body> => {
  if (reply.status >= 300) throw failureOf(reply, asked);
  const body = schema.safeParse(reply.body);
  if (body.success) return body.data;
  throw new Failure(
    'unexpected-answer',
    `${asked} was answered with something that this command line does not understand: is it of the same version?`,
  );
};
