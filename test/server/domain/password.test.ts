import { expect } from 'chai';
import { PASSWORD_MOST, passwordFault } from '../../../server/domain/password.ts';

describe('a password of staff', () => {
  const fault = (password: string, login = 'asha') => passwordFault(password, login);

  it('is long enough, in characters as people type them', () => {
    expect(fault('Bagel+Moon')).to.equal(null);
    expect(fault('Bagel+Moo')).to.equal('too-short');
    expect(fault('🚗🌙🥯🎹🪁🧵🐙🍋🔔🎈')).to.equal(null);
    expect(fault('🚗🌙🥯🎹🪁')).to.equal('too-short');
    expect(fault('पार्किंग की चाबी')).to.equal(null);
    expect(fault('correct horse battery '.repeat(20))).to.equal('too-long');
    expect(fault(`${'long words of '.repeat(18)}1234`.slice(0, PASSWORD_MOST))).to.equal(null);
  });

  it('asks for no kinds of characters', () => {
    for (const good of ['tulip river seven', 'TULIPRIVERSEVEN', '8391746205', ' spaces around ']) {
      expect(fault(good), good).to.equal(null);
    }
  });

  it('is more than the login', () => {
    for (const bad of [
      'asha.kumar',
      'Asha.Kumar1',
      '1ramuk.ahsa',
      'asha.kumarasha.kumar',
      '99asha.kumar9',
      '123456asha.kumar',
      'asha.kumarqwertyuiop',
    ]) {
      expect(fault(bad, 'asha.kumar'), bad).to.equal('holds-login');
    }
    expect(fault('asha.kumar walks far', 'asha.kumar')).to.equal(null);
  });

  it('is none that is guessed first', () => {
    for (const bad of [
      'aaaaaaaaaa',
      'abababababab',
      '1234567890',
      '0987654321',
      'qwertyuiop',
      'abcd1234efgh',
      'parkwire2026',
      'Password123',
      'carpark!!!!',
      'admin12345',
      'xyzxyzxyzxyz',
    ]) {
      expect(fault(bad), bad).to.equal('too-easy');
    }
  });
});
