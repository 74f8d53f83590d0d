import { Controller, Param } from '@nestjs/common';
import {
  routes,
  type ConnectorDescription,
  type InstalledPlugin,
  type NodeDescription,
} from '@patchbay/contracts';
import { Api } from '../http/api.decorator.js';
import { CatalogService } from './catalog.service.js';

@Controller()
export class CatalogController {
  constructor(private readonly catalog: CatalogService) {}

  @Api(routes.connectorCatalog)
  connectors(): ConnectorDescription[] {
    return this.catalog.connectors().map(({ description }) => description);
  }

  @Api(routes.connectorGet)
  connector(@Param('type') type: string): ConnectorDescription {
    return this.catalog.requireConnector(type).description;
  }

  @Api(routes.pluginList)
  plugins(): InstalledPlugin[] {
    return this.catalog.plugins().map(({ packageName, ...rest }) => ({ name: packageName, ...rest }));
  }

  @Api(routes.nodeCatalog)
  nodes(): NodeDescription[] {
    return this.catalog.nodes().map(({ description }) => description);
  }
}
