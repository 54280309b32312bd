import { expect } from 'chai';
import fc from 'fast-check';
import { exampleOf } from '../../../server/chat/template-examples.ts';
import { PLACEHOLDERS, renderTemplated, type Templated, templateFaults } from '../../../server/chat/templates.ts';
import { type MessageTemplate, TEMPLATE_KINDS } from '../../../server/domain/message-template.ts';
import { CONTEXT, NOW } from './samples.ts';

const CANCELLED: Templated = { kind: 'cancelled', slot: 'A', reference: 'PW-7K3M9Q', feeMinor: 0 };
const subject = (parts = {}) => ({ driver: 'Asha', lot: 'Main', services: [], ...parts });
const own = (body: string, parts: Partial<MessageTemplate> = {}): MessageTemplate[] => [
  { kind: 'cancelled', language: 'en', body, enabled: true, ...parts },
];

describe('message templates', () => {
  it('fill in what they name', () => {
    const body = 'Bye {driver}, {slot} at {lot} is back ({reference}, {service}).';
    const text = renderTemplated(CANCELLED, CONTEXT, own(body), subject({ services: ['Wash', 'Charging', 'Cover'] }));
    expect(text).to.equal('Bye Asha, A at Main is back (PW-7K3M9Q, Wash, Charging, and Cover).');
    expect(renderTemplated(CANCELLED, CONTEXT, own('{service}'), subject())).to.equal('Main');
    const bill: Templated = {
      ...{ kind: 'bill', slot: 'A', from: NOW - 3_600_000, to: NOW },
      ...{ durationSeconds: 3600, amountMinor: 300, refundedMinor: 50, balanceMinor: 1 },
    };
    const words = own('{amount} at {time} on {date}', { kind: 'bill' });
    expect(renderTemplated(bill, CONTEXT, words, subject())).to.equal('$2.50 at 10:30 on Sat 21 Nov');
  });

  it('say every message with all of its placeholders', () => {
    for (const kind of TEMPLATE_KINDS) {
      const body = PLACEHOLDERS[kind].map((name) => `{${name}}`).join('|');
      expect(templateFaults(kind, body), kind).to.deep.equal([]);
      expect(exampleOf(kind, 'Main', { ...CONTEXT, now: NOW }), kind).to.have.length.greaterThan(20);
    }
  });

  it('leave the standard words where there are none of their own, or for another message', () => {
    const standard = renderTemplated(CANCELLED, CONTEXT, [], subject());
    expect(standard).to.contain('is given back');
    expect(renderTemplated(CANCELLED, CONTEXT, own('x', { kind: 'bill' }), subject())).to.equal(standard);
    expect(renderTemplated(CANCELLED, CONTEXT, own('x', { language: 'hi' }), subject())).to.equal(standard);
    expect(renderTemplated(CANCELLED, CONTEXT, own('x', { enabled: false }), subject())).to.equal(null);
  });

  it('are refused with what is wrong', () => {
    const faults = (body: string) => templateFaults('cancelled', body).join();
    expect(faults('')).to.equal('it is empty');
    expect(faults(' \n ')).to.equal('it is empty');
    expect(faults('x'.repeat(1024))).to.equal('');
    expect(faults('x'.repeat(1025))).to.contain('1025 characters of at most 1024');
    expect(faults('😀'.repeat(1024))).to.equal('');
    expect(faults('Hi {name}')).to.match(/^\{name\} is not known here; there are \{driver\}/);
    expect(faults('{amount}')).to.contain('{amount} is not known here');
    expect(faults('{ slot }')).to.contain('{ slot } is not known here');
    for (const body of ['{slot', 'slot}', '{slot}}', '{{slot}', '{slot {lot}', '}{']) {
      expect(faults(body), body).to.contain('has no partner');
    }
    expect(faults('a\u0007b')).to.contain('control character');
  });

  it('cannot be broken by what a driver is called', () => {
    const words = own('Hello {driver}!\nSlot {slot}');
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('{slot}', '*x*\n_y_', '$&', '`{driver}`')),
        (driver) => {
          const text = renderTemplated(CANCELLED, CONTEXT, words, subject({ driver })) ?? '';
          expect(text.split('\n')).to.have.length(2);
          expect(text.startsWith('Hello ') && text.endsWith('!\nSlot A'), text).to.equal(true);
          expect(text).to.not.match(/[*_~`]/);
        },
      ),
    );
    expect(renderTemplated(CANCELLED, CONTEXT, words, subject({ driver: '{slot}' }))).to.equal('Hello {slot}!\nSlot A');
  });
});
