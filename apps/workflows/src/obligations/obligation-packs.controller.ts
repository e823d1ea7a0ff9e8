import { Controller, Get, Param, Query } from '@nestjs/common';
import { RequirePermission } from '@kairos/auth';
import { ObligationPack, ObligationPackId, ObligationPackList, ReadObligationPackQuery } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { ObligationPackRepository } from './obligation-pack.repository.ts';

@Controller('api/v1/workflows/obligation-packs')
export class ObligationPacksController {
  constructor(private readonly packs: ObligationPackRepository) {}

  @Get()
  @RequirePermission('workflows.pack.read')
  @Returns(ObligationPackList, 'List the versions of obligation packs, the newest first')
  list(): ObligationPackList {
    const items = this.packs.all().map(({ id, version, jurisdiction, title, obligations }) => {
      return { id, version, jurisdiction, title, current: this.packs.read(id).version === version, obligationCount: obligations.length };
    });
    return { items };
  }

  @Get(':packId')
  @RequirePermission('workflows.pack.read')
  @Returns(ObligationPack, 'Read an obligation pack: its obligations, their rules and the calendar')
  read(@Param('packId', zod(ObligationPackId)) packId: ObligationPackId, @Query(zod(ReadObligationPackQuery)) { version }: ReadObligationPackQuery): ObligationPack {
    return this.packs.read(packId, version);
  }
}
