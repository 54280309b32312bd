import type { StaffMessages } from './staff-messages.ts';

/** What a slot's state is called, in a sentence. */
const STATE =
  '{state, select, free {free} reserved {reserved} occupied {occupied} attention {needs attention} outofservice {out of service} other {unknown}}';

/** The English texts for staff. */
export const enStaff: Readonly<Record<keyof StaffMessages, string>> = {
  'staff-linked': `🔗 This phone is linked to *{login}*. {mayAct, select, yes {You can look and act from here.} other {You can look at the board from here.}} Send *staff* for what you can write. Everything else goes on as for any driver.`,
  'staff-link-refused': `{isThrottled, select, yes {Too many wrong codes. Wait an hour, then take a new code from the board.} other {This code is not good: it is wrong, was used or is older than ten minutes. Take a new one from the board.}}`,
  'staff-help': `🧰 Staff ({login}):
*board* – what is going on
*who A* – who is in a slot
*plate 1234* – where a car is
{mayAct, select, yes {*in A* / *out A* – a car came or left
*free A* – free a slot; I ask first
*topup +91… 20* – add to a wallet; I ask first
} other {}}*alerts on* / *alerts off* – now {hasAlerts, select, yes {on} other {off}}
*board LOT* changes the lot.`,
  'staff-forbidden': `Your role does not allow this: you can only look. Send *staff* for what you can write.`,
  'staff-board': `📋 *{lot}*
{groups}{hasStrange, select, yes {
⚠️ Nobody accounts for the car in: {strange}} other {}}{hasOver, select, yes {
⏰ Over the booked time: {over}} other {}}{hasLost, select, yes {
📡 Controllers lost: {lost}} other {}}`,
  'staff-board.group': `{count} ${STATE}: {codes}`,
  'staff-slot': `*{slot}*: ${STATE}{hasDriver, select, yes {, {driver}} other {}}{hasPhone, select, yes {, {phone}} other {}}{hasPlate, select, yes {, plate {plate}} other {}}{hasStay, select, yes {. Since {since}, so far {cost}} other {}}{hasBooking, select, yes {. Booking {reference}, {span}} other {}}{isOver, select, yes {; its time is over} other {}}`,
  'staff-plate': `{count, plural, =0 {No car here and no booking for now has a plate that ends in {plate}. Drivers have not all told theirs.} other {{lines}}}`,
  'staff-slot-unknown': `{lot} has no slot {slot}. Send *board* for all of them.`,
  'staff-which-lot': `Which lot? Send for example *{example}*. Lots: {lots}.`,
  'staff-ask-out': `End the stay in {slot}{hasDriver, select, yes { of {driver}} other { of a car that nobody accounts for}}, since {since}, so far {cost}? Reply *yes* or *no*.`,
  'staff-ask-cancel': `Cancel booking {reference} of {driver} on {slot}, free of charge? The driver is told. Reply *yes* or *no*.`,
  'staff-ask-top-up': `Put {added} into the wallet of {driver} ({phone})? {owes, select, yes {They owe {amount}.} other {Balance {amount}.}} Reply *yes* or *no*.`,
  'staff-number':
    '👷 This number is for the attendants. If you are one, link your phone on the board and send *staff* here. Drivers: please write to the number on the sign of the car park, or ask an attendant.',
  'staff-dropped': `Left as it is.`,
  'staff-changed': `{slot} has changed since I asked, so I did nothing. Send *who {slot}* to see it.`,
  'staff-in': `🚗 Car noted in {slot}{hasDriver, select, yes {: the stay of {driver} has begun} other {. Nobody accounts for it yet; its driver can send *park {slot}*}}.`,
  'staff-in-needless': `There is a car in {slot} already. *who {slot}* tells whose.`,
  'staff-out': `✅ The stay in {slot} is closed; its driver, if known, gets the bill.`,
  'staff-nothing-there': `There is nothing to end in {slot}: it is ${STATE}.`,
  'staff-cancelled': `✅ Booking {reference} on {slot} is cancelled and its driver is told.`,
  'staff-topped-up': `✅ {added} is in the wallet of {driver}. {owes, select, yes {They still owe {amount}.} other {Balance {amount}.}}`,
  'staff-driver-unknown': `{isSeveral, select, yes {Several drivers have {phone}: please top up on the board.} other {Nobody is known by {phone}. They have to write here once.}} Nothing was moved.`,
  'staff-amount-refused': `I cannot read this amount. Send for example *topup +919812345678 20*. Nothing was moved.`,
  'staff-refused': `⚠️ Not done: {code}. The board shows more.`,
  'staff-alerts': `{isOn, select, yes {🔔 You are told when nobody accounts for a car, when a controller is lost, when a bill is disputed and when an update of the boards stops. *alerts off* stops it.} other {🔕 You are not told what needs attention. *alerts on* starts it.}}`,
  'staff-alert-cars': `⚠️ {lot}: nobody accounts for {count, plural, one {a car} other {# cars}}: {cars}. Reply *ok* once you have seen to it, or *who* with the slot.`,
  'staff-alert-cars.car': `{slot} since {since}`,
  'staff-alert-controllers': `📡 {lot}: {count, plural, one {controller {controllers} is lost} other {# controllers are lost: {controllers}}}. Their slots are unknown until they are heard again.`,
  'staff-alert-rollout': `🔧 {lot}: updating the boards has stopped, as {controller} did not take the new firmware. No other board is touched meanwhile. The board page says why, under Controllers.`,
  'staff-alert-dispute': `📝 {driver} disputes a bill of {charge} ({number}){hasWords, select, yes {: “{words}”} other {}}. Reply *refund* to give all of it back, or *reject*.`,
  'staff-decided': `📝 {number} is decided: {isRefunded, select, yes {{refunded} is given back} other {the bill stands}}. The driver is told.`,
  'staff-seen': `👍 Noted for {slot}.`,
  'staff-which-alert': `There are several: {names}. Send for example *{word} {first}*.`,
  'staff-no-alert': `Nothing is open that *{word}* would answer.`,
};
