import { inCategories } from './categories.js';

const streams = ['scheduling.daySchedule-a', 'scheduling.site-a', 'billing.site-a'];

describe('The categories that a reader names', () => {
  it('mean every context when they are named without one', () =>
    expect(streams.filter(inCategories(['site']))).toEqual(['scheduling.site-a', 'billing.site-a']));
  it('mean one context when they are named with it', () =>
    expect(streams.filter(inCategories(['scheduling.site']))).toEqual(['scheduling.site-a']));
  it('mean every stream when there are none', () => expect(streams.filter(inCategories(undefined))).toEqual(streams));
});
