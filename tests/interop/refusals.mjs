// What is refused: tokens, intents, forms, interactions; and rate limits.
import { Events, GatewayIntentBits, Routes } from 'discord.js';
import { allIntents, base, channelOf, check, guildOf, login, newClient, next, people, refusal, run, token } from './support.mjs';

async function tokens() {
  const wrong = newClient();
  check((await refusal(wrong.login('wrong'))).code === 'TokenInvalid', 'a wrong token is refused');
  await wrong.destroy();
}

async function forms(client, channel) {
  const long = await refusal(channel.send('x'.repeat(2001)));
  check(long.status === 400 && long.code === 50035, 'a text that is too long: 50035');
  check(long.rawError.errors.content._errors[0].code === 'BASE_TYPE_MAX_LENGTH', 'the field and its fault are named');
  const json = await fetch(`${base}/api/v10/channels/${channel.id}/messages`, {
    method: 'POST', headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' }, body: '{',
  });
  check(json.status === 400 && (await json.json()).code === 50109, 'what is no JSON: 50109');
  check((await fetch(`${base}/api/v10/nowhere`)).status === 404, 'no such path: 404');
  for (const [method, path] of [['DELETE', 'users/@me'], ['PUT', `channels/${channel.id}/messages`], ['PATCH', 'gateway']]) {
    const wrong = await fetch(`${base}/api/v10/${path}`, { method });
    check(wrong.status === 405 && (await wrong.text()) === '{"message":"405: Method Not Allowed","code":0}', `${method} ${path.split('/')[0]}: 405`);
  }
  check((await fetch(`${base}/api/v10/users/@me`)).status === 401, 'no token: 401');
  check((await refusal(client.users.fetch('1', { force: true }))).code === 10013, 'an unknown user: 10013');
  check((await refusal(client.channels.fetch('1', { force: true }))).code === 10003, 'an unknown channel: 10003');
  check((await refusal(client.guilds.fetch({ guild: '1', force: true }))).code === 10004, 'an unknown guild: 10004');
}

async function interactions(client, channel) {
  await client.application.commands.set([{ name: 'twice', description: 'Answers twice' }]);
  const asked = next(client, Events.InteractionCreate);
  const answer = people('POST', `channels/${channel.id}/commands`, { user: 'ada', command: 'twice' });
  const [command] = await asked;
  const acknowledge = (id, secret) => client.rest.post(Routes.interactionCallback(id, secret), {
    auth: false, body: { type: 4, data: { content: 'yes' } },
  });
  check((await refusal(acknowledge(command.id, 'wrong'))).code === 10062, 'an unknown interaction: 10062');
  await acknowledge(command.id, command.token);
  await answer;
  check((await refusal(acknowledge(command.id, command.token))).code === 40060, 'a second acknowledgement: 40060');
  const webhook = await refusal(client.rest.post(Routes.webhook(client.application.id, 'wrong'), { auth: false, body: { content: 'x' } }));
  check(webhook.code === 50027, 'an unknown or expired token: 50027');
}

async function rateLimits(channel) {
  const send = (number) => fetch(`${base}/api/v10/channels/${channel.id}/messages`, {
    method: 'POST', headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' }, body: `{"content":"${number}"}`,
  });
  let refused;
  // On a slow machine a burst may be spread over several windows.
  while (!refused) {
    const answers = await Promise.all([...Array(16).keys()].map(send));
    check(answers.every(({ status }) => status === 200 || status === 429), 'a burst is served, or refused with 429');
    refused = answers.find(({ status }) => status === 429);
  }
  check(['retry-after', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset', 'x-ratelimit-reset-after', 'x-ratelimit-bucket',
    'x-ratelimit-scope'].every((name) => refused.headers.has(name)), 'with all of its headers');
  const body = await refused.json();
  check(body.retry_after > 0 && body.global === false, 'and its body');
  check((await channel.send('in time')).content === 'in time', 'who waits is served');
}

run(async () => {
  await tokens();
  const client = await login(allIntents);
  const channel = channelOf(guildOf(client), 'general');
  await forms(client, channel);
  await interactions(client, channel);
  await rateLimits(channel);
  await client.destroy();

  const deaf = await login([GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages]);
  const heard = next(deaf, Events.MessageCreate);
  let reacted = false;
  deaf.on(Events.MessageReactionAdd, () => { reacted = true; });
  const sent = await people('POST', `channels/${channel.id}/messages`, { user: 'ada', content: 'nobody hears this' });
  await people('POST', `messages/${sent.id}/reactions`, { user: 'ada', emoji: '👍' });
  const [message] = await heard;
  check(message.content === '', 'without the intent a message has no content');
  const marker = next(deaf, Events.MessageCreate);
  await people('POST', `channels/${channel.id}/messages`, { user: 'ada', content: `<@${deaf.user.id}> but this` });
  check((await marker)[0].content.includes('but this'), 'but one that mentions the bot has');
  check(!reacted, 'and reactions that were not asked for do not come');
  await deaf.destroy();
});
