import { SingleBar } from 'cli-progress';
import type { Surroundings } from './surroundings.js';

/** Between two lines of progress where no bar can be drawn, in milliseconds. */
const betweenLines = 3_000;

export type Progress = {
  /** @param note what to say beside the numbers */
  at(value: number, note?: string): void;
  of(total: number): void;
  end(): void;
};

/** Standard error, for people: sentences, and one progress at a time; a bar on a terminal, now and then a line elsewhere. */
export class Screen {
  private bar: SingleBar | undefined;

  constructor(private readonly stderr: Surroundings['stderr']) {}

  say(line: string): void {
    if (this.bar) this.stderr.write('\r\u001b[K');
    this.stderr.write(`${line}\n`);
  }

  progress(what: string, total: number): Progress {
    return this.stderr.isTTY === true ? this.drawn(what, total) : this.told(what, total);
  }

  private drawn(what: string, total: number): Progress {
    const bar = new SingleBar({
      format: `${what} {bar} {value}/{total} {note}`,
      stream: this.stderr,
      barsize: 30,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      hideCursor: true,
      forceRedraw: true,
    });
    bar.start(total, 0, { note: '' });
    this.bar = bar;
    return {
      at: (value, note = '') => bar.update(value, { note }),
      of: (newTotal) => bar.setTotal(newTotal),
      end: () => {
        bar.stop();
        this.bar = undefined;
      },
    };
  }

  private told(what: string, total: number): Progress {
    let last = Date.now();
    let line = '';
    let told = '';
    let all = total;
    const tell = () => {
      if (line !== told) this.say(line);
      told = line;
      last = Date.now();
    };
    return {
      at: (value, note = '') => {
        line = `${what} ${value}/${all} ${note}`.trimEnd();
        if (Date.now() - last >= betweenLines) tell();
      },
      of: (newTotal) => (all = newTotal),
      end: tell,
    };
  }
}
