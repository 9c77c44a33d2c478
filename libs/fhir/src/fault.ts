/** Something in the input that is not as it must be: where, in the words of FHIRPath, and what. Never the value: it may be a patient's. */
export type FhirFault = { readonly at: string; readonly problem: string };

/** `Bundle` and `['entry', 12, 'resource', 'id']` as `Bundle.entry[12].resource.id`. */
export const locationOf = (root: string, path: readonly PropertyKey[]): string =>
  path.reduce<string>((at, step) => (typeof step === 'number' ? `${at}[${step}]` : `${at}.${String(step)}`), root);
