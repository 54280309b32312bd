import { inLanguage } from '../language.ts';

/** What the board says where the server refuses a booking or a change of one; by error code. Others keep the server's words. */
export const refusals: Readonly<Partial<Record<string, string>>> = inLanguage({
  en: {
    'slot-taken': 'This slot is taken at that time.',
    'slot-has-car': 'A car stands on this slot.',
    'slot-not-offered': 'This slot is out of service, or nobody knows whether it is free.',
    'driver-blocked': 'This driver is blocked from booking.',
    'already-booked': 'This driver has a booking already.',
    'bookings-overlap': 'This driver has another booking at that time.',
    'too-many-bookings': 'This driver has as many bookings as the car park allows.',
    'already-parked': 'This driver is parked already.',
    'balance-too-low': 'This driver’s wallet holds too little.',
    'too-many-no-shows': 'This driver was booked and did not come too often; booking is paused for them.',
    'tariff-missing': 'The car park has no tariff for that time.',
    'booking-not-live': 'This booking is over.',
  },
  hi: {
    'slot-taken': 'यह स्लॉट उस समय ले लिया गया है।',
    'slot-has-car': 'इस स्लॉट पर गाड़ी खड़ी है।',
    'slot-not-offered': 'यह स्लॉट सेवा में नहीं है, या पता नहीं कि खाली है या नहीं।',
    'driver-blocked': 'इस ड्राइवर की बुकिंग रोकी गई है।',
    'already-booked': 'इस ड्राइवर की एक बुकिंग पहले से है।',
    'bookings-overlap': 'उस समय इस ड्राइवर की दूसरी बुकिंग है।',
    'too-many-bookings': 'इस ड्राइवर की उतनी बुकिंग हैं जितनी यह पार्किंग देती है।',
    'already-parked': 'यह ड्राइवर पहले से पार्क है।',
    'balance-too-low': 'इस ड्राइवर के वॉलेट में पैसे कम हैं।',
    'too-many-no-shows': 'यह ड्राइवर कई बार बुक करके नहीं आया; उसकी बुकिंग अभी रुकी है।',
    'tariff-missing': 'उस समय के लिए पार्किंग का कोई दाम तय नहीं है।',
    'booking-not-live': 'यह बुकिंग खत्म हो चुकी है।',
  },
});
