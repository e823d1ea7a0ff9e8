import { z } from 'zod';

/** The part of an e-mail address after its `@`, in lower case. */
export const EmailDomain = z.string().trim().toLowerCase().max(253).regex(/^([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d-]{2,63}$/, 'is not a domain such as example.org');
