import { given } from '@liaison/testing';
import { resource } from '../resource.decider.js';
import type { ResourceEvent } from '../resource.events.js';
import type { GrantLeave } from './grant-leave.js';

const wu: ResourceEvent = { type: 'ResourceDefined', data: { resourceId: 'dr-wu', kind: 'practitioner', name: 'Dr Wu', capacity: 1 } };
const facts = {
  ...{ resourceId: 'dr-wu', leaveId: 'spring', reason: 'vacation' as const },
  ...{ from: '2027-03-14T05:00:00Z', to: '2027-03-21T04:00:00Z' },
};
const granted = (changes = {}): ResourceEvent => ({ type: 'LeaveGranted', data: { ...facts, ...changes } });
const grant = (changes = {}): GrantLeave => ({ type: 'GrantLeave', data: { ...facts, ...changes } });
const withdrawn: ResourceEvent = { type: 'LeaveWithdrawn', data: { resourceId: 'dr-wu', leaveId: 'spring' } };
const withdraw = { type: 'WithdrawLeave', data: { resourceId: 'dr-wu', leaveId: 'spring' } } as const;

describe('Granting leave', () => {
  it('records who is away, when and why', () => given(resource, wu).when(grant()).then(granted()));
  it('changes nothing when the same is said again', () => given(resource, wu, granted()).when(grant()).thenNothing());
  it('does not change one that stands', () =>
    given(resource, wu, granted())
      .when(grant({ to: '2027-03-28T04:00:00Z' }))
      .thenRefused({ code: 'leave-differs', leaveId: 'spring' }));
  it('does not bring back one that was withdrawn', () =>
    given(resource, wu, granted(), withdrawn).when(grant()).thenRefused({ code: 'leave-withdrawn', leaveId: 'spring' }));
  it('lasts a year at most', () =>
    given(resource, wu)
      .when(grant({ to: '2029-03-14T05:00:00Z' }))
      .thenRefused({ code: 'leave-too-long', days: 731, longest: 366 }));
  it('is for somebody who is known', () => given(resource).when(grant()).thenRefused({ code: 'resource-unknown', resourceId: 'dr-wu' }));
});

describe('Withdrawing leave', () => {
  it('is recorded, once', () => {
    given(resource, wu, granted()).when(withdraw).then(withdrawn);
    given(resource, wu, granted(), withdrawn).when(withdraw).thenNothing();
  });
  it('needs leave that was granted', () => {
    given(resource, wu).when(withdraw).thenRefused({ code: 'leave-unknown', leaveId: 'spring' });
    given(resource).when(withdraw).thenRefused({ code: 'resource-unknown', resourceId: 'dr-wu' });
  });
});
