import { Catch, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { namedFault, problemFor } from './fault-to-problem.js';
import { ProblemException, problemBody } from './problem.js';
import type { RouteTable } from './route-table.js';

/** Every answer that is not a success is a problem of RFC 9457. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Logger,
    private readonly routes: RouteTable,
  ) {}

  catch(fault: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = fault instanceof NotFoundException ? this.notFound(request) : problemFor(fault);
    if (problem.getStatus() >= 500) this.log.error({ ...namedFault(fault), status: problem.getStatus() }, 'a request failed');
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy(); // half of it is out: the client must not take it for the whole
      return;
    }
    void reply
      .status(problem.getStatus())
      .headers(problem.headers)
      .type('application/problem+json')
      .send(JSON.stringify(problemBody(problem.getStatus(), problem.facts, request.url.split('?', 1)[0])));
  }

  private notFound({ url }: FastifyRequest): ProblemException {
    const [path = '/'] = url.split('?', 1);
    const allowed = this.routes.methodsOf(path);
    if (allowed.length === 0)
      return new ProblemException(404, {
        code: 'route-unknown',
        title: 'There is nothing here',
        detail: 'What there is stands in /openapi.json and /docs.',
      });
    return new ProblemException(
      405,
      { code: 'method-not-allowed', title: 'Not with this method', detail: `This path answers ${allowed.join(', ')}.` },
      { allow: allowed.join(', ') },
    );
  }
}
