import { statfs } from 'node:fs/promises';
import { availableParallelism, freemem, hostname, loadavg, totalmem, uptime } from 'node:os';
import { WrongUse } from './script.ts';

/**
 * Describes this machine in a few lines: the uptime, the load, the memory, and the disk of each folder. Throws `WrongUse`
 * if a folder does not exist.
 */
export async function describeMachine(folders: readonly string[]): Promise<string> {
  const day = new Date().toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
  const [load = 0] = loadavg();
  const memory = percent(totalmem() - freemem(), totalmem());
  return [
    `*${hostname()}* on ${day}`,
    [
      `Up ${duration(uptime())}`,
      `load ${load.toFixed(2)} of ${availableParallelism()}`,
      `memory ${memory} of ${gigabytes(totalmem())}`,
    ].join(', '),
    ...(await Promise.all(folders.map(describeDisk))),
  ].join('\n');
}

async function describeDisk(folder: string): Promise<string> {
  const { blocks, bfree, bavail, bsize } = await statfs(folder).catch(() => {
    throw new WrongUse(`The folder ${folder} does not exist`);
  });
  // Like df: blocks reserved for root are neither used nor free.
  const used = blocks - bfree;
  return `\`${folder}\` ${percent(used, used + bavail)} full, ${gigabytes(bavail * bsize)} free`;
}

function duration(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  if (hours === 0) return `${Math.floor(seconds / 60)} min`;
  return hours < 24 ? `${hours} h` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

function percent(part: number, whole: number): string {
  return whole > 0 ? `${Math.ceil((100 * part) / whole)} %` : '0 %';
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
