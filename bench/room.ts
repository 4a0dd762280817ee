import { startSimulator } from 'synochat-simulator/node';

/** A simulator that listens on a loopback port. */
export const openRoom = () => startSimulator({ rateInterval: 0 });
