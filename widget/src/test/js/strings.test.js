import { STRINGS, stringsFor } from '/src/main/js/strings.js';
import { equal, ok } from './check.js';

export default {
  'there are ten languages with all words'() {
    equal(Object.keys(STRINGS).length, 10);
    for (const tag of Object.keys(STRINGS)) {
      const words = Object.values(stringsFor(tag));
      ok(words.length === Object.keys(stringsFor('en')).length && words.every((word) => word?.trim()), `${tag} lacks words`);
      equal(STRINGS[tag].split('|').length, words.length);
    }
  },
  'a region has the words of its language, an unknown language those of English'() {
    equal(stringsFor('de-AT').send, 'Senden');
    equal(stringsFor('xx').send, 'Send');
  },
  'the words of the page come first'() {
    equal(stringsFor('en', { title: 'Ask Fern' }).title, 'Ask Fern');
  },
};
