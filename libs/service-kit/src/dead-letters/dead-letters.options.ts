/** The service whose dead letters these are. */
export const DEAD_LETTERS_OF = Symbol('DEAD_LETTERS_OF');
