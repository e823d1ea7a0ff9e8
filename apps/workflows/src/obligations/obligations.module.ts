import { Module } from '@nestjs/common';
import { ObligationPackRepository } from './obligation-pack.repository.ts';
import { ObligationPacksController } from './obligation-packs.controller.ts';

@Module({ controllers: [ObligationPacksController], providers: [ObligationPackRepository], exports: [ObligationPackRepository] })
export class ObligationsModule {}
