import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Runtime } from '@liaison/service-kit';

/**
 * A token follows from a secret of the service and the feed's id, so that whoever asks twice hears the same, and none has to be
 * kept. The secret is made once, in a table of the service; the events hold digests.
 */
export class FeedTokens {
  private secret: Promise<Buffer> | undefined;

  constructor(private readonly runtime: Pick<Runtime, 'pool' | 'schema'>) {}

  /** 256 bits that nobody guesses, as they stand in an address. */
  async tokenOf(resourceId: string, feedId: string): Promise<string> {
    this.secret ??= this.read();
    try {
      return createHmac('sha256', await this.secret)
        .update(`${resourceId}/${feedId}`)
        .digest('base64url');
    } catch (fault) {
      this.secret = undefined;
      throw fault;
    }
  }

  private async read(): Promise<Buffer> {
    const { pool, schema } = this.runtime;
    const table = `"${schema}".calendar_feed_secret`;
    await pool.query(`insert into ${table} (only_one, secret) values (true, $1) on conflict do nothing`, [randomBytes(32)]);
    const { rows } = await pool.query<{ secret: Buffer }>(`select secret from ${table}`);
    const [row] = rows;
    if (!row) throw new Error('the secret of calendar feeds was just written');
    return row.secret;
  }
}

export const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** In the same time whichever it is. */
export const opens = (token: string, digest: string): boolean => timingSafeEqual(Buffer.from(digestOf(token)), Buffer.from(digest));
