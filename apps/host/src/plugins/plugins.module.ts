import { Global, Module } from '@nestjs/common';
import { CatalogController } from './catalog.controller.js';
import { CatalogLoader } from './catalog-loader.js';
import { CatalogService } from './catalog.service.js';

@Global()
@Module({
  controllers: [CatalogController],
  providers: [CatalogService, CatalogLoader],
  exports: [CatalogService],
})
export class PluginsModule {}
