'use strict';
(() => {
  const pause = 1000;
  const patience = 10000;
  const phases = ['idle', 'probing', 'canary', 'promoted', 'draining', 'rolled_back'];
  const acts = [
    { id: 'deploy', path: 'deployments', mode: 'canary', in: ['idle'], text: (state) => `Deploy ${other(state)} by canary` },
    { id: 'switch', path: 'deployments', mode: 'switch', in: ['idle'], text: (state) => `Switch to ${other(state)}`, sure: (state) => `Give ${other(state)} all clients at once?` },
    { id: 'promote', path: 'promote', in: ['canary'], text: () => 'Promote', sure: () => 'Promote without waiting for the comparison?' },
    { id: 'complete', path: 'complete', in: ['promoted'], text: () => 'Stop keeping the old slot warm' },
    { id: 'rollback', path: 'rollback', in: ['probing', 'canary', 'promoted', 'draining'], text: () => 'Roll back', sure: () => 'Give the old slot all clients again?' },
    { id: 'pause', path: 'pause', paused: false, text: () => 'Hold new requests for 30 s', sure: () => 'Hold all new requests?' },
    { id: 'resume', path: 'resume', paused: true, text: () => 'Let requests flow' },
  ];
  const by = (id) => document.getElementById(id);
  let token = '';
  let state = null;
  let acting = false;

  const other = (now) => (now.active === 'blue' ? 'green' : 'blue');
  const say = (text, bad) => {
    by('said').classList.toggle('bad', Boolean(bad));
    by('said').textContent = text;
  };
  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) {
      element.setAttribute(key, value);
    }
    return element;
  };
  const call = async (path, method, body, more = {}) => {
    const answer = await fetch(path, {
      method,
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(patience),
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}), ...more },
      body: body ? JSON.stringify(body) : undefined,
    });
    const said = await answer.json().catch(() => ({}));
    return { ok: answer.ok, status: answer.status, said };
  };

  const percent = (share) => `${(share * 100).toFixed(1)} %`;
  const slotCard = (slot) => {
    const card = make('article', '', { class: slot.slot, id: `slot-${slot.slot}` });
    card.append(make('h3', slot.slot));
    const list = document.createElement('dl');
    const rows = [
      ['Clients', `${slot.percent} %`],
      ['Version', slot.version || 'not known'],
      ['Health', slot.health],
      ['Answers', `${slot.answersPerSecond.toFixed(1)} per s`],
      ['Failures', percent(slot.failureShare)],
      ['p99', `${slot.p99Milliseconds.toFixed(0)} ms`],
      ['Under way', `${slot.underWay} requests, ${slot.sockets} sockets`],
    ];
    for (const [name, value] of rows) {
      list.append(make('dt', name), make('dd', value));
    }
    card.append(list);
    return card;
  };
  const line = (one) => make('li', `${new Date(one.startedAt).toLocaleString()}: ${one.slot} by ${one.by} (${one.mode}), ${one.phase === 'rolled_back' ? `rolled back: ${one.reason}` : 'promoted'}`);
  const allowed = (act) => (act.in ? act.in.includes(state.phase) : act.paused === Boolean(state.pause));

  const show = () => {
    by('live').hidden = false;
    by('message').textContent = state.message;
    by('phases').replaceChildren(...phases.map((phase) => make('li', phase.replace('_', ' '), phase === state.phase ? { 'aria-current': 'step' } : {})));
    by('slots').replaceChildren(...state.slots.map(slotCard));
    by('recent').replaceChildren(...(state.recent.length ? state.recent.slice(0, 10).map(line) : [make('li', 'None yet.')]));
    // Buttons stay where they are, so that nobody loses the focus.
    for (const act of acts) {
      const button = by(`act-${act.id}`);
      button.textContent = act.text(state);
      button.setAttribute('aria-disabled', String(acting || !allowed(act)));
    }
  };
  const look = async () => {
    try {
      const { ok, said } = await call('deployments', 'GET');
      if (!ok) {
        say(said.detail || 'The gateway refuses to show it.', true);
        return false;
      }
      state = said;
      show();
      return true;
    } catch {
      say('The gateway does not answer; what is shown is no longer live. It is asked again.', true);
      return state !== null;
    }
  };
  const perform = async (act) => {
    if (acting || !state || !allowed(act) || (act.sure && !window.confirm(act.sure(state)))) {
      return;
    }
    acting = true;
    say('Asking …');
    try {
      // What was shown is what was agreed to: another state by now is refused.
      const body = act.mode ? { slot: other(state), mode: act.mode } : null;
      const { ok, status, said } = await call(act.path, 'POST', body, { 'if-match': `"${state.revision}"` });
      if (ok) {
        state = said;
      }
      say(ok ? said.message : said.detail || `The gateway answered ${status}.`, !ok);
    } catch {
      say('The gateway did not answer. Whether it was done is shown below.', true);
    } finally {
      acting = false;
      show();
    }
  };

  for (const act of acts) {
    const button = make('button', '', { id: `act-${act.id}`, type: 'button' });
    button.addEventListener('click', () => perform(act));
    by('acts').append(button);
  }
  by('enter').addEventListener('submit', async (event) => {
    event.preventDefault();
    token = by('token').value.trim();
    by('token').value = '';
    say('');
    if (await look()) {
      by('enter').hidden = true;
      by('act-deploy').focus();
      for (;;) {
        await new Promise((done) => { setTimeout(done, pause); });
        const before = by('said').textContent;
        if (!acting && await look() && before.startsWith('The gateway does not answer')) {
          say('The page is live again.');
        }
      }
    }
  });
})();
