/**
 * The partition of a key: murmur2 of its UTF-8 bytes, as Kafka's default partitioner does it
 * (org.apache.kafka.common.utils.Utils.murmur2 and BuiltInPartitioner), so that producers outside Liaison agree with us.
 */
export const partitionFor = (key: string, partitions: number): number => (murmur2(Buffer.from(key, 'utf8')) & 0x7fffffff) % partitions;

const seed = 0x9747b28c;
const m = 0x5bd1e995;
const mixed = (word: number): number => {
  const multiplied = Math.imul(word, m);
  return Math.imul(multiplied ^ (multiplied >>> 24), m);
};

/** MurmurHash2, 32 bits, signed. */
export const murmur2 = (bytes: Buffer): number => {
  const whole = bytes.length - (bytes.length % 4);
  let hash = seed ^ bytes.length;
  for (let at = 0; at < whole; at += 4) hash = Math.imul(hash, m) ^ mixed(bytes.readInt32LE(at));
  const tail = bytes.subarray(whole).reduce((rest, byte, n) => rest ^ (byte << (8 * n)), 0);
  if (whole < bytes.length) hash = Math.imul(hash ^ tail, m);
  hash = Math.imul(hash ^ (hash >>> 13), m);
  return hash ^ (hash >>> 15);
};
