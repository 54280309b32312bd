import { MOST_LINES, type Phrasing, plain, yesNo } from './phrasing.ts';
import type { Receipt, ReceiptLine, WalletReply } from './wallet-reply.ts';

/** Top-ups, receipts, refunds and a wallet that runs low, in words. */
export function renderWallet(reply: WalletReply, p: Phrasing): string {
  const { say, money } = p;
  switch (reply.kind) {
    case 'top-up':
      return say('top-up', {
        ...p.balance(reply.balanceMinor),
        paysByLink: yesNo(reply.paysByLink),
        example: p.amount(reply.exampleMinor),
      });
    case 'top-up-link-follows':
    case 'top-up-link-failed':
      return say(reply.kind, { amount: money(reply.amountMinor) });
    case 'top-up-amount':
      return say('top-up-amount', {
        least: money(reply.leastMinor),
        most: money(reply.mostMinor),
        example: p.amount(reply.leastMinor),
      });
    case 'top-up-too-often':
      return say('top-up-too-often');
    case 'top-up-link':
      return say('top-up-link', { amount: money(reply.amountMinor), url: reply.url });
    case 'top-up-receipt':
      return say('top-up-receipt', {
        paid: money(reply.amountMinor),
        reference: plain(reply.reference),
        ...p.balance(reply.balanceMinor),
      });
    case 'refunded':
      return say('refunded', {
        back: money(reply.amountMinor),
        reason: plain(reply.reason, 100),
        reference: plain(reply.reference),
        ...p.balance(reply.balanceMinor),
      });
    case 'low-while-parked':
      return say('low-while-parked', {
        slot: plain(reply.slot),
        cost: money(reply.costMinor),
        hasHeld: yesNo(reply.heldMinor > 0),
        held: money(reply.heldMinor),
        ...p.balance(reply.balanceMinor),
        paysByLink: yesNo(reply.paysByLink),
      });
    case 'receipt':
      return reply.receipt === null ? say('receipt.none') : renderReceipt(reply.receipt, reply.balanceMinor, p);
    default: {
      const missing: never = reply;
      return missing;
    }
  }
}

function renderReceipt(receipt: Receipt, balanceMinor: number, p: Phrasing): string {
  const lines = receipt.lines.map((line) => renderLine(line, p));
  return p.say('receipt', {
    slot: plain(receipt.slot),
    hasReference: yesNo(receipt.reference !== null),
    reference: plain(receipt.reference ?? ''),
    span: p.span(receipt.from, receipt.to),
    duration: p.duration(receipt.durationSeconds),
    count: lines.length,
    lines: p.lines(lines, MOST_LINES),
    charge: p.money(receipt.amountMinor),
    hasTax: yesNo(receipt.taxMinor > 0),
    tax: p.money(receipt.taxMinor),
    ...p.balance(balanceMinor),
  });
}

function renderLine(line: ReceiptLine, p: Phrasing): string {
  return p.say('receipt-line', {
    // ICU's choices are words without a dash.
    kind: line.kind.replace('-', ''),
    hasName: yesNo(line.name !== null),
    name: plain(line.name ?? ''),
    span: p.span(line.from, line.to),
    charge: p.money(line.amountMinor),
  });
}
