import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Module,
  Param,
  Post,
  Put,
  Sse,
  type DynamicModule,
  type MessageEvent,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { contract, type Topic } from '@liaison/contracts';
import { CommandHandler, type Asked } from '@liaison/event-store';
import { accepted, rejected, type Decider } from '@liaison/kernel';
import { publishes } from '@liaison/messaging';
import { projection } from '@liaison/projections';
import { interval, map, takeUntil, type Observable } from 'rxjs';
import { Column, Entity, PrimaryColumn, Repository } from 'typeorm';
import { z } from 'zod';
import { Public, Roles } from '../http/access.js';
import { answer, type Problems } from '../http/answer.js';
import { Asking } from '../http/asking.js';
import { Fresh } from '../http/not-older-than.js';
import { RUNTIME, type Runtime, type Service } from '../service.js';

/** A small service for the kit's own tests: shelves that hold so many boxes and no more. */
const BoxPut = z.object({ type: z.literal('BoxPut'), data: z.object({ shelfId: z.string(), boxes: z.int() }) });
type BoxPut = z.infer<typeof BoxPut>;
type PutBoxes = { readonly shelfId: string; readonly boxes: number };
type ShelfFull = { readonly code: 'shelf-full'; readonly room: number };
type TooHeavy = { readonly code: 'too-heavy'; readonly boxes: number };
const holds = 10;

const shelf: Decider<PutBoxes, number, BoxPut, ShelfFull | TooHeavy> = {
  initial: 0,
  evolve: (boxes, event) => boxes + event.data.boxes,
  decide: ({ shelfId, boxes }, there) => {
    const refusals = [
      ...(there + boxes > holds ? [{ code: 'shelf-full', room: holds - there } as const] : []),
      ...(boxes > 8 ? [{ code: 'too-heavy', boxes } as const] : []),
    ];
    return refusals.length > 0 ? rejected(...refusals) : accepted({ type: 'BoxPut', data: { shelfId, boxes } });
  },
};

const problems: Problems<ShelfFull | TooHeavy> = {
  'shelf-full': ({ room }) => ({ status: 409, title: 'The shelf is full', detail: `${room} more would fit`, pointer: '/boxes' }),
  'too-heavy': ({ boxes }) => ({ status: 409, title: 'Too heavy', detail: `${boxes} at once` }),
};

export const shelves = projection<BoxPut, ShelfRow>({
  name: 'shelves',
  version: 1,
  categories: ['shelf'],
  columns: { shelfId: 'shelf_id', revision: 'revision' },
  key: ['shelfId'],
  ddl: (table) => [`create table ${table} (shelf_id text primary key, revision integer not null)`],
  changes: { BoxPut: ({ shelfId }, { revision }) => [{ put: { shelfId, revision } }] },
});

@Entity({ name: 'shelves' })
class ShelfRow {
  @PrimaryColumn({ name: 'shelf_id', type: 'text' })
  shelfId!: string;
  @Column({ type: 'integer' })
  revision!: number;
}

const ShelfPath = z.object({ shelfId: z.string().regex(/^[a-z]+$/, 'must be letters') });
const Boxes = z.strictObject({ boxes: z.int().min(1), labels: z.array(z.object({ text: z.string() })).optional() });

@Controller('store/shelves')
class ShelvesController {
  private readonly shelves: CommandHandler<PutBoxes, number, BoxPut, ShelfFull | TooHeavy>;

  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @InjectRepository(ShelfRow, 'store') private readonly rows: Repository<ShelfRow>,
  ) {
    this.shelves = new CommandHandler(runtime.store, { context: 'store', category: 'shelf', decider: shelf, events: BoxPut });
  }

  @Put(':shelfId')
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Put boxes on a shelf' })
  @ApiOkResponse({ standardSchema: z.object({ revision: z.int(), position: z.int(), by: z.string() }) })
  async put(
    @Param({ schema: ShelfPath }) { shelfId }: z.infer<typeof ShelfPath>,
    @Body({ schema: Boxes }) { boxes }: z.infer<typeof Boxes>,
    @Asking() asked: Asked,
  ) {
    const onRefusal = async () => ({ alternatives: ['attic'] });
    return answer(await this.shelves.handle(shelfId, { shelfId, boxes }, asked, { onRefusal }), problems, { by: asked.by, at: asked.at });
  }

  @Get()
  @Roles('clerk')
  @Fresh('shelves')
  async all() {
    return { shelves: await this.rows.find() };
  }

  @Get(':shelfId')
  @Roles('clerk')
  async one(@Param({ schema: ShelfPath }) { shelfId }: z.infer<typeof ShelfPath>) {
    const { state, revision } = await this.shelves.load(shelfId);
    return { shelfId, boxes: state, revision };
  }

  @Post('breakage')
  @HttpCode(200)
  @Public()
  breakage(): never {
    throw new Error('a secret that must not get out');
  }

  @Sse('live/ticks')
  @Public()
  ticks(): Observable<MessageEvent> {
    return interval(20).pipe(
      map((n) => ({ data: { n } })),
      takeUntil(this.runtime.stopping),
    );
  }
}

const storeShelvesV1: Topic = { name: 'store.shelves.v1', partitions: 2, retentionDays: 1 };
const BoxPutV1 = contract('org.liaison.store.box-put.v1', storeShelvesV1, z.object({ shelfId: z.string() }));

@Module({})
class StoreModule {
  static for(): DynamicModule {
    return { module: StoreModule, imports: [TypeOrmModule.forFeature([ShelfRow], 'store')], controllers: [ShelvesController] };
  }
}

export const store: Service = {
  name: 'store',
  title: 'Store room',
  migrations: [],
  entities: [ShelfRow],
  projections: [shelves],
  published: { map: publishes<BoxPut>({ BoxPut: ({ shelfId }) => BoxPutV1.with(shelfId, { shelfId }) }), topics: [storeShelvesV1] },
  module: () => StoreModule.for(),
};
