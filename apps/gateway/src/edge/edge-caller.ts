/** Who a request comes from, as far as the edge needs to know. */
export type EdgeCaller = { userId?: string; tenantId?: string; tenantCallsPerHour?: number | null; apiKey?: { id: string; requestsPerMinute: number } };

declare module 'fastify' {
  interface FastifyRequest {
    edgeCaller?: EdgeCaller;
  }
}
