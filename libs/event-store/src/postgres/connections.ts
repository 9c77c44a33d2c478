import type { ClientBase, Pool, PoolClient } from 'pg';
import { OtherIncarnation, StoreClosed } from '../errors.js';
import { isConnectionLost } from './faults.js';
import { beginNewLife, identify, type Witness } from './identity.js';

type Work<Result> = (client: ClientBase, incarnation: string) => Promise<Result>;

/** How long a restore that breaks no connection may go unnoticed. One that does is noticed before anything else is done. */
const trustMs = 1_000;

/**
 * The connections to one store. Before the first statement on each, and now and then, it is asked which incarnation it leads
 * to: after a failover or a restore that is another one, and what was known before proves nothing there.
 */
export class Connections {
  private verified = new WeakMap<ClientBase, string>();
  private current: string | undefined;
  private until = 0;
  private witness: Witness | undefined;
  private closed = false;

  constructor(private readonly pool: Pool) {
    pool.on('connect', begun);
  }

  /**
   * Works on one connection; it is told which incarnation that leads to.
   * @throws OtherIncarnation when that is not the one asked for, StoreClosed, and whatever the work throws
   */
  async use<Result>(work: Work<Result>, asked?: string): Promise<Result> {
    return this.attempt(await this.client(), work, asked);
  }

  /**
   * The same for what changes nothing. A connection that worked before and is dead now says little about the server: then it is
   * looked again, by the next one.
   */
  async look<Result>(work: Work<Result>, asked?: string): Promise<Result> {
    for (;;) {
      const client = await this.client();
      const isFresh = !this.verified.has(client);
      try {
        return await this.attempt(client, work, asked);
      } catch (fault) {
        if (isFresh || !isConnectionLost(fault)) throw fault;
      }
    }
  }

  async incarnation(): Promise<string> {
    if (!this.closed && this.current !== undefined && performance.now() < this.until) return this.current;
    return this.look((_, incarnation) => Promise.resolve(incarnation));
  }

  /** From here on nothing that was known before is believed, by any process. */
  async renew(): Promise<string> {
    await this.use(async (client) => beginNewLife(client, (await identify(client, undefined)).life));
    this.until = 0;
    return this.incarnation();
  }

  /** An event of this incarnation that must still be there whenever somebody looks. */
  saw(incarnation: string, witness: Witness): void {
    if (incarnation === this.current && witness.position > (this.witness?.position ?? 0)) this.witness = witness;
  }

  close(): void {
    this.closed = true;
    this.pool.off('connect', begun);
  }

  private client(): Promise<PoolClient> {
    if (this.closed) throw new StoreClosed();
    return this.pool.connect();
  }

  private async attempt<Result>(client: PoolClient, work: Work<Result>, asked: string | undefined): Promise<Result> {
    client.on('error', ignored); // the statement that fails tells
    let lost: Error | undefined;
    try {
      const incarnation = this.trusted(client) ?? (await this.verify(client));
      if (asked !== undefined && asked !== incarnation) throw new OtherIncarnation(asked, incarnation);
      return await work(client, incarnation);
    } catch (fault) {
      if (isConnectionLost(fault)) lost = fault;
      throw fault;
    } finally {
      client.off('error', ignored);
      client.release(lost);
    }
  }

  private trusted(client: ClientBase): string | undefined {
    return performance.now() < this.until ? this.verified.get(client) : undefined;
  }

  private async verify(client: ClientBase): Promise<string> {
    let found = await identify(client, this.witness);
    if (found.incarnation === this.current && !found.kept && !found.standby) {
      // what was here is gone, and whoever took it back has not said so
      await beginNewLife(client, found.life);
      found = await identify(client, undefined);
    }
    if (found.incarnation !== this.current) {
      this.current = found.incarnation;
      this.verified = new WeakMap();
      this.witness = undefined;
    }
    this.verified.set(client, found.incarnation);
    this.until = performance.now() + trustMs;
    return found.incarnation;
  }
}

/** A server that ends a connection in the moment it began it is heard before anybody has it in hand. */
const begun = (client: ClientBase): void => void client.on('error', ignored);
const ignored = (): void => undefined;
