import { accepted, minutesBetween, rejected, same, type Decision } from '@liaison/kernel';
import type { LeaveGranted } from '../resource.events.js';
import type { Resource } from '../resource.state.js';

/** The roster stops giving the hours of this time to any site; what is booked in it is listed, and stays until somebody decides. */
export type GrantLeave = { readonly type: 'GrantLeave'; readonly data: LeaveGranted['data'] };
export type LeaveRefusal =
  | { readonly code: 'resource-unknown'; readonly resourceId: string }
  | { readonly code: 'leave-too-long'; readonly days: number; readonly longest: number }
  | { readonly code: 'leave-differs'; readonly leaveId: string }
  | { readonly code: 'leave-withdrawn'; readonly leaveId: string };

/** Days. Who is away for longer has no hours here: set them so. */
const longest = 366;

export const grantLeave = ({ data }: GrantLeave, resource: Resource): Decision<LeaveGranted, LeaveRefusal> => {
  if (resource.status === 'unknown') return rejected({ code: 'resource-unknown', resourceId: data.resourceId });
  const known = resource.leave.get(data.leaveId);
  if (known === 'withdrawn') return rejected({ code: 'leave-withdrawn', leaveId: data.leaveId });
  if (known) return same(known, data) ? accepted() : rejected({ code: 'leave-differs', leaveId: data.leaveId });
  const days = Math.ceil(minutesBetween(data.from, data.to) / 1440);
  return days > longest ? rejected({ code: 'leave-too-long', days, longest }) : accepted({ type: 'LeaveGranted', data });
};
