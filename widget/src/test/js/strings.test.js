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
  'no language has been left in English'() {
    const english = stringsFor('en');
    for (const tag of Object.keys(STRINGS).filter((other) => other !== 'en')) {
      const words = stringsFor(tag);
      const same = Object.keys(words).filter((name) => words[name] === english[name]);
      // In French, sources are called sources.
      equal(same, tag === 'fr' ? ['sources'] : []);
    }
  },
  'words hold no marks to be filled in, for nothing fills them'() {
    for (const words of Object.values(STRINGS)) ok(!/[{}<>%$]/.test(words), words);
  },
  'a region has the words of its language, an unknown language those of English'() {
    equal(stringsFor('de-AT').send, 'Senden');
    equal(stringsFor('xx').send, 'Send');
  },
  'the words of the page come first'() {
    equal(stringsFor('en', { title: 'Ask Fern' }).title, 'Ask Fern');
  },
};
