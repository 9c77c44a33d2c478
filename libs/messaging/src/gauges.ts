import { metrics, type Attributes } from '@opentelemetry/api';

export type Observed = { readonly value: number; readonly attributes?: Attributes };

/**
 * A gauge that asks when it is read. One that cannot answer says nothing.
 * @returns how to end it
 */
export const observed = (name: string, description: string, unit: string, ask: () => Promise<readonly Observed[]>): (() => void) => {
  const gauge = metrics.getMeter('@liaison/messaging').createObservableGauge(name, { description, unit });
  const callback: Parameters<typeof gauge.addCallback>[0] = async (result) => {
    const all = await ask().catch(() => []);
    for (const { value, attributes } of all) result.observe(value, attributes);
  };
  gauge.addCallback(callback);
  return () => gauge.removeCallback(callback);
};
