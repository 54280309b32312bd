/**
 * Where a key moves the focus in a grid read row by row; null where the key is none of the grid's. Down from the row
 * before a short last one lands on the last cell, so that every cell is reachable by arrows.
 */
export function moveInGrid(key: string, isCtrl: boolean, from: number, count: number, columns: number): number | null {
  if (count === 0) return null;
  const last = count - 1;
  const rowStart = from - (from % columns);
  switch (key) {
    case 'ArrowRight':
      return Math.min(from + 1, last);
    case 'ArrowLeft':
      return Math.max(from - 1, 0);
    case 'ArrowDown':
      return from + columns <= last ? from + columns : rowStart + columns <= last ? last : from;
    case 'ArrowUp':
      return from >= columns ? from - columns : from;
    case 'Home':
      return isCtrl ? 0 : rowStart;
    case 'End':
      return isCtrl ? last : Math.min(rowStart + columns - 1, last);
    default:
      return null;
  }
}
