import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Member } from './member.js';

const main = fileURLToPath(new URL('../service-main.js', import.meta.url));

export type FleetOptions = {
  readonly databaseUrl: () => string;
  readonly brokers: () => string;
  /** Where the key lies that signs the tokens. */
  readonly home: string;
  readonly logs: string;
  readonly operator: string;
};
export type RelayState = { readonly state: string; readonly epoch: number };

/** Two members of each ward and one of the ledger, as the services' orchestrator would run them. */
export class Fleet {
  readonly members: Member[] = [];
  private mended = false;

  constructor(private readonly options: FleetOptions) {
    for (const name of ['north/1', 'north/2', 'south/1', 'south/2', 'ledger/1']) this.members.push(this.member(name));
  }

  async start(): Promise<void> {
    // one of each first: its migrations are what the other finds
    await Promise.all(this.members.filter(({ name }) => name.endsWith('/1')).map((member) => member.start()));
    await Promise.all(this.members.filter(({ name }) => !name.endsWith('/1')).map((member) => member.start()));
  }

  /** @returns how those ended that did not end well */
  async stop(): Promise<readonly string[]> {
    const codes = await Promise.all(this.members.map(async (member) => ({ member, code: await member.stop() })));
    return codes.filter(({ code }) => code !== 0).map(({ member, code }) => `${member.name} ended with ${code}`);
  }

  /** All of them with a program that understands what the one before did not. @returns as {@link stop} */
  async mend(): Promise<readonly string[]> {
    this.mended = true;
    const ends = await this.stop();
    await this.start();
    return ends;
  }

  async kill9(): Promise<void> {
    await Promise.all(this.members.map((member) => member.kill9()));
  }

  /** A further one, which is nobody's standing member. */
  guest(service: string): Member {
    return this.member(`${service}/guest`);
  }

  named(name: string): Member {
    const member = this.members.find((each) => each.name === name);
    if (!member) throw new Error(`there is no member ${name}`);
    return member;
  }

  of(service: string): readonly Member[] {
    return this.members.filter((member) => member.service === service);
  }

  urls(service: string): readonly string[] {
    return this.of(service).flatMap(({ url }) => (url === undefined ? [] : [url]));
  }

  /** Whoever relays for a service now; waits until somebody does. */
  async relaying(service: string, except?: Member, patienceMs = 90_000): Promise<Member | undefined> {
    for (const until = performance.now() + patienceMs; performance.now() < until; await sleep(100))
      for (const member of this.of(service)) if (member !== except && (await this.relayOf(member))?.state === 'relaying') return member;
    return undefined;
  }

  private async relayOf({ url, service }: Member): Promise<RelayState | undefined> {
    if (url === undefined) return undefined;
    try {
      const headers = { authorization: `Bearer ${this.options.operator}` };
      const response = await fetch(`${url}/${service}/operations/relay`, { headers, signal: AbortSignal.timeout(1_000) });
      return response.ok ? ((await response.json()) as RelayState) : undefined;
    } catch {
      return undefined;
    }
  }

  private member(name: string): Member {
    const { home, logs, databaseUrl, brokers } = this.options;
    const [service = ''] = name.split('/');
    const file = name.replace('/', '-');
    return new Member({
      ...{ name, service, command: [main, service], log: join(logs, `${file}.log`) },
      env: () => ({
        LIAISON_HOME: join(home, file),
        ISSUER_HOME: home,
        DATABASE_URL: databaseUrl(),
        MESSAGING: 'kafka',
        KAFKA_BROKERS: brokers(),
        OIDC_ISSUER: 'http://issuer.test',
        OIDC_JWKS_URL: 'http://issuer.test/keys',
        LOG_LEVEL: 'info',
        ...(this.mended && { MENDED: '1' }),
      }),
    });
  }
}
