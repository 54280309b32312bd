const parameters = new URLSearchParams(window.location.search);

/** `/?kiosk` is the screen on the wall: larger, without controls. `&lot=north` chooses its lot. */
export const isKiosk = parameters.has('kiosk');
export const lotOfAddress = parameters.get('lot');

/** `/?kiosk&view=plan`: a screen has nobody who chooses; `grid`, `plan`, or null for what its browser remembers. */
export const viewOfAddress = isKiosk ? parameters.get('view') : null;

document.documentElement.toggleAttribute('data-kiosk', isKiosk);
