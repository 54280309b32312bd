import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What runs may take this long once we stop; then its connection is cut. */
const FINISH_WITHIN_MS = 5000;

/** Listens to HTTP, and ends without breaking off what it is answering. */
export class HttpListener {
  readonly server: Server;
  private readonly finishWithinMs: number;
  private running = 0;
  private isClosing = false;

  constructor(answer: RequestListener, finishWithinMs = FINISH_WITHIN_MS) {
    this.server = createServer(answer);
    this.finishWithinMs = finishWithinMs;
    this.server.on('request', (_request, response) => {
      this.running++;
      response.once('close', () => {
        this.running--;
        this.closeIdle();
      });
    });
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  start(port: number, host: string): Promise<void> {
    const { server } = this;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  }

  /**
   * Lets nobody in any more and waits until the last request is answered. `hangUp` ends the connections that are not
   * HTTP any more, which this server has no hold on: it would wait for them for ever.
   */
  async stop(hangUp: () => Promise<void>): Promise<void> {
    if (!this.server.listening) return hangUp();
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.isClosing = true;
    const cut = setTimeout(() => this.server.closeAllConnections(), this.finishWithinMs);
    const hungUp = hangUp();
    this.closeIdle();
    await Promise.all([closed, hungUp]);
    clearTimeout(cut);
  }

  /** Node counts a connection that never asked anything as busy: so all go as soon as nothing runs. */
  private closeIdle(): void {
    if (this.isClosing && this.running === 0) this.server.closeAllConnections();
  }
}
