// The gateway: a socket that breaks off loses no event; reconnect orders and sessions that are gone.
import { Events } from 'discord.js';
import { channelOf, check, guildOf, login, next, people, run } from './support.mjs';

run(async () => {
  const client = await login();
  const channel = channelOf(guildOf(client), 'general');
  const heard = [];
  client.on(Events.MessageCreate, ({ content }) => heard.push(content));
  const say = (content) => people('POST', `channels/${channel.id}/messages`, { user: 'ada', content });

  for (const kind of ['drop', 'reconnect']) {
    const resumed = next(client, Events.ShardResume);
    await people('POST', 'chaos', { kind });
    const said = [1, 2, 3].map((number) => `${kind} ${number}`);
    for (const text of said) await say(text);
    await resumed;
    const last = next(client, Events.MessageCreate, ({ content }) => content === `${kind} after`);
    await say(`${kind} after`);
    await last;
    check(heard.join() === [...said, `${kind} after`].join(), `after "${kind}" every message came once, in order`);
    heard.length = 0;
  }

  const again = next(client, Events.ShardReady);
  await people('POST', 'chaos', { kind: 'invalid-session' });
  await again;
  const last = next(client, Events.MessageCreate);
  await say('still here');
  await last;
  check(true, 'a session that is gone is replaced by a new one');
  await client.destroy();
});
