// The script of a trace's page: which step is chosen, and what is shown of it. The position is the page's address, #step=12.
'use strict';

const data = JSON.parse(document.getElementById('data').textContent);
const count = data.steps.length;
const broken = document.querySelector('.witness');
let now = 0;

const find = (id) => document.getElementById(id);

function make(tag, text, kind) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (kind) element.className = kind;
  return element;
}

function fromAddress() {
  const found = /^#step=(\d{1,6})$/.exec(location.hash);
  return found === null ? count : Math.min(Number(found[1]), count);
}

function choose(number) {
  const next = Math.max(0, Math.min(number, count));
  if (`#step=${next}` !== location.hash) history.replaceState(null, '', `#step=${next}`);
  show(next);
}

function show(number) {
  now = number;
  find('where').textContent = number === 0 ? `start of ${count}` : `step ${number} of ${count}`;
  for (const row of document.querySelectorAll('[data-step]')) {
    const at = Number(row.dataset.step);
    row.classList.toggle('now', at === number);
    row.classList.toggle('later', at > number && row.tagName === 'g');
  }
  showStep(number);
  showWaiting(number);
  showPanels(number);
  showWhy();
  reveal(number);
}

function reveal(number) {
  const row = find(`row-${number}`);
  const picture = document.querySelector('.picture');
  if (row === null) {
    picture.scrollTop = 0;
    return;
  }
  const box = row.getBoundingClientRect();
  const frame = picture.getBoundingClientRect();
  if (box.top < frame.top + 60 || box.bottom > frame.bottom - 60) {
    picture.scrollTop += box.top - frame.top - frame.height / 2;
  }
}

const KINDS = { good: 'good', bad: 'bad', note: 'note-line' };
const PHASES = {
  drain: 'the faults have stopped, what is under way arrives',
  probe: 'every live connection is tried',
  connect: 'new connections are tried',
};

function showStep(number) {
  const step = data.steps[number - 1];
  const parts = [make('h2', step === undefined ? 'The start' : `${number}. ${step.lines[0].text}`)];
  if (step !== undefined) {
    const list = make('ul');
    for (const { text, tone } of step.lines.slice(1)) list.append(make('li', text, KINDS[tone]));
    parts.push(list);
    if (PHASES[step.phase]) parts.push(make('p', PHASES[step.phase], 'blocks'));
    for (const [id, sentence] of step.blocks) parts.push(make('p', `${id} ${sentence}`, 'blocks'));
  }
  if (number === count && broken !== null) {
    const box = make('div', undefined, 'broken');
    for (const line of document.querySelectorAll('.claim, .witness')) {
      box.append(make('p', line.textContent));
    }
    parts.push(box);
  }
  find('step').replaceChildren(...parts);
}

/** Of each channel or queue the first few: what comes next is at its head. */
const SHOWN = 3;

function showWaiting(number) {
  const places = new Map();
  for (const [where, what, left] of data.waiting[number]) {
    const text = what + (left === 0 ? '' : ` (since ${left})`);
    places.set(where, [...(places.get(where) ?? []), text]);
  }
  const items = [...places].map(([where, texts]) => {
    const item = make('li');
    item.append(make('strong', `${where}: `), texts.slice(0, SHOWN).join('; '));
    if (texts.length > SHOWN) item.append(`; and ${texts.length - SHOWN} more`);
    return item;
  });
  find('waiting').replaceChildren(...(items.length > 0 ? items : [make('li', 'nothing')]));
}

function rowsOf(panel) {
  return panel === undefined
    ? []
    : panel.tables.flatMap(({ name, rows }) => rows.map((row) => `${name}\n${row}`));
}

function showPanels(number) {
  const before = number === 0 ? data.states[0] : data.states[number - 1];
  const actor = data.steps[number - 1]?.actor;
  const cards = data.states[number].map((at, place) => {
    const panel = data.panels[at];
    const old = data.panels[before[place]];
    const card = make('section', undefined, 'card');
    card.setAttribute('aria-label', panel.name);
    card.classList.toggle('acts', panel.name === actor);
    card.classList.toggle('down', panel.is === 'down');
    const head = make('h4', `${panel.name} `);
    head.append(make('small', panel.is));
    card.append(head, tableOf(panel, rowsOf(old), rowsOf(panel)));
    return card;
  });
  find('panels').replaceChildren(...cards);
}

function tableOf(panel, old, present) {
  const table = make('table');
  const names = [...new Set([...old, ...present].map((row) => row.split('\n')[0]))];
  for (const name of names) {
    const isOf = (row) => row.startsWith(`${name}\n`);
    const gone = old
      .filter((row) => isOf(row) && !present.includes(row))
      .map((row) => [row, 'gone']);
    const here = present.filter(isOf).map((row) => [row, old.includes(row) ? '' : 'come']);
    [...gone, ...here].forEach(([row, kind], at) => {
      const line = make('tr');
      const head = make('th', at === 0 ? name : '');
      head.scope = 'row';
      const cell = make('td', row.slice(name.length + 1), kind);
      if (kind !== '') cell.prepend(make('span', kind === 'gone' ? 'gone: ' : 'new: ', 'sr'));
      line.append(head, cell);
      table.append(line);
    });
  }
  return table;
}

function showWhy() {
  const chosen = data.whyNot[find('action').value];
  if (chosen === undefined) return find('why').replaceChildren();
  const { obstacles, action } = chosen;
  const found = obstacles.find(({ from, to }) => from <= now && now <= to);
  if (found === undefined) {
    return find('why').replaceChildren(`“${action}” could happen here.`);
  }
  const parts = [`Not here: ${found.reason}. `];
  if (found.since === null) parts.push('It had been so from the start.');
  else {
    const link = make('a', `Step ${found.since}`);
    link.href = `#step=${found.since}`;
    parts.push(link, ' had made it so.');
  }
  return find('why').replaceChildren(...parts);
}

const KEYS = {
  ArrowRight: () => choose(now + 1),
  ArrowDown: () => choose(now + 1),
  ArrowLeft: () => choose(now - 1),
  ArrowUp: () => choose(now - 1),
  Home: () => choose(0),
  End: () => choose(count),
};

document.addEventListener('keydown', (event) => {
  const isTyping = event.target instanceof HTMLSelectElement;
  const act = KEYS[event.key];
  if (act === undefined || isTyping || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  act();
});
document.querySelector('.picture').addEventListener('click', (event) => {
  const row = event.target.closest('[data-step]');
  if (row !== null) choose(Number(row.dataset.step));
});
find('first').addEventListener('click', KEYS.Home);
find('back').addEventListener('click', KEYS.ArrowLeft);
find('next').addEventListener('click', KEYS.ArrowRight);
find('last').addEventListener('click', KEYS.End);
find('action').addEventListener('change', showWhy);
find('slice')?.addEventListener('change', ({ target }) => {
  document.body.classList.toggle('greys', target.checked);
});
find('theme').addEventListener('click', () => {
  const root = document.documentElement;
  const isDark =
    root.dataset.theme === undefined
      ? matchMedia('(prefers-color-scheme: dark)').matches
      : root.dataset.theme === 'dark';
  root.dataset.theme = isDark ? 'light' : 'dark';
});
addEventListener('hashchange', () => show(fromAddress()));
addEventListener('beforeprint', () => {
  document.querySelector('.text').open = true;
});

function fit() {
  const head = document.querySelector('header').getBoundingClientRect().height;
  document.documentElement.style.setProperty('--head', `${head}px`);
}
addEventListener('resize', fit);
fit();
document.body.classList.add('greys');
show(fromAddress());
