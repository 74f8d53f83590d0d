/** By the name of the picture: what leads the page to it. */
export const shots = {
  connections: async (page, { host }) => {
    await page.goto(`${host.url}/connections`);
    await page.getByRole('link', { name: 'Sample shop' }).waitFor();
  },
  connection: async (page, { host, ordersId }) => {
    await page.goto(`${host.url}/connections/${ordersId}?tab=history`);
    await page.getByText('Quarterly rotation').waitFor();
  },
  'connection-form': async (page, { host, database }) => {
    await page.goto(`${host.url}/connections/new?type=postgresql`);
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Warehouse');
    await page.getByRole('textbox', { name: 'Host' }).fill(database.host);
    await page.getByRole('textbox', { name: 'Port' }).fill(String(database.port));
    await page.getByRole('textbox', { name: 'Database' }).fill(database.database);
    await page.getByRole('textbox', { name: 'User name' }).fill(database.username);
    await page.getByRole('textbox', { name: 'Password' }).fill(database.password);
    await page.getByRole('button', { name: 'Test connection' }).click();
    await page
      .getByText('The server refused')
      .or(page.getByText(/^Passed|No trusted TLS/))
      .first()
      .waitFor();
  },
  canvas: async (page, { host }) => {
    await page.goto(`${host.url}/patterns`);
    await page.getByRole('link', { name: 'Welcome' }).click();
    const node = page.locator('.react-flow__node', { hasText: 'Read orders' });
    await node.dblclick();
    await page.getByRole('textbox', { name: 'Name of the node' }).waitFor();
  },
  'run-result': async (page, { host, runId }) => {
    await page.goto(`${host.url}/runs/${runId}`);
    await page.getByRole('table', { name: 'Result' }).waitFor();
    await page.locator('.react-flow__node').first().waitFor();
  },
  vault: async (page, { host }) => {
    await page.goto(`${host.url}/settings/vault`);
    await page.getByRole('heading', { level: 1, name: 'Vault' }).waitFor();
    await page.waitForLoadState('networkidle');
  },
};
