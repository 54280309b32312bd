import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { makeSecretBox } from '../../../server/outbound/system/secret-box.ts';

describe('the box of secrets', () => {
  const key = randomBytes(32);
  const box = makeSecretBox(key);

  it('gives back what was put in, and looks different each time', () => {
    for (const text of ['', 'a token', '🔑'.repeat(300)]) expect(box.open(box.seal(text))).to.equal(text);
    expect(box.seal('same')).to.not.equal(box.seal('same'));
    expect(box.seal('a token')).to.not.contain('token');
  });

  it('opens nothing that was changed, cut, or sealed under another key', () => {
    const sealed = box.seal('a token');
    const [scheme, packed = ''] = sealed.split('.');
    const bytes = Buffer.from(packed, 'base64url');
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => box.open(`${scheme}.${changed.toString('base64url')}`)).to.throw();
    }
    for (const bad of ['', 'gcm1.', 'gcm1.AAAA', packed, `gcm2.${packed}`, sealed.slice(0, -3)]) {
      expect(() => box.open(bad), bad).to.throw();
    }
    expect(() => makeSecretBox(randomBytes(32)).open(sealed)).to.throw();
  });
});
