import { metrics, type Attributes, type Observable, type ObservableCallback } from '@opentelemetry/api';

export type Observed = { readonly value: number; readonly attributes?: Attributes };

/**
 * A gauge that asks when it is read. One that cannot answer says nothing.
 * @returns how to end it
 */
export const observed = (name: string, description: string, unit: string, ask: Ask): (() => void) =>
  asking(metrics.getMeter('@liaison/messaging').createObservableGauge(name, { description, unit }), ask);

/** The same for what only grows while the process lives. */
export const counted = (name: string, description: string, unit: string, ask: Ask): (() => void) =>
  asking(metrics.getMeter('@liaison/messaging').createObservableCounter(name, { description, unit }), ask);

type Ask = () => Promise<readonly Observed[]>;
const asking = (instrument: Observable, ask: Ask): (() => void) => {
  const callback: ObservableCallback = async (result) => {
    const all = await ask().catch(() => []);
    for (const { value, attributes } of all) result.observe(value, attributes);
  };
  instrument.addCallback(callback);
  return () => instrument.removeCallback(callback);
};
