type Messages = { readonly ok: boolean; readonly code?: string };
type Health = { readonly services?: Readonly<Record<string, { readonly checks: { readonly messages?: Messages } }>> };

/** Why messages cannot go to the broker, in a word of the services' readiness; undefined when they can, or nobody knows. */
export const messagesWait = async (url: string): Promise<string | undefined> => {
  const health = await fetch(`${url}/health/ready`).then(
    async (response) => (await response.json()) as Health,
    (): Health => ({}),
  );
  const broken = Object.values(health.services ?? {}).find(({ checks }) => checks.messages?.ok === false);
  return broken && (broken.checks.messages?.code ?? 'not ready');
};
