export { Answer, SluiceClient, hostsOf, readSources } from './client.js';
