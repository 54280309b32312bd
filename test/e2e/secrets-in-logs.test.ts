import { expect } from 'chai';
import { newSid } from '../support/webhooks.ts';
import { start, upload } from './support/firmware.ts';
import { ParkwireProcess } from './support/process.ts';
import { RawController } from './support/raw-controller.ts';

const PHONE = '+919876543210';

describe('the log of a process', function () {
  this.timeout(60_000);

  it('never holds a phone number, a token, a secret or a password', async () => {
    const site = new ParkwireProcess({ LOG_LEVEL: 'trace' });
    try {
      site.args = [];
      await site.start();
      const controller = await RawController.start(site, 'esp32-a', ['A']);
      await site.text(PHONE, 'book A', { MessageSid: newSid() });
      await controller.report('A', 'occupied');
      await controller.report('A', 'vacated');
      await site.api.request('GET', `/api/drivers?phone=${encodeURIComponent(PHONE)}`);
      await site.api.request('POST', '/api/bookings', { slot: 'B', phone: PHONE, token: 'x' });
      await site.api.request('POST', '/api/bookings', { slot: 'A', phone: PHONE });
      await site.api.login('admin', `${site.password}!`);
      const image = await upload(site, '1.1.0');
      await start(site, { image: image.id });
      const { url } = (await controller.command('update')).args;
      for (let times = 0; times < 2; times++) await (await fetch(url)).arrayBuffer();
      await site.webhook({ From: `whatsapp:${PHONE}` });
      await site.end('SIGTERM');
      const said = site.stdout + site.stderr;
      expect(said).to.contain('"level":"debug"');
      const cookie = site.api.cookie?.split('=')[1] ?? 'none';
      for (const planted of [
        PHONE,
        PHONE.slice(1),
        PHONE.slice(3),
        site.authToken,
        site.password,
        controller.secret,
        cookie,
        url.slice(url.lastIndexOf('/') + 1),
      ]) {
        expect(said.includes(planted), `${planted} is in the log`).to.equal(false);
      }
    } finally {
      await site.remove();
    }
  });
});
