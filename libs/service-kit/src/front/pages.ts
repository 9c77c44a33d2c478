import type { Health } from '../health/readiness.js';
import type { Runtime } from '../service.js';

export type Runtimes = Readonly<Record<string, Runtime>>;
export type FrontContext = {
  readonly services: readonly { readonly name: string; readonly title: string; readonly health: Health['services'][string] | undefined }[];
  /** Whether anybody may sign in under any role: the embedded system on loopback. */
  readonly development: boolean;
  /** As the browser knows this system: scheme, host and port. */
  readonly url: string;
  readonly runtimes: Runtimes;
};
export type PageRequest = { readonly path: string; readonly query: URLSearchParams; readonly runtimes: Runtimes };

/** A page for people, whole. Links carry no tokens, so pages exist on the embedded system alone. */
export type Page = (request: PageRequest) => Promise<string>;
export type Pages = Readonly<Record<string, Page>>;

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

const style = `
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  table { border-collapse: collapse; }
  th, td { text-align: left; padding: .3rem 1.5rem .3rem 0; vertical-align: top; }
  code { font-family: ui-monospace, monospace; }
`;

/** No scripts, no frames, nothing from elsewhere: what stands in a name can never run. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

/** The frame of every page. `body` is HTML. */
export const htmlPage = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;
