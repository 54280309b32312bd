import { useEffect, useState } from 'react';
import { fetchPhoneInfo } from '../api-client.ts';

/** Whether the cars are simulated, as in the demo, which a board must say of itself. Where there is no demo the server has no such door. */
export function useSimulated(): boolean {
  const [isSimulated, setIsSimulated] = useState(false);
  useEffect(() => {
    let isOver = false;
    void fetchPhoneInfo().then(
      ({ cars }) => !isOver && setIsSimulated(cars),
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, []);
  return isSimulated;
}
