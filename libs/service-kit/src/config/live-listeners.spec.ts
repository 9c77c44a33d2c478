import { loadConfig } from './config.js';

describe('How many clients may listen', () => {
  it('is a thousand where nobody says otherwise', () => expect(loadConfig({}, ['scheduling']).liveListeners).toBe(1_000));
  it('is what somebody says', () => expect(loadConfig({ LIVE_LISTENERS: '7' }, ['scheduling']).liveListeners).toBe(7));
  it.each(['0', '-1', 'many', '100001', '1.5'])('is not %s', (LIVE_LISTENERS) =>
    expect(() => loadConfig({ LIVE_LISTENERS }, ['scheduling'])).toThrow(
      `LIVE_LISTENERS is "${LIVE_LISTENERS}". It takes a whole number from 1 to 100000.`,
    ),
  );
});
