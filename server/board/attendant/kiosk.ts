const parameters = new URLSearchParams(window.location.search);

/** `/?kiosk` is the screen on the wall: larger, without controls. `&lot=north` chooses its lot. */
export const isKiosk = parameters.has('kiosk');
export const lotOfAddress = parameters.get('lot');

document.documentElement.toggleAttribute('data-kiosk', isKiosk);
