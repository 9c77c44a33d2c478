import { roomForDays } from './scheduling.streams.js';

const mebibytes = (n: number) => n * 1024 * 1024;

it.each([
  ['a container of 250 MB, as its heap is bounded', 172, 48],
  ['a heap of half a gibibyte', 512, 128],
  ['a machine on which Node takes what it wants', 4_144, 256],
])('Days are kept in mind as the heap has room for them: %s', (_, heap, room) => {
  expect(roomForDays(mebibytes(heap))).toBe(mebibytes(room));
});
