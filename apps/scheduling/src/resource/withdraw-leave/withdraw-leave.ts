import { accepted, rejected, type Decision } from '@liaison/kernel';
import type { LeaveWithdrawn } from '../resource.events.js';
import type { Resource } from '../resource.state.js';

/** There after all: the next booking brings the hours again. */
export type WithdrawLeave = { readonly type: 'WithdrawLeave'; readonly data: LeaveWithdrawn['data'] };
export type WithdrawalRefusal =
  { readonly code: 'resource-unknown'; readonly resourceId: string } | { readonly code: 'leave-unknown'; readonly leaveId: string };

export const withdrawLeave = ({ data }: WithdrawLeave, resource: Resource): Decision<LeaveWithdrawn, WithdrawalRefusal> => {
  if (resource.status === 'unknown') return rejected({ code: 'resource-unknown', resourceId: data.resourceId });
  const known = resource.leave.get(data.leaveId);
  if (!known) return rejected({ code: 'leave-unknown', leaveId: data.leaveId });
  return known === 'withdrawn' ? accepted() : accepted({ type: 'LeaveWithdrawn', data });
};
