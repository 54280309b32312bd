import { expect } from 'chai';
import { DomainError, ERROR_CODES } from '../../../server/domain/errors.ts';
import { toProblem } from '../../../server/inbound/http/problem.ts';
import { isSameOrigin, tokenIn } from '../../../server/inbound/http/staff-session.ts';

describe('the staff session on the wire', () => {
  it('finds the token among other cookies', () => {
    expect(tokenIn('a=1; parkwire_session=xyz; b=2')).to.equal('xyz');
    expect(tokenIn('parkwire_session=')).to.equal(null);
    expect(tokenIn('my_parkwire_session=xyz')).to.equal(null);
    expect(tokenIn(undefined)).to.equal(null);
  });

  it('knows a page of ours from another', () => {
    const host = 'park.example';
    const same = (headers: Record<string, string>, publicUrl: string | null = null) =>
      isSameOrigin({ host, ...headers } as never, publicUrl);
    expect(same({})).to.equal(true);
    expect(same({ origin: 'https://park.example' })).to.equal(true);
    expect(same({ origin: 'https://evil.example' })).to.equal(false);
    expect(same({ origin: 'null' })).to.equal(false);
    expect(same({ origin: 'https://park.example:8443' })).to.equal(false);
    expect(same({ 'sec-fetch-site': 'same-site' })).to.equal(false);
    expect(same({ 'sec-fetch-site': 'same-origin', origin: 'https://park.example' })).to.equal(true);
    expect(same({ origin: 'https://public.example' }, 'https://public.example')).to.equal(true);
  });

  it('has a status for every code', () => {
    for (const code of ERROR_CODES) {
      const { status, type } = toProblem(new DomainError(code, 'why'));
      expect(status, code).to.be.within(400, 503);
      expect(type).to.contain(code);
    }
    expect(toProblem(new Error('secret')).detail).to.not.contain('secret');
  });
});
