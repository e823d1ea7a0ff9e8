import { Global, Module, type DynamicModule } from '@nestjs/common';
import { gigabyte, SecretBox, ServiceKitModule } from '@kairos/service-kit';
import { INTAKE_CONFIG, type IntakeConfig } from './config.ts';
import { Connector } from './connectors/connector.entity.ts';
import { ConnectorsModule } from './connectors/connectors.module.ts';
import { DeliveriesModule } from './deliveries/deliveries.module.ts';
import { ImportJob } from './import-jobs/import-job.entity.ts';
import { ImportJobsModule } from './import-jobs/import-jobs.module.ts';
import { ImportRunsModule } from './import-runs/import-runs.module.ts';
import { OutboundGate } from './outbound-gate.ts';
import { OpenApiDocumentsModule } from './openapi-documents/openapi-documents.module.ts';
import { ProvenanceModule } from './provenance/provenance.module.ts';
import { RowResultsModule } from './row-results/row-results.module.ts';
import { PublishedRecipe } from './recipes/published-recipe.entity.ts';
import { RecipePreviewsModule } from './recipe-previews/recipe-previews.module.ts';
import { RecipeTemplateShare } from './recipe-templates/recipe-template-share.entity.ts';
import { RecipeTemplate } from './recipe-templates/recipe-template.entity.ts';
import { RecipeTemplatesModule } from './recipe-templates/recipe-templates.module.ts';
import { RecipesModule } from './recipes/recipes.module.ts';
import { RetentionModule } from './retention/retention.module.ts';
import { SourceFile } from './source-files/source-file.entity.ts';
import { StatisticsModule } from './statistics/statistics.module.ts';
import { SourceFilesModule } from './source-files/source-files.module.ts';
import { SuggestionsModule } from './suggestions/suggestions.module.ts';
import { UploadSession } from './uploads/upload-session.entity.ts';
import { UploadsModule } from './uploads/uploads.module.ts';
import { WebhookEndpoint } from './webhook-endpoints/webhook-endpoint.entity.ts';
import { WebhookEndpointsModule } from './webhook-endpoints/webhook-endpoints.module.ts';

@Global()
@Module({})
export class AppModule {
  static forConfig(config: IntakeConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ServiceKitModule.forService({ service: 'intake', config, entities: [SourceFile, UploadSession, PublishedRecipe, RecipeTemplate, RecipeTemplateShare, ImportJob, Connector, WebhookEndpoint], usage: [{ of: 'source-files', limit: 'storageGb', unit: gigabyte, sql: 'select coalesce(sum(byte_size), 0) from source_file' }] }),
        SourceFilesModule,
        UploadsModule,
        RecipesModule,
        RecipeTemplatesModule,
        RecipePreviewsModule,
        SuggestionsModule,
        ImportJobsModule,
        ImportRunsModule,
        DeliveriesModule,
        RowResultsModule,
        ProvenanceModule,
        ConnectorsModule,
        OpenApiDocumentsModule,
        RetentionModule,
        StatisticsModule,
        WebhookEndpointsModule,
      ],
      providers: [{ provide: INTAKE_CONFIG, useValue: config }, { provide: SecretBox, useValue: new SecretBox(config.SEALING_KEYS_DIR) }, OutboundGate],
      exports: [INTAKE_CONFIG, SecretBox, OutboundGate],
    };
  }
}
