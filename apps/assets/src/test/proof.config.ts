/** Whether specs run in full length, for `npm run proof`, or in the short form of `verify`. */
export const fullProof = process.env['KAIROS_PROOF'] === 'full';

/** The seed of random data, where one is to be repeated. */
export const givenSeed = process.env['KAIROS_SEED'];
