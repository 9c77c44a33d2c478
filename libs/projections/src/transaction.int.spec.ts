import { setTimeout as sleep } from 'node:timers/promises';
import { testingService, type TestingService } from './testing-service.js';
import { transaction } from './transaction.js';

describe('A transaction', () => {
  let service: TestingService;
  beforeAll(async () => {
    service = await testingService([]);
    await service.pool.query('create table rows (n integer)');
  });
  afterAll(() => service.close());

  const rows = async () => (await service.pool.query<{ n: number }>('select n from rows order by n')).rows.map(({ n }) => n);

  it('leaves nothing of work that failed', async () => {
    const failing = transaction(service.pool, async (client) => {
      await client.query('insert into rows values (1)');
      throw new RangeError('not today');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await rows()).toEqual([]);
  });

  it('ends with a fault, and not with the process, when its connection is lost between two statements', async () => {
    const cutOff = transaction(service.pool, async (client) => {
      await client.query('insert into rows values (2)');
      const { rows: own } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      const lost = new Promise((resolve) => client.once('end', resolve));
      await service.pool.query('select pg_terminate_backend($1)', [own[0]?.pid]);
      await lost;
      await sleep(0);
      await client.query('insert into rows values (3)');
    });
    await expect(cutOff).rejects.toThrow(/terminat|not queryable/);
    expect(await rows()).toEqual([]);
    await transaction(service.pool, (client) => client.query('insert into rows values (4)'));
    expect(await rows()).toEqual([4]);
  });
});
