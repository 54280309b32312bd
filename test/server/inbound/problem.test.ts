import { expect } from 'chai';
import type { Request, Response } from 'express';
import { problemHandler } from '../../../server/inbound/http/problem.ts';

describe('what the log says of a request that failed', () => {
  const logged = (path: string, headersSent: boolean): string => {
    const lines: object[] = [];
    const log = { error: (line: object) => lines.push(line) } as never;
    const ignored = () => response;
    const response = {
      headersSent,
      status: ignored,
      type: ignored,
      send: ignored,
      destroy: ignored,
    } as never as Response;
    problemHandler(log)(new Error('the disk is full'), { path } as Request, response, () => undefined);
    expect(lines).to.have.length(1);
    return JSON.stringify(lines);
  };

  it('names the address, but not the link to a firmware image, which is a secret', () => {
    expect(logged('/api/lots', false)).to.contain('"/api/lots"');
    for (const isSent of [false, true]) {
      expect(logged('/firmware/secret-of-a-link', isSent)).to.contain('/firmware/…').and.not.contain('secret-of');
    }
  });
});
