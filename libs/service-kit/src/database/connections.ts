/**
 * How an owner connects to a database that it shares: in the embedded server under its own name, elsewhere as the user of
 * the URL in the role of the owner. Either way PostgreSQL checks every statement against the owner's rights alone.
 */
export const asOwner = (databaseUrl: string, owner: string): string => {
  const url = new URL(databaseUrl);
  const options = [url.searchParams.get('options'), `-c role=${owner}`, `-c search_path=${owner}`].filter(Boolean).join(' ');
  url.searchParams.set('options', options);
  return url.href;
};

export const withSearchPath = (databaseUrl: string, owner: string): string => {
  const url = new URL(databaseUrl);
  url.searchParams.set('options', [url.searchParams.get('options'), `-c search_path=${owner}`].filter(Boolean).join(' '));
  return url.href;
};
