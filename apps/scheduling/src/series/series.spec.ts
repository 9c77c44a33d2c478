import { given } from '@liaison/testing';
import { series } from './series.decider.js';
import {
  abandoned,
  at,
  booked,
  change,
  commitmentId,
  member,
  of,
  otherCommitment,
  requested,
  seriesId,
  tuesdays,
  wish,
} from './series.examples.js';
import type { SeriesEvent } from './series.events.js';
import { patternOf, visitsOf, type KnownSeries } from './series.state.js';

const settle = (outcome: 'done' | 'abandoned', id = commitmentId) =>
  ({ type: 'SettleSeries', data: { seriesId, commitmentId: id, outcome, at } }) as const;
const changing: SeriesEvent = { type: 'SeriesChangeRequested', data: change() };

describe('A series', () => {
  it('is written down before any of its days is asked', () => given(series).when({ type: 'RequestSeries', data: wish }).then(requested));
  it('is written down once, however often the same command comes', () => {
    given(series, requested).when({ type: 'RequestSeries', data: wish }).thenNothing();
    given(series, requested, abandoned).when({ type: 'RequestSeries', data: wish }).thenNothing();
  });
  it('keeps its id from others while it is asked for, and when it stands', () => {
    const other = { ...wish, commitmentId: otherCommitment };
    given(series, requested).when({ type: 'RequestSeries', data: other }).thenRefused({ code: 'series-id-used', seriesId });
    given(series, requested, booked).when({ type: 'RequestSeries', data: other }).thenRefused({ code: 'series-id-used', seriesId });
  });
  it('that came to nothing leaves its id to another try', () => {
    const data = { ...wish, commitmentId: otherCommitment };
    given(series, requested, abandoned).when({ type: 'RequestSeries', data }).then({ type: 'SeriesRequested', data });
  });
  it('stands when all its days have done their part, or not at all; who settles it second finds it settled', () => {
    given(series, requested).when(settle('done')).then(booked);
    given(series, requested).when(settle('abandoned')).then(abandoned);
    given(series, requested, booked).when(settle('done')).thenNothing();
    given(series, requested, abandoned).when(settle('abandoned')).thenNothing();
    given(series, requested).when(settle('done', otherCommitment)).thenNothing();
  });
  it('stands when its days have done their part, although somebody had given it up', () =>
    given(series, requested, abandoned).when(settle('done')).then(booked));
});

describe('A change of a series', () => {
  it('is written down before its days are asked, once', () => {
    given(series, requested, booked).when({ type: 'ChangeSeries', data: change() }).then(changing);
    given(series, requested, booked, changing).when({ type: 'ChangeSeries', data: change() }).thenNothing();
  });
  it('waits for the one before it, and for the booking', () => {
    const data = { ...change(), commitmentId: seriesId };
    given(series, requested, booked, changing).when({ type: 'ChangeSeries', data }).thenRefused({ code: 'series-changing', seriesId });
    given(series, requested).when({ type: 'ChangeSeries', data }).thenRefused({ code: 'series-changing', seriesId });
  });
  it('needs a series', () => {
    given(series).when({ type: 'ChangeSeries', data: change() }).thenRefused({ code: 'series-unknown', seriesId });
    given(series, requested, abandoned).when({ type: 'ChangeSeries', data: change() }).thenRefused({ code: 'series-unknown', seriesId });
  });
  it('is done or abandoned, as its days decide', () => {
    const given2 = given(series, requested, booked, changing);
    given2.when(settle('done', otherCommitment)).then({ type: 'SeriesChanged', data: { ...of, commitmentId: otherCommitment, at } });
    given2
      .when(settle('abandoned', otherCommitment))
      .then({ type: 'SeriesChangeAbandoned', data: { ...of, commitmentId: otherCommitment, at } });
  });
  it('moves, adds and takes away visits when it is done, and leaves them when it is not', () => {
    const pattern = { ...wish.pattern, startTime: '10:00' };
    const data = change({
      pattern,
      move: [{ ...member(1, '2026-12-01', { start: '2026-12-01T10:00:00Z' }), seen: 4 }],
      book: [member(4, '2026-12-22')],
      cancel: [{ appointmentId: tuesdays[1]?.appointmentId ?? '', seen: 2 }],
    });
    const after = (type: 'SeriesChanged' | 'SeriesChangeAbandoned') =>
      [
        requested,
        booked,
        { type: 'SeriesChangeRequested', data } as const,
        { type, data: { ...of, commitmentId: otherCommitment, at } } as const,
      ].reduce(series.evolve, series.initial) as KnownSeries;
    const changed = after('SeriesChanged');
    expect(visitsOf(changed)).toEqual([member(1, '2026-12-01', { start: '2026-12-01T10:00:00Z' }), tuesdays[2], member(4, '2026-12-22')]);
    expect(patternOf(changed)).toEqual(pattern);
    expect(visitsOf(after('SeriesChangeAbandoned'))).toEqual(tuesdays);
    expect(patternOf(after('SeriesChangeAbandoned'))).toEqual(wish.pattern);
  });
});
