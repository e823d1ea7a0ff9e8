import { z } from 'zod';

/** A yes or no of an address, where it is text. */
export const flag = z.union([z.boolean(), z.stringbool()]).optional().catch(undefined);
