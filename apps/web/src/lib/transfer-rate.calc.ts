export type Sample = { atMs: number; bytes: number };

const windowMs = 6000;
/** Of less time a rate says little. */
const shortestMs = 400;

/** Samples with one more, and without those that are too old to tell how fast it goes now. */
export function withSample(samples: readonly Sample[], sample: Sample): Sample[] {
  const recent = samples.filter(({ atMs, bytes }) => sample.atMs - atMs <= windowMs && bytes <= sample.bytes);
  return [...recent, sample];
}

/** Bytes per second; undefined until enough is known. */
export function rateOf(samples: readonly Sample[]): number | undefined {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.atMs - first.atMs < shortestMs || last.bytes <= first.bytes) return undefined;
  return ((last.bytes - first.bytes) * 1000) / (last.atMs - first.atMs);
}

/** Seconds until so many bytes are there, in steps that people say: 5 seconds, a minute, five minutes. */
export function secondsLeft(bytes: number, rate: number | undefined): number | undefined {
  if (rate === undefined || rate <= 0) return undefined;
  const seconds = bytes / rate;
  const step = seconds < 60 ? 5 : seconds < 3600 ? 60 : 300;
  return Math.max(step, Math.ceil(seconds / step) * step);
}
