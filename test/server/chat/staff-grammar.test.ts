import { expect } from 'chai';
import { readStaffText } from '../../../server/chat/staff/staff-grammar.ts';

const read = (text: string) => readStaffText(text, ['main', 'north']);

describe('what staff text', () => {
  it('is read as whole commands, however it is written', () => {
    expect(read('link abc234')).to.deep.equal({ kind: 'link', code: 'ABC234' });
    expect(read('  Staff ')).to.deep.equal({ kind: 'staff' });
    expect(read('BOARD')).to.deep.equal({ kind: 'board', lot: null });
    expect(read('board North')).to.deep.equal({ kind: 'board', lot: 'north' });
    expect(read('who a?')).to.deep.equal({ kind: 'who', slot: 'A', lot: null });
    expect(read('out b12 north')).to.deep.equal({ kind: 'out', slot: 'B12', lot: 'north' });
    expect(read('in A.')).to.deep.equal({ kind: 'in', slot: 'A', lot: null });
    expect(read('free A')).to.deep.equal({ kind: 'free', slot: 'A', lot: null });
    expect(read('plate ka 01-ab 1234')).to.deep.equal({ kind: 'plate', plate: 'KA01AB1234' });
    expect(read('plate 1234')).to.deep.equal({ kind: 'plate', plate: '1234' });
    expect(read('alerts')).to.deep.equal({ kind: 'alerts', isOn: null });
    expect(read('Alerts ON')).to.deep.equal({ kind: 'alerts', isOn: true });
    expect(read('alerts off')).to.deep.equal({ kind: 'alerts', isOn: false });
    expect(read('refund')).to.deep.equal({ kind: 'refund', number: null, reason: null });
    expect(read('reject dp-7k3m9q the sensor saw it')).to.deep.equal({
      kind: 'reject',
      number: 'DP-7K3M9Q',
      reason: 'the sensor saw it',
    });
    expect(read('ok')).to.deep.equal({ kind: 'ok', slot: null });
    expect(read('ok b')).to.deep.equal({ kind: 'ok', slot: 'B' });
    expect(read('Yes!')).to.deep.equal({ kind: 'yes' });
    expect(read('हाँ')).to.deep.equal({ kind: 'yes' });
    expect(read('नहीं')).to.deep.equal({ kind: 'no' });
  });

  it('tells a number in groups from the amount behind it', () => {
    const paid = { kind: 'topup', phone: '+919812345678', reason: null };
    expect(read('topup +919812345678 20')).to.deep.equal({ ...paid, amount: '20' });
    expect(read('top up +919812345678 20.50 cash at the gate')).to.deep.equal({
      ...paid,
      amount: '20.50',
      reason: 'cash at the gate',
    });
    expect(read('topup +91 98123 45678 20')).to.deep.equal({ ...paid, amount: '20' });
    expect(read('topup +91 98123-45678 20.50 cash')).to.deep.equal({ ...paid, amount: '20.50', reason: 'cash' });
    expect(read('topup +919812345678 1,500')).to.deep.equal({ ...paid, amount: '1500' });
    for (const text of ['topup +919812345678', 'topup +919812345678 -20', 'topup +919812345678 cash', 'topup +12 3'])
      expect(read(text), text).to.equal(null);
  });

  it('leaves everything else to the driver', () => {
    const drivers = [
      ...['book A', 'status', 'slots', 'topup 20', 'top up 500', 'A', '1', '', 'stop', 'menu', 'boarding', 'who'],
      ...['in a minute please', 'who are you', 'out of order', 'free parking tomorrow', 'plate', 'link', 'link me now'],
      ...['refund my money', 'ok thanks a lot', 'yes please book it', 'alerts maybe', 'toString', '__proto__'],
      ...['board south', 'out A south'],
    ];
    for (const text of drivers) expect(read(text), text).to.equal(null);
  });
});
