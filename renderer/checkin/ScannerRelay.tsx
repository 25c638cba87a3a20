import { client, isStation } from '../client';
import { useShowRefusal } from '../ui/refusal';
import { restHeardElsewhere, useKeyboardScanner } from './useKeyboardScanner';
import { useReadings } from './useReadings';

/** In a window beside the main one: what a keyboard scanner types here goes to the lane, and nowhere else. */
export function ScannerRelay() {
  return isStation ? null : <Relay />;
}

function Relay() {
  const showRefusal = useShowRefusal();
  useKeyboardScanner({
    scan: (code) => void client.desk.heard({ kind: 'scan', code }).catch(showRefusal),
    cut: () => void client.desk.heard({ kind: 'cut' }).catch(showRefusal),
  });
  useReadings((reading) => {
    if (reading.kind === 'cut') restHeardElsewhere();
  });
  return null;
}
