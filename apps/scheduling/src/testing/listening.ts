import type { Change } from '../live/live-topics.js';
import type { ClinicUnderTest } from './clinic-under-test.js';

type Options = { readonly role?: 'coordinator' | 'clerk'; readonly lastEventId?: string };

/** Listens to a live view. `next` resolves with each change as it comes, and with undefined when the stream has ended. */
export const listenTo = async (clinic: ClinicUnderTest, path: string, { role = 'coordinator', lastEventId }: Options = {}) => {
  const leaving = new AbortController();
  const response = await fetch(`${clinic.url()}/scheduling${path}`, {
    headers: { authorization: await clinic.tokenOf(role), ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) },
    signal: leaving.signal,
  });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/event-stream')]);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<Change | undefined> => {
    for (;;) {
      const found = /^data: (\{.*\})$/m.exec(text);
      if (found) {
        text = text.slice(found.index + found[0].length);
        return JSON.parse(found[1] ?? '') as Change;
      }
      const chunk = await reader?.read();
      if (!chunk || chunk.done) return undefined;
      text += chunk.value;
    }
  };
  return { next, leave: () => leaving.abort() };
};
