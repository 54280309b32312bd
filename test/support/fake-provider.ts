import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What providers answer to questions about accounts. */
export class FakeProvider {
  readonly asked: { path: string; authorization: string }[] = [];
  readonly answers = new Map<string, { status: number; body: object }>();
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(): Promise<FakeProvider> {
    const server = createServer((request, response) => {
      const path = request.url ?? '';
      fake.asked.push({ path, authorization: request.headers.authorization ?? '' });
      const found = [...fake.answers].find(([begin]) => path.startsWith(begin))?.[1];
      response.writeHead(found?.status ?? 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(found?.body ?? { error: { code: 100 } }));
    });
    const fake = new FakeProvider(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
