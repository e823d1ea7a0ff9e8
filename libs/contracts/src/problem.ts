import { z } from 'zod';

/** RFC 9457 problem details with Kairos's extensions: `code`, `errors[].pointer` (RFC 6901) and the request id. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  code: z.string(),
  requestId: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string(), code: z.string().optional() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
