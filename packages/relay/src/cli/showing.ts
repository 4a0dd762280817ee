import { UsageError } from '@synochat/command-line';
import { imageChoices } from '../images.ts';
import type { RelayOptions } from '../relay.ts';

/** How the relay shows notifications. */
export type Showing = Required<Pick<RelayOptions, 'images' | 'imageHosts' | 'marks' | 'mentions' | 'maxText'>>;

type Environment = Readonly<Record<string, string | undefined>>;

/** Returns how notifications are shown. Throws a `UsageError` that names the variable. */
export function readShowing(env: Environment): Showing {
  return {
    ...readImages(env),
    marks: readSwitch(env, 'SYNOCHAT_RELAY_MARKS'),
    mentions: readSwitch(env, 'SYNOCHAT_RELAY_MENTIONS'),
    maxText: readMaxText(env['SYNOCHAT_RELAY_MAX_TEXT']),
  };
}

function readImages(env: Environment): Pick<Showing, 'images' | 'imageHosts'> {
  const { SYNOCHAT_RELAY_IMAGES: choice = '', SYNOCHAT_RELAY_IMAGE_HOSTS: list = '' } = env;
  const images = imageChoices.find((each) => each === (choice || 'link'));
  if (images === undefined) throw new UsageError(`SYNOCHAT_RELAY_IMAGES must be one of ${imageChoices.join(', ')}`);
  const imageHosts = list.split(',').flatMap((part) => part.trim().toLowerCase() || []);
  if (imageHosts.some((host) => !URL.canParse(`http://${host}`) || new URL(`http://${host}`).host !== host))
    throw new UsageError(
      'SYNOCHAT_RELAY_IMAGE_HOSTS must be host names by commas, such as grafana.example,cam.example',
    );
  if (images === 'file' && imageHosts.length === 0)
    throw new UsageError(
      'SYNOCHAT_RELAY_IMAGES=file needs SYNOCHAT_RELAY_IMAGE_HOSTS: name the hosts from which your NAS may download images',
    );
  if (images !== 'file' && imageHosts.length > 0)
    throw new UsageError('SYNOCHAT_RELAY_IMAGE_HOSTS counts only with SYNOCHAT_RELAY_IMAGES=file: set both, or none');
  return { images, imageHosts };
}

/** Returns whether a variable is on, as without a value. */
function readSwitch(env: Environment, name: string): boolean {
  const word = (env[name] ?? '').toLowerCase();
  if (/^(?:yes|true|on|1)?$/.test(word)) return true;
  if (/^(?:no|false|off|0)$/.test(word)) return false;
  throw new UsageError(`${name} must be yes or no`);
}

function readMaxText(text = ''): number {
  if (text === '') return 8000;
  const length = Number(text);
  if (!/^\d{1,7}$/.test(text) || length < 100)
    throw new UsageError('SYNOCHAT_RELAY_MAX_TEXT must be a whole number from 100 to 9999999, such as 2000');
  return length;
}
