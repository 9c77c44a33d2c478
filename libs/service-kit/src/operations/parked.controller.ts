import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ParkedEventUnknown, ParkedKeyBusy, ParkedKeyUnknown, type ParkedEvent } from '@liaison/messaging';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Roles } from '../http/access.js';
import { ProblemException } from '../http/problem.js';
import { callerOf } from '../identity/caller.js';
import { CONSUMER, type ConsumerView } from './consumer-view.js';
import { Dropped, ParkedEventPath, ParkedKeys, ParkedPath, ParkedQueue, Reason, Replayed } from './parked.schemas.js';

/** Events that could not be handled and what waits behind them, at the same paths in every service. */
export const parkedOf = (service: string): Type => {
  @ApiTags(`${service}: operations`)
  @Controller(`${service}/operations/parked`)
  class ParkedController {
    constructor(@Inject(CONSUMER) private readonly view: ConsumerView) {}

    @Get()
    @Roles('operator')
    @ApiOperation({ summary: 'Keys whose events wait because one of them could not be handled' })
    @ApiOkResponse({ standardSchema: ParkedKeys })
    async list() {
      const parked = (await this.view.strategy?.parked.list()) ?? [];
      return { parked: parked.map(({ first, ...key }) => ({ ...key, ...(first && { first: shown(first) }) })) };
    }

    @Get(':id')
    @Roles('operator')
    @ApiOperation({ summary: 'What waits under a key, in its order, with what each event says' })
    @ApiOkResponse({ standardSchema: ParkedQueue })
    async show(@Param({ schema: ParkedPath }) { id }: z.infer<typeof ParkedPath>) {
      const { queue, first: _, ...key } = await known(() => this.consumer(id).parked.show(id));
      return { ...key, queue: queue.map(({ content, ...event }) => ({ ...shown(event), content })) };
    }

    @Post(':id/replay')
    @HttpCode(200)
    @Roles('operator')
    @ApiOperation({ summary: 'Handle what waits under a key, in its order, until it is free or an event fails again' })
    @ApiOkResponse({ standardSchema: Replayed })
    async replay(@Param({ schema: ParkedPath }) { id }: z.infer<typeof ParkedPath>) {
      return known(() => this.consumer(id).replay(id));
    }

    @Post(':id/events/:event/drop')
    @HttpCode(200)
    @Roles('operator')
    @ApiOperation({ summary: 'Decide that an event is never handled; the reason is kept with it' })
    @ApiOkResponse({ standardSchema: Dropped })
    async drop(
      @Param({ schema: ParkedEventPath }) { id, event }: z.infer<typeof ParkedEventPath>,
      @Body({ schema: Reason }) { reason }: z.infer<typeof Reason>,
      @Req() request: FastifyRequest,
    ) {
      const free = await known(() => this.consumer(id).parked.drop(id, event, { by: callerOf(request).subject, reason }));
      return { id, event, free };
    }

    private consumer(id: string) {
      if (!this.view.strategy) throw new ParkedKeyUnknown(id);
      return this.view.strategy;
    }
  }
  return ParkedController;
};

const shown = ({ id: event, ...facts }: ParkedEvent) => ({ event, ...facts });

const known = async <Result>(act: () => Promise<Result>): Promise<Result> => {
  try {
    return await act();
  } catch (fault) {
    if (fault instanceof ParkedKeyUnknown || fault instanceof ParkedEventUnknown)
      throw new ProblemException(404, { code: fault.code, title: 'Nothing like that is parked', detail: fault.message });
    if (fault instanceof ParkedKeyBusy)
      throw new ProblemException(409, { code: fault.code, title: 'Somebody replays it at this moment', detail: fault.message });
    throw fault;
  }
};
