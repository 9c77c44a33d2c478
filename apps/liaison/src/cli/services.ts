/** Whose paths begin with their names. */
export const services = ['scheduling', 'billing'] as const;
