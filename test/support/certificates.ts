import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A certificate authority of a test's own, and the pair of files that a broker reads. */
export class Certificates {
  readonly folder: string;
  readonly certFile: string;
  readonly keyFile: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.certFile = join(folder, 'cert.pem');
    this.keyFile = join(folder, 'key.pem');
  }

  static async make(): Promise<Certificates> {
    const made = new Certificates(await mkdtemp(join(tmpdir(), 'parkwire-certificates-')));
    await made.openssl(
      'req',
      '-x509',
      ...NEW_KEY,
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-days',
      '2',
      '-subj',
      '/CN=Test CA',
    );
    await made.renew();
    return made;
  }

  /** What clients check with. */
  ca(): Promise<Buffer> {
    return readFile(join(this.folder, 'ca.pem'));
  }

  /** Another pair takes the place of the one before, each file in one step. */
  async renew(): Promise<void> {
    await this.openssl('req', ...NEW_KEY, '-keyout', 'next.key', '-out', 'next.csr', '-subj', '/CN=localhost');
    const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-days', '1'];
    await this.openssl('x509', '-req', '-in', 'next.csr', ...by, '-out', 'next.pem');
    await rename(join(this.folder, 'next.key'), this.keyFile);
    await rename(join(this.folder, 'next.pem'), this.certFile);
  }

  /** A key that does not belong to the certificate, as in the midst of a renewal. */
  async spoilKey(): Promise<void> {
    await this.openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', 'other.key');
    await rename(join(this.folder, 'other.key'), this.keyFile);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  private async openssl(...args: string[]): Promise<void> {
    await run('openssl', args, { cwd: this.folder });
  }
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
