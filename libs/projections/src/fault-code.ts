/** A fault as a word that may be logged and shown: SQLSTATE, an error's own code or its class. Messages may quote data, so they stay out. */
export const faultCode = (fault: unknown): string => {
  if (!(fault instanceof Error)) return 'unknown';
  const { code } = fault as Error & { code?: unknown };
  return typeof code === 'string' && code !== '' ? code : fault.name;
};
