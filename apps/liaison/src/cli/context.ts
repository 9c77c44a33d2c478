import { Failure } from './failure.js';
import { LiaisonApi } from './liaison-api.js';
import { Screen } from './screen.js';
import { developmentToken, type Role } from './sign-in.js';
import type { Surroundings } from './surroundings.js';

/** What every command has at hand. */
export type Context = Surroundings & {
  readonly url: string;
  readonly screen: Screen;
  readonly api: (role?: Role) => LiaisonApi;
};

/** What a command answers: for people, and for programs that said `--json`. */
export type Answer = { readonly text?: string; readonly json: Readonly<Record<string, unknown>>; readonly exitCode?: number };

export const contextOf = (surroundings: Surroundings): Context => {
  const { env, stderr, patience } = surroundings;
  const url = urlOf(env);
  const screen = new Screen(stderr);
  return {
    ...surroundings,
    url,
    screen,
    api: (role) => {
      const given = env['LIAISON_TOKEN'];
      const token = async () => given ?? (await developmentToken(url, role ?? 'operator')).token;
      return new LiaisonApi({ url, say: (line) => screen.say(line), patience, ...(role === undefined ? {} : { token }) });
    },
  };
};

const urlOf = (env: Surroundings['env']): string => {
  const url = env['LIAISON_URL'] ?? `http://127.0.0.1:${env['PORT'] ?? '3000'}`;
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new Failure('bad-url', `${env['LIAISON_URL'] === undefined ? 'PORT' : 'LIAISON_URL'} does not make an http address: ${url}`);
  return url.replace(/\/+$/, '');
};
