import { roomForDays } from './scheduling.streams.js';

const mebibytes = (n: number) => n * 1024 * 1024;

it.each([
  ['a container of 250 MB, as its heap is bounded', 210, 30],
  ['a heap of half a gibibyte', 560, 80],
  ['a heap that is too small for it', 64, 16],
  ['a machine on which Node takes what it wants', 4_144, 256],
])('Days are kept in mind as the heap has room for them: %s', (_, heap, room) => {
  expect(roomForDays(mebibytes(heap))).toBe(mebibytes(room));
});

it('They are given whole bytes, however large the heap is', () => expect(roomForDays(mebibytes(209) + 1) % 1).toBe(0));
