import { MarkdownView, parse } from '/src/main/js/markdown.js';
import { equal, ok } from './check.js';

const HOSTS = /^https:\/\/shop\.example\//;
const OPTIONS = {
  link: (href) => (HOSTS.test(href) ? href : ''),
  cite: (n) => (n <= 3 ? Object.assign(document.createElement('button'), { textContent: n }) : null),
};

function html(text, open = false) {
  const parent = document.createElement('div');
  new MarkdownView(parent, OPTIONS).show(text, open);
  return parent.innerHTML;
}

export default {
  'paragraphs, line breaks and emphasis'() {
    equal(html('One *two* **three** __four__\nfive\n\nsix'), '<p>One <em>two</em> <strong>three</strong> <strong>four</strong><br>five</p><p>six</p>');
  },
  'marks within words and between spaces are text'() {
    equal(html('snake_case_name 2 * 3 * 4'), '<p>snake_case_name 2 * 3 * 4</p>');
  },
  'emphasis within emphasis'() {
    equal(html('**a *b* c**'), '<p><strong>a <em>b</em> c</strong></p>');
  },
  'lists, nested and with a start'() {
    equal(html('- one\n- two\n  - inner\n- three'), '<ul><li>one</li><li>two<ul><li>inner</li></ul></li><li>three</li></ul>');
    equal(html('3. three\n4. four'), '<ol start="3"><li>three</li><li>four</li></ol>');
    equal(html('1. one\n\n2. two'), '<ol><li>one</li><li>two</li></ol>');
  },
  'text after a list is no part of it'() {
    equal(html('- one\n\nafter'), '<ul><li>one</li></ul><p>after</p>');
  },
  'quotes'() {
    equal(html('> You have **30 days**.\n>\n> — Returns [1]'), '<blockquote><p>You have <strong>30 days</strong>.</p><p>— Returns <button>1</button></p></blockquote>');
  },
  'code, inline and fenced, is text'() {
    equal(html('`a *b* <i>`'), '<p><code>a *b* &lt;i&gt;</code></p>');
    equal(html('```js\nlet a = "<b>";\n\n- x\n```\nafter'), '<pre tabindex="0"><code>let a = "&lt;b&gt;";\n\n- x</code></pre><p>after</p>');
  },
  'headings are strong paragraphs'() {
    equal(html('## Care ##\ntext'), '<p class="h"><strong>Care</strong></p><p>text</p>');
  },
  'citations lead to sources, and those without one are text'() {
    equal(html('Dry [1], warm [2, 3] and [9].'), '<p>Dry <button>1</button>, warm <button>2</button><button>3</button> and [9].</p>');
  },
  'links lead to the allowed hosts only'() {
    equal(html('[shop](https://shop.example/a_b) [evil](https://evil.example/)'), '<p><a href="https://shop.example/a_b">shop</a> <span>evil</span></p>');
    ok(html('see https://shop.example/p/1.').includes('href="https://shop.example/p/1"'));
    equal(html('see https://evil.example/'), '<p>see <span>https://evil.example/</span></p>');
  },
  'an address that is not understood leads nowhere'() {
    for (const text of ['[a](https://shop.example/b_(c)', '[a](https://shop.example/b((c)))', '[a](javascript:alert(1))', '[a]()', '[a](<b c>)']) {
      ok(!html(text).includes('<a'), html(text));
    }
    ok(html('[a](https://shop.example/b "A title")').includes('href="https://shop.example/b"'));
    ok(html('([a](https://shop.example/b_(c)))').includes('href="https://shop.example/b_(c)"'));
  },
  'images of the text are never loaded'() {
    equal(html('![cat](https://shop.example/cat.png)'), '<p>cat</p>');
  },
  'HTML is text'() {
    const evil = '<img src=x onerror=alert(1)><script>alert(1)</script><a href="javascript:alert(1)">x</a>';
    const parent = document.createElement('div');
    new MarkdownView(parent, OPTIONS).show(evil, false);
    equal(parent.textContent, evil);
    equal(parent.querySelectorAll('img,script,a').length, 0);
  },
  'escapes'() {
    equal(html('\\*not\\* \\[1\\]'), '<p>*not* [1]</p>');
  },
  'while more is to come, what is not closed is closed, and what is not whole is held back'() {
    equal(html('A **bold', true), '<p>A <strong>bold</strong></p>');
    equal(html('A `co', true), '<p>A <code>co</code></p>');
    equal(html('See [the shop](https://sho', true), '<p>See</p>');
    equal(html('As [1', true), '<p>As</p>');
    equal(html('As [1]', true), '<p>As <button>1</button></p>');
    equal(html('one\n-', true), '<p>one</p>');
    equal(html('A **bold', false), '<p>A **bold</p>');
  },
  'shown piece by piece, it is what it is at once'() {
    const text = 'Intro **bold** and [link](https://shop.example/x) [1].\n\n1. one\n2. two\n   - deep\n\n> quote\n> more\n\n```\ncode\n\ncode\n```\n\n## Head\nlast *line*';
    const parent = document.createElement('div');
    const view = new MarkdownView(parent, OPTIONS);
    for (let end = 1; end <= text.length; end++) view.show(text.slice(0, end), true);
    view.show(text, false);
    equal(parent.innerHTML, html(text));
  },
  'what is finished is not built again'() {
    const parent = document.createElement('div');
    const view = new MarkdownView(parent, OPTIONS);
    view.show('first\n\nsecond', true);
    const [first, second] = parent.children;
    const words = second.firstChild;
    view.show('first\n\nsecond and more', true);
    ok(parent.children[0] === first && parent.children[1] === second && second.firstChild === words);
    equal(words.data, 'second and more');
  },
  'another text takes the place of the first'() {
    const parent = document.createElement('div');
    const view = new MarkdownView(parent, OPTIONS);
    view.show('one\n\ntwo\n\nthree', true);
    view.show('other', true);
    equal(parent.innerHTML, '<p>other</p>');
  },
  // A parser whose time grows with the square of the length would not end within the test's.
  'hostile texts take no time'() {
    for (const piece of ['*a ', '**', '`', '[', '![a](', '_a_', '> ', '- ', '[1][', '((((', '\\', 'https://', '<']) {
      parse(piece.repeat(90_000 / piece.length), true);
      parse(piece.repeat(90_000 / piece.length), false);
    }
  },
};
