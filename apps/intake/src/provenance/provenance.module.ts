import { Module } from '@nestjs/common';
import { ProvenanceController } from './provenance.controller.ts';
import { ProvenanceQueries } from './provenance.queries.ts';

@Module({ controllers: [ProvenanceController], providers: [ProvenanceQueries] })
export class ProvenanceModule {}
