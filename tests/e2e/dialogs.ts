import type { Desk } from './desk.ts';
import { again } from './mainProcess.ts';

/** The next folder that the system's dialog is answered with; the dialog itself is the system's, not ours. */
export async function answerDialog(desk: Desk, folder: string): Promise<void> {
  await again(() =>
    desk.app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, folder),
  );
}
