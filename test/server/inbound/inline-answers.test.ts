import { EventEmitter } from 'node:events';
import { expect } from 'chai';
import type { Response } from 'express';
import type { UnitOfWork } from '../../../server/app/ports/unit-of-work.ts';
import { InlineAnswers } from '../../../server/inbound/whatsapp/inline-answers.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** The server's side of a request, as far as it is looked at. */
class Asking extends EventEmitter {
  closed = false;
  writableFinished = false;

  end(isWritten: boolean): void {
    this.writableFinished = isWritten;
    this.closed = true;
    this.emit('close');
  }
}

describe('who is answered in a request', () => {
  const queued: string[] = [];
  let answers: InlineAnswers;

  beforeEach(() => {
    queued.length = 0;
    const tx = { messages: { queueInline: async (id: string) => void queued.push(id) } };
    const unitOfWork = { run: async (fn: (given: unknown) => unknown) => fn(tx) } as unknown as UnitOfWork;
    const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {} };
    answers = new InlineAnswers({ unitOfWork, clock: new ManualClock(), log: silent });
  });

  const ask = () => {
    const asking = new Asking();
    return { asking, answer: answers.open('SM1', asking as unknown as Response) };
  };

  it('is told apart where the request that the answer was left to fails', () => {
    const [first, second] = [ask(), ask()];
    first.asking.end(false);
    first.answer.settle('m1');
    expect(queued, 'the second one is there still').to.deep.equal([]);
    second.answer.settle(null);
    second.asking.end(true);
    expect(queued).to.deep.equal(['m1']);
  });

  it('is told once where the second request has the answer, whichever ends last', () => {
    const [first, second] = [ask(), ask()];
    first.asking.end(false);
    second.answer.settle('m1');
    second.asking.end(true);
    first.answer.settle('m1');
    expect(queued).to.deep.equal([]);
  });

  it('is told once where nobody is left', () => {
    const [first, second] = [ask(), ask()];
    for (const { asking, answer } of [first, second]) {
      asking.end(false);
      answer.settle('m1');
    }
    expect(queued).to.deep.equal(['m1']);
  });
});
