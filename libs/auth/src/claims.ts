import { z } from 'zod';
import { AuthenticationMethod } from '@kairos/contracts';

export const tokenIssuer = 'kairos';
export const tokenAudience = 'kairos';

/** What an access token says: who and where, never what they may do. `act` (RFC 8693) names a service acting for the user. */
export const AccessClaims = z.object({
  sub: z.uuid(),
  tid: z.uuid(),
  mid: z.uuid(),
  sid: z.uuid(),
  azv: z.int().positive(),
  act: z.object({ sub: z.string() }).optional(),
  /** The password was made for one use: until it is changed, the token opens nothing but the caller's own account. */
  pcr: z.literal(true).optional(),
  /** A second factor is asked for and not proved: the same, until it is. */
  mfr: z.literal(true).optional(),
  /** How the person proved who they are, and when they last did. */
  amr: z.array(AuthenticationMethod).optional(),
  auth_time: z.int().positive().optional(),
  /** The API key that the token was made for, and how much of its history is known: it narrows what the membership may do. */
  key: z.object({ id: z.uuid(), azv: z.int().positive() }).optional(),
  /** The one import whose rows a service may write with this token, of those that a person has to prove themselves for. */
  imp: z.object({ target: z.string(), job: z.uuid() }).optional(),
  exp: z.int(),
});
export type AccessClaims = z.infer<typeof AccessClaims>;
