/** The set-up of a project whose plugin is not installed. */
export default function setup(): never {
  throw new Error('The plugin that runs tests inside workerd is not installed: npm ci --prefix tools');
}
