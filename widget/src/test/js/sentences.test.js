import { Sentences } from '/src/main/js/sentences.js';
import { equal } from './check.js';

function heard(...texts) {
  const said = [];
  const sentences = new Sentences((text) => said.push(text));
  texts.forEach((text, index) => sentences.hear(text, index === texts.length - 1));
  return said;
}

export default {
  'sentences are said when they are whole, the rest at the end'() {
    const first = 'The Hearth 4 keeps a family of four dry even in long and heavy rain. ';
    equal(heard(first.slice(0, 30), `${first}And`, `${first}And more`), [first.trim(), 'And more']);
  },
  'many short sentences are said together'() {
    equal(heard('Yes. ', 'Yes. It does. ', 'Yes. It does. Really.'), ['Yes. It does. Really.']);
  },
  'marks and citations are not said'() {
    equal(heard('- **Dry** [1], see [care](https://x.example/)\n- `warm`'), ['Dry , see care warm']);
  },
  'numbers do not end a sentence'() {
    const text = 'It costs 429.00 euros and weighs 11.2 kilograms with all of its 24 pegs in the bag';
    equal(heard(text, `${text}.`), [`${text}.`]);
  },
};
