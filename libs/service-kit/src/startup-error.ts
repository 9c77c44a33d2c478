/** The system cannot start, for a reason that whoever started it can mend: the message says how. */
export class StartupError extends Error {}
