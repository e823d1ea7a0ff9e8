import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { DeadLetterDetail, DeadLetterId, DeadLetterPage, DeadLetterView, ListDeadLettersQuery } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { DeadLetterNotFound } from './dead-letter.errors.ts';
import { DEAD_LETTERS_OF } from './dead-letters.options.ts';

const columns = 'id, consumer, stream, subject, event_id as "eventId", reason, deliveries, dead_at as "deadAt", replayed_at as "replayedAt"';
type Row = Omit<DeadLetterView, 'service'>;
const Position = z.tuple([z.uuid()]);

@Injectable()
export class DeadLettersQueries {
  constructor(
    private readonly em: EntityManager,
    @Inject(DEAD_LETTERS_OF) private readonly service: string,
  ) {}

  /** One page, the newest first: ids rise with time. */
  async list({ state, cursor, limit }: ListDeadLettersQuery): Promise<DeadLetterPage> {
    const [after = null] = cursor === undefined ? [] : decodeCursor(cursor, Position);
    const rows = await tenantQuery<Row>(
      this.em, `select ${columns} from dead_letter where ($1::text is null or ($1 = 'waiting') = (replayed_at is null)) and ($2::uuid is null or id < $2) order by id desc limit $3`, [state ?? null, after, limit + 1],
    );
    return toPage(rows, limit, (row) => this.viewOf(row), ({ id }) => [id]);
  }

  async read(deadLetterId: DeadLetterId): Promise<DeadLetterDetail> {
    const [row] = await tenantQuery<Row & { message: string }>(this.em, `select ${columns}, message from dead_letter where id = $1`, [deadLetterId]);
    if (!row) throw new DeadLetterNotFound();
    return this.viewOf(row);
  }

  async readWithoutContent(deadLetterId: DeadLetterId): Promise<DeadLetterView> {
    const { message: _, ...view } = await this.read(deadLetterId);
    return view;
  }

  private viewOf<R extends Row>(row: R): R & { service: string } {
    return { ...row, service: this.service, deadAt: toInstant(row.deadAt), replayedAt: row.replayedAt && toInstant(row.replayedAt) };
  }
}
