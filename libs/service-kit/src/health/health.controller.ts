import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../http/access.js';
import type { Health, Readiness } from './readiness.js';

export const READINESS = Symbol('liaison:readiness');

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(@Inject(READINESS) private readonly readiness: Readiness) {}

  @Get('live')
  @Public()
  @ApiOperation({ summary: 'The process answers' })
  @ApiOkResponse()
  live() {
    return { status: 'ok' };
  }

  @Get('ready')
  @Public()
  @ApiOperation({ summary: 'Every service here can do its work, or what stands in its way' })
  @ApiOkResponse()
  @ApiServiceUnavailableResponse()
  async ready(@Res({ passthrough: true }) reply: Pick<FastifyReply, 'status' | 'header'>): Promise<Health> {
    const health = await this.readiness.check();
    void reply.status(health.status === 'ok' ? 200 : 503);
    void reply.header('cache-control', 'no-store');
    return health;
  }
}
