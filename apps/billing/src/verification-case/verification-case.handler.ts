import { CommandHandler, type CommandLog, type EventStore } from '@liaison/event-store';
import { verificationCase, type VerificationCaseCommand } from './verification-case.decider.js';
import { VerificationCaseEvent } from './verification-case.events.js';
import type { CaseRefusal } from './verification-case.policies.js';
import type { VerificationCase } from './verification-case.state.js';

/** Streams `billing.verificationCase-<caseId>`. A class of its own, so that Nest can hand it out by its type. */
export class VerificationCaseHandler extends CommandHandler<VerificationCaseCommand, VerificationCase, VerificationCaseEvent, CaseRefusal> {
  constructor(store: EventStore & CommandLog) {
    super(store, { context: 'billing', category: 'verificationCase', decider: verificationCase, events: VerificationCaseEvent });
  }
}
