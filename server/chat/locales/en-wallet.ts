import type { WalletMessages } from './wallet-messages.ts';

/** The English texts about money. */
export const enWallet: Readonly<Record<keyof WalletMessages, string>> = {
  'top-up': `💳 {paysByLink, select, yes {Send for example *top up {example}* and you get a link to pay by card; or pay the attendant on site.} other {I cannot take money in this chat. Pay the attendant on site, and it is in your wallet at once.}} {owes, select, yes {You owe {amount}.} other {Balance {amount}.}}`,
  'top-up-link-follows':
    '💳 One moment: the link to pay {amount} comes in the next message. *balance* shows your wallet.',
  'top-up-link': `💳 Pay {amount} here: {url}
The money is in your wallet as soon as it is paid; then I tell you, and *balance* shows it.`,
  'top-up-link-failed': `The link to pay {amount} could not be made, and nothing was charged. Send *top up* again later, or pay the attendant on site.`,
  'top-up-amount': `💳 I can take {least} to {most} at once. Send for example *top up {example}*. Nothing was charged.`,
  'top-up-too-often': `You have asked for several links within the last hour. Pay by one of them, pay the attendant on site, or try again later.`,
  'top-up-receipt': `✅ {paid} is in your wallet (ref {reference}). {owes, select, yes {You still owe {amount}.} other {Balance {amount}.}} Send *slots* to see what is free.`,
  refunded: `↩️ {back} is back in your wallet: {reason} (ref {reference}). {owes, select, yes {You still owe {amount}.} other {Balance {amount}.}} Send *history* for your stays.`,
  'low-while-parked': `⚠️ Your stay in {slot} has cost {cost} so far. {owes, select, yes {You owe {amount}} other {Balance {amount}}}{hasHeld, select, yes {; {held} more is held as a deposit until the bill} other {}}. {paysByLink, select, yes {Send for example *top up 20* to pay by card, or ask the attendant.} other {An attendant can top up your wallet.}} If it runs out, the rest is owed and you cannot book until it is paid.`,
  'receipt.none': 'There is no bill yet: it comes when you drive away. Send *status* to see your booking or your stay.',
  receipt: `🧾 {slot}{hasReference, select, yes { (ref {reference})} other {}}: {span}, {duration}
{count, plural, =0 {} other {{lines}
}}Total {charge}{hasTax, select, yes {, of which {tax} is tax} other {}}. {owes, select, yes {You owe {amount}.} other {Balance {amount}.}} Something wrong? Send *dispute* and what it is.`,
  'receipt-line': `• {kind, select, grace {Within the grace} free {Free minutes} noevidence {Not seen, not billed} dailycap {Cap of the day} staycap {Cap of the stay} addon {{name}} other {{hasName, select, yes {{name}, } other {}}{span}}}: {charge}`,
  'statement.guest-credit': `Welcome credit`,
  'statement.top-up': `Top-up`,
  'statement.charge': `Stay{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.reversal': `Taken back{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.hold': `Deposit held{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.capture': `Fee taken from the deposit{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.release': `Deposit released{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.expire': `Deposit released, booking not used{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.refund': `Refund{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.withdrawal': `Refund taken back for a corrected bill{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.credit-expiry': `Credit that lapsed`,
  'statement.write-off': `Debt written off`,
  'statement.fee': `Fee{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
};
