/** Whether specs run in full length, for `npm run proof`, or in the short form of `verify`. */
export const fullProof = process.env['KAIROS_PROOF'] === 'full';
