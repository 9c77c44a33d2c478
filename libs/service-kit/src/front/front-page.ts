import { escapeHtml, htmlPage, type FrontContext } from './pages.js';

/** What runs here and where to go on. `sections` is HTML. */
export const frontPage = ({ services, development, url }: FrontContext, sections: string): string =>
  htmlPage(
    'Liaison',
    `<h2>Services</h2>
<table>
<thead><tr><th scope="col">Service</th><th scope="col">Paths</th><th scope="col">State</th></tr></thead>
<tbody>
${services.map(row).join('\n')}
</tbody>
</table>
${sections}
<h2>Interface</h2>
<ul>
<li><a href="/docs">Try the interface in the browser</a></li>
<li><a href="/openapi.json">Its description for programs (OpenAPI 3.1)</a></li>
<li><a href="/health/ready">Health in detail</a></li>
</ul>
${development ? signingIn(url) : ''}`,
  );

const row = ({ name, title, health }: FrontContext['services'][number]): string => {
  const wrong = Object.entries(health?.checks ?? {})
    .filter(([, { ok }]) => !ok)
    .map(([check]) => check);
  const state = health?.ok ? 'runs' : `does not answer: ${wrong.join(', ') || 'starting'}`;
  return `<tr><th scope="row">${escapeHtml(title)}</th><td><code>/${escapeHtml(name)}/…</code></td><td>${escapeHtml(state)}</td></tr>`;
};

const signingIn = (url: string): string => `<h2>Signing in</h2>
<p>This is a development system: it signs in whoever asks on this machine.</p>
<pre><code>curl -s -X POST ${escapeHtml(url)}/dev/token -H 'content-type: application/json' -d '{"role":"coordinator"}'</code></pre>`;
