import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AccessClaims, CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { Returns, zod } from '@kairos/http';
import type { LiveStart } from './live-connection.ts';
import { LiveFeed } from './live-feed.ts';
import { parsePosition } from './live-position.calc.ts';

/**
 * With `subject`, an id such as that of an import job, only what happens to that one is told. `reachBackMs` is for who has read something and
 * follows from then on: what came meanwhile is told first. Where both are there, `lastEventId` counts.
 */
const FollowEventsQuery = z.strictObject({ lastEventId: z.string().max(1000).optional(), reachBackMs: z.coerce.number().int().min(0).max(3_600_000).optional(), subject: z.uuid().optional() });
type FollowEventsQuery = z.infer<typeof FollowEventsQuery>;

@Controller('api/v1/events')
export class EventsController {
  constructor(private readonly feed: LiveFeed) {}

  @Get()
  @RequirePermission('authenticated')
  @Returns(z.string(), 'Follow what happens, as far as you may see it; Last-Event-ID resumes, `reset` asks to read again', { mediaType: 'text/event-stream', query: FollowEventsQuery })
  follow(
    @Query(zod(FollowEventsQuery)) query: FollowEventsQuery,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest & { accessToken?: string },
    @Res() reply: FastifyReply,
  ): void {
    // Its answer has no end to wait for, and nothing would be written into it.
    if (request.method === 'HEAD') return void reply.type('text/event-stream; charset=utf-8').send();
    this.feed.demandRoom(actor.userId);
    const token = request.accessToken ?? '';
    reply.hijack();
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    this.feed.connect({ actor, claims: claimsOf(token), token, ...(query.subject ? { subject: query.subject } : {}) }, reply.raw, startOf(query, request.headers['last-event-id']));
  }
}

function startOf({ lastEventId, reachBackMs }: FollowEventsQuery, header: string | string[] | undefined): LiveStart {
  const position = typeof header === 'string' ? header : lastEventId;
  if (position !== undefined) return { position: parsePosition(position) ?? 'unknown' };
  return reachBackMs === undefined ? undefined : { reachBackMs };
}

/** The claims of a token that the guard has verified. */
function claimsOf(token: string): AccessClaims {
  return AccessClaims.parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')));
}
