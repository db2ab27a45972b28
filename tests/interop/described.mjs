// What the sandbox answers is held against Discord's OpenAPI description: status, fields and their types.
import { base, check, people, run, token } from './support.mjs';
import { findOperation, readOperations } from './schemas/operations.mjs';

const operations = readOperations();
const thumb = encodeURIComponent('👍');
const faults = new Set();

/** The description takes times with Z alone, and Discord writes an offset (https://docs.discord.com/developers/reference#iso8601-datetime). */
const revive = (_, value) => (typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*\+00:00$/.test(value) ? new Date(value).toISOString() : value);

async function ask(method, path, body) {
  for (;;) {
    const response = await fetch(`${base}/api/v10${path}`, {
      method, headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' }, body: body && JSON.stringify(body),
    });
    const text = await response.text();
    const answer = text ? JSON.parse(text, revive) : undefined;
    if (response.status === 429) await new Promise((resolve) => setTimeout(resolve, answer.retry_after * 1000));
    else return compare(method, path.split('?')[0], response.status, answer);
  }
}

function compare(method, path, status, answer) {
  const operation = findOperation(operations, method, path);
  const schema = operation?.answer(status);
  if (!schema) faults.add(`${method} ${operation?.path ?? path}: ${status} is not described: ${JSON.stringify(answer)}`);
  if (!schema || answer === undefined) return answer;
  for (const issue of schema.safeParse(answer).error?.issues ?? []) {
    faults.add(`${method} ${operation.path}: ${issue.path.map((part) => (typeof part === 'number' ? '#' : part)).join('.')}: ${issue.message}`);
  }
  return answer;
}

async function guilds() {
  const [{ id: guild }] = await ask('GET', '/users/@me/guilds');
  const application = await ask('GET', '/applications/@me');
  const members = await ask('GET', `/guilds/${guild}/members?limit=10`);
  const idOf = (name) => members.find(({ user }) => user.username === name).user.id;
  const [ada, linus] = [idOf('ada'), idOf('linus')];
  for (const path of ['/users/@me', '/oauth2/applications/@me', '/gateway', '/gateway/bot', `/users/${ada}`, `/guilds/${guild}`,
    `/guilds/${guild}/roles`, `/guilds/${guild}/members/${ada}`, `/guilds/${guild}/emojis`, `/applications/${application.id}/commands`]) {
    await ask('GET', path);
  }
  const role = await ask('POST', `/guilds/${guild}/roles`, { name: 'made' });
  await ask('PATCH', `/guilds/${guild}/roles/${role.id}`, { name: 'renamed' });
  await ask('PATCH', `/guilds/${guild}/members/@me`, { nick: 'n' });
  await ask('PUT', `/guilds/${guild}/bans/${linus}`, {});
  await ask('GET', `/guilds/${guild}/bans`);
  await ask('GET', `/guilds/${guild}/bans/${linus}`);
  const made = await ask('POST', `/guilds/${guild}/channels`, { name: 'new' });
  await ask('PATCH', `/channels/${made.id}`, { topic: 'x' });
  await ask('DELETE', `/channels/${made.id}`);
  const general = (await ask('GET', `/guilds/${guild}/channels`)).find(({ name }) => name === 'general').id;
  return { guild, ada, general };
}

async function messages({ ada, general }) {
  const sent = await ask('POST', `/channels/${general}/messages`, {
    content: `hello <@${ada}>`,
    embeds: [{ title: 't', fields: [{ name: 'a', value: 'b' }] }],
    components: [{ type: 1, components: [{ type: 2, style: 1, custom_id: 'x', label: 'l' }] }, { type: 1, components: [{ type: 5, custom_id: 'u' }] }],
  });
  const one = `/channels/${general}/messages/${sent.id}`;
  await ask('PATCH', one, { content: 'x' });
  await ask('PUT', `${one}/reactions/${thumb}/@me`);
  await ask('GET', one);
  await ask('GET', `${one}/reactions/${thumb}`);
  await ask('PUT', `/channels/${general}/messages/pins/${sent.id}`);
  await ask('GET', `/channels/${general}/messages/pins`);
  await ask('POST', `/channels/${general}/messages`, { flags: 1 << 15, components: [{ type: 17, components: [{ type: 10, content: 'x' }, { type: 14 }] }] });
  await ask('POST', `/channels/${general}/messages`, { content: 're', message_reference: { message_id: sent.id } });
  const poll = await ask('POST', `/channels/${general}/messages`, { poll: { question: { text: 'q' }, answers: [{ poll_media: { text: 'a' } }] } });
  await people('POST', `messages/${poll.id}/votes`, { user: 'ada', answers: [1] });
  await ask('GET', `/channels/${general}/polls/${poll.id}/answers/1`);
  await ask('POST', `/channels/${general}/polls/${poll.id}/expire`);
  return sent;
}

async function places({ guild, ada, general }, { id }) {
  const thread = await ask('POST', `/channels/${general}/messages/${id}/threads`, { name: 'public' });
  const hidden = await ask('POST', `/channels/${general}/threads`, { name: 'private', type: 12 });
  await ask('PATCH', `/channels/${hidden.id}`, { archived: true });
  for (const path of [`/channels/${thread.id}`, `/guilds/${guild}/threads/active`, `/channels/${thread.id}/thread-members?with_member=true`,
    `/channels/${thread.id}/thread-members/@me`, `/channels/${general}/threads/archived/private`, `/channels/${general}/messages?limit=5`]) {
    await ask('GET', path);
  }
  const hook = await ask('POST', `/channels/${general}/webhooks`, { name: 'hook' });
  await ask('POST', `/webhooks/${hook.id}/${hook.token}?wait=true`, { content: 'x' });
  await ask('PATCH', `/webhooks/${hook.id}`, { name: 'renamed' });
  for (const path of [`/channels/${general}/webhooks`, `/guilds/${guild}/webhooks`, `/webhooks/${hook.id}`, `/webhooks/${hook.id}/${hook.token}`]) {
    await ask('GET', path);
  }
  const direct = await ask('POST', '/users/@me/channels', { recipient_id: ada });
  await ask('POST', `/channels/${direct.id}/messages`, { content: 'x' });
}

run(async () => {
  const where = await guilds();
  const sent = await messages(where);
  await places(where, sent);
  check(faults.size === 0, `no faults, but there are:\n${[...faults].join('\n')}`);
  check(true, 'every answer is as Discord describes it');
});
