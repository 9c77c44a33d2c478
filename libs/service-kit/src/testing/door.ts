import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** One address for a database that may move: what a cluster's service, a proxy or a DNS name is to its clients. */
export class Door {
  private readonly open = new Set<Socket>();
  private target: number | undefined;
  private readonly server = createServer((inside) => {
    if (this.target === undefined) return inside.destroy();
    const outside = connect(this.target, '127.0.0.1');
    for (const [one, other] of [
      [inside, outside],
      [outside, inside],
    ] as const) {
      this.open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
    return undefined;
  });

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  /** The URL of a server, by this door. */
  urlOf(url: string): string {
    const here = new URL(url);
    here.port = String((this.server.address() as AddressInfo).port);
    return here.href;
  }

  leadTo(port: number): void {
    this.target = port;
  }

  /** Whoever is inside is thrown out, nobody comes in. */
  shut(): void {
    this.target = undefined;
    for (const socket of this.open) socket.destroy();
  }

  async close(): Promise<void> {
    this.shut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
