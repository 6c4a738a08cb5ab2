'use strict';
const at = id => document.getElementById(id);
const platform = at('platform'), user = at('user'), place = at('place');
let rooms = [], stream = null, openForms = '';

const element = (name, text, className) => {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
};

const fill = (select, entries) => {
  select.replaceChildren(...entries.map(entry => {
    const option = element('option', entry.name);
    option.value = entry.id;
    return option;
  }));
};

const base = () => 'api/' + platform.value + '/';

const send = async (what, body) => {
  const answer = await fetch(base() + what, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({user: user.value, place: place.value, ...body}),
  });
  at('state').textContent = answer.ok ? 'live' : await answer.text();
};

const button = (label, style, action) => {
  const made = element('button', label, style);
  made.type = 'button';
  made.addEventListener('click', action);
  return made;
};

const line = one => {
  if (one.preformatted || platform.value !== 'slack') {
    return element(one.preformatted ? 'pre' : 'p', one.text);
  }
  const made = element('p');
  for (const part of one.text.split(/(\*[^*\n]+\*|`[^`\n]+`)/)) {
    const marked = part.length > 2 && (part[0] === '*' ? 'b' : part[0] === '`' ? 'code' : '');
    made.append(marked ? element(marked, part.slice(1, -1)) : part);
  }
  return made;
};

const shown = message => {
  const article = element('article', undefined, message.onlyForYou ? 'private' : '');
  const head = element('header');
  head.append(element('b', message.author), element('span', new Date(message.at).toISOString().slice(11, 23)));
  if (message.edits) head.append(element('span', 'edited ' + message.edits + '×'));
  if (message.onlyForYou) head.append(element('span', 'only you see this'));
  article.append(head, ...message.lines.map(line));
  for (const file of message.files) {
    const address = base() + 'file?id=' + encodeURIComponent(file.id);
    if (file.type === 'image/png') {
      const image = element('img');
      image.src = address;
      image.alt = file.name;
      article.append(image);
    } else {
      const link = element('a', file.name);
      link.href = address;
      article.append(link);
    }
  }
  article.append(...message.buttons.map(one =>
    button(one.label, one.style, () => send('press', {message: message.id, button: one.id}))));
  return article;
};

const form = one => {
  const made = element('form');
  made.append(element('h2', one.title), ...one.lines.map(line));
  for (const field of one.fields) {
    const label = element('label', field.label + (field.optional ? ' (optional)' : ''));
    const input = element('input');
    input.name = field.id;
    input.autocomplete = 'off';
    label.append(input);
    made.append(label);
  }
  made.append(element('button', one.submitLabel, 'primary'),
    button('Cancel', '', () => send('dismiss', {form: one.id})));
  made.addEventListener('submit', event => {
    event.preventDefault();
    send('submit', {form: one.id, values: Object.fromEntries(new FormData(made))});
  });
  return made;
};

const show = screen => {
  const main = at('messages');
  const atEnd = main.scrollHeight - main.scrollTop - main.clientHeight < 80;
  main.replaceChildren(...screen.messages.map(shown));
  if (atEnd) main.scrollTop = main.scrollHeight;
  const ids = JSON.stringify(screen.forms.map(one => one.id));
  if (ids !== openForms) {
    openForms = ids;
    at('forms').replaceChildren(...screen.forms.map(form));
  }
};

const watch = () => {
  if (stream) stream.close();
  stream = new EventSource(base() + 'live?user=' + encodeURIComponent(user.value)
    + '&place=' + encodeURIComponent(place.value));
  stream.onopen = () => { at('state').textContent = 'live'; };
  stream.onerror = () => { at('state').textContent = 'connection lost'; };
  stream.onmessage = event => show(JSON.parse(event.data));
};

const choosePlace = async () => {
  fill(place, await (await fetch(base() + 'places?user=' + encodeURIComponent(user.value))).json());
  watch();
};

const chooseUser = () => {
  fill(user, rooms.find(room => room.platform === platform.value).users);
  return choosePlace();
};

platform.addEventListener('change', chooseUser);
user.addEventListener('change', choosePlace);
place.addEventListener('change', watch);
at('say').addEventListener('submit', event => {
  event.preventDefault();
  if (at('text').value.trim()) send('say', {text: at('text').value});
  at('text').value = '';
});

fetch('api/rooms').then(answer => answer.json()).then(all => {
  rooms = all;
  fill(platform, rooms.map(room => ({id: room.platform, name: room.platform})));
  return chooseUser();
});
