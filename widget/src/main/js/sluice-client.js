export { SluiceClient, hostsOf, readSources } from './client.js';
