import { describePhrases } from './phrases.ts';

describePhrases('money', {
  balance: ['balance', 'wallet', 'money', 'how much do I have', 'my balance please', 'how much money left'],
  why: ['why', 'WHY?', 'why so much?', 'explain my bill'],
  dispute: ['dispute', 'Dispute!', 'dispute I was not there', 'dispute PW-7K3M9Q it was my brother'],
  price: [
    'price',
    'prices?',
    'how much',
    'How much???',
    'how much is it',
    'how much so far',
    'how much is A?',
    'how much to book A',
    'how much for 2 hours',
    'how much do I pay',
    'what does it cost',
    'parking fee?',
    'kitna hai',
  ],
  receipt: ['receipt', 'my receipt please', 'show me the last bill'],
  'top up 20': ['top up 20', 'topup 20', 'pls recharge 20 for me', 'top up with 20,'],
  'top up 20.50': ['top up 20.50', 'top up 20,50', 'top up $20.50!'],
  'top up 1000': ['top up 1,000', 'top up ₹1000'],
  'top up': ['top up', 'topup', 'Top-up', 'top up my wallet', 'how do I top up', 'recharge'],
  pay: ['pay', 'PAY NOW', 'how do I pay?', 'can i pay by card', 'pay my bills', 'payment'],
});
