import { ownCommand } from '../ownCommand.ts';
import { megabytes } from '../node/native/freeSpace.ts';
import type { Installation } from '../node/native/install.ts';
import type { FirstTraining } from '../node/native/firstTraining.ts';
import type { Removed } from '../node/native/remove.ts';
import type { NativeStatus } from '../node/native/status.ts';

/** What `netspec native install` did, in words. */
export function installationText({ folder, bytes, wasThere, training, linked, notLinked }: Installation): string {
  const lines = [
    `${wasThere ? 'there already' : 'installed'}: TensorFlow ${training.tensorflow} in ${folder} (${megabytes(bytes)})`,
    trainingText(training),
    'every project of this user takes it by itself, with the first training or model that is loaded',
  ];
  if (linked !== undefined) lines.push(`linked: ${linked}, so that imports of @tensorflow/tfjs-node work too`);
  if (notLinked !== undefined) lines.push(`not linked, so that imports of @tensorflow/tfjs-node fail there: ${notLinked}`);
  return `${lines.join('\n')}\n`;
}

export function statusText({ folder, installed, training, installing, leftoverBytes }: NativeStatus): string {
  const lines: string[] = [];
  if (installing !== undefined) lines.push(`process ${installing.pid} on ${installing.host} installs or removes at this moment`);
  if (installed !== undefined && training !== undefined) {
    lines.push(`TensorFlow ${training.tensorflow} in ${folder} (${megabytes(installed.bytes)})`, trainingText(training));
  } else if (installed === undefined) {
    lines.push(`nothing is installed in ${folder}`);
    if (installing === undefined) lines.push(`  ${ownCommand('native install')} does it`);
  }
  if (leftoverBytes > 0) {
    // To remove would take the installation away, too.
    const command = ownCommand(installed === undefined ? 'native remove' : 'native install');
    lines.push(`an installation or a removal that was killed has left ${megabytes(leftoverBytes)}: ${command} takes it away`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

export function removedText({ folder, bytes, unlinked }: Removed): string {
  const lines = [bytes === 0 ? `nothing is installed in ${folder}` : `removed ${folder} (${megabytes(bytes)})`];
  if (unlinked !== undefined) lines.push(`removed from ${unlinked}: what led to it; its own import does not work without a binding`);
  return `${lines.join('\n')}\n`;
}

const trainingText = ({ steps, losses: [first, last] }: FirstTraining): string =>
  `it works: XOR learned in ${steps} steps (loss ${first.toFixed(3)} to ${last.toFixed(3)})`;
