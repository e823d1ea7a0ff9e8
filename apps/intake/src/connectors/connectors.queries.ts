import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { ConnectorName, type ConnectorPage, type ConnectorTrafficView, type ConnectorView, type DeliveryCounts, type ListConnectorsQuery } from '@kairos/contracts';
import { toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { positionOf } from '../cursor.calc.ts';
import { DeliveryLanes } from '../deliveries/delivery-lanes.repository.ts';
import { ConnectorNotFound } from './connector.errors.ts';

type Row = Omit<ConnectorView, 'secretSetAt' | 'createdAt' | 'updatedAt'> & { secretSetAt: string | null; createdAt: string; updatedAt: string };

const columns = `id, name, title, kind, base_url as "baseUrl", headers, auth, endpoints, policy, active, secret_set_at as "secretSetAt", created_by_user_id as "createdByUserId",
  created_at as "createdAt", updated_at as "updatedAt", version`;

@Injectable()
export class ConnectorsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly lanes: DeliveryLanes,
  ) {}

  async read(connectorId: string): Promise<ConnectorView> {
    const [row] = await tenantQuery<Row>(this.em, `select ${columns} from connector where id = $1`, [connectorId]);
    if (!row) throw new ConnectorNotFound();
    return view(row);
  }

  async traffic(connectorId: string): Promise<ConnectorTrafficView> {
    await this.read(connectorId);
    const counts = await tenantQuery<{ status: keyof DeliveryCounts; count: number }>(this.em, 'select status, count(*)::integer as count from delivery where origin_id = $1 group by status', [connectorId]);
    return { ...(await this.lanes.state(connectorId)), deliveries: { pending: 0, delivered: 0, dead: 0, cancelled: 0, ...Object.fromEntries(counts.map(({ status, count }) => [status, count])) } };
  }

  /** By name. */
  async list({ limit, cursor }: ListConnectorsQuery): Promise<ConnectorPage> {
    const after = positionOf(cursor, ConnectorName, null);
    const rows = await tenantQuery<Row>(this.em, `select ${columns} from connector where $1::text is null or name > $1 order by name limit $2`, [after, limit + 1]);
    return toPage(rows, limit, view, ({ name }) => [name]) as ConnectorPage;
  }
}

function view(row: Row): ConnectorView {
  return { ...row, secretSetAt: row.secretSetAt && toInstant(row.secretSetAt), createdAt: toInstant(row.createdAt), updatedAt: toInstant(row.updatedAt) };
}
