import { Module } from '@nestjs/common';
import { ObligationsModule } from '../obligations/obligations.module.ts';
import { PlantsModule } from '../plants/plants.module.ts';
import { WorkflowTemplateRepository } from './workflow-template.repository.ts';
import { WorkflowTemplatesController } from './workflow-templates.controller.ts';
import { WorkflowTemplatesQueries } from './workflow-templates.queries.ts';

@Module({ imports: [ObligationsModule, PlantsModule], controllers: [WorkflowTemplatesController], providers: [WorkflowTemplateRepository, WorkflowTemplatesQueries], exports: [WorkflowTemplateRepository] })
export class TemplatesModule {}
