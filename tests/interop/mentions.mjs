// Mentions: what a message names, and what of it its author lets count.
import { Events, PermissionFlagsBits } from 'discord.js';
import { channelOf, check, guildOf, login, next, people, refusal, run } from './support.mjs';

run(async () => {
  const client = await login();
  const guild = guildOf(client);
  const channel = channelOf(guild, 'general');
  const named = async (name) => (await guild.members.fetch({ query: name, limit: 1 })).first();
  const [ada, grace] = [await named('ada'), await named('grace')];
  const quiet = await guild.roles.create({ name: 'quiet' });
  const loud = await guild.roles.create({ name: 'loud', mentionable: true });
  const content = `@everyone ${ada} ${grace} ${quiet} ${loud}`;
  const send = (allowedMentions) => channel.send({ content, allowedMentions });
  const of = ({ mentions: { users, roles, everyone } }) => [users.size, roles.size, everyone].join();

  check(of(await channel.send(content)) === '2,2,true', 'all count where nothing is said');
  check(of(await send({ parse: [] })) === '0,0,false', 'none, where none is to');
  check(of(await send({ parse: ['users'] })) === '2,0,false', 'users');
  check(of(await send({ parse: ['roles'] })) === '0,2,false', 'roles');
  check(of(await send({ parse: ['everyone'] })) === '0,0,true', 'everyone');
  const one = await send({ users: [ada.id], roles: [loud.id] });
  check(of(one) === '1,1,false' && one.mentions.users.has(ada.id), 'some by their ids');
  const both = await refusal(client.rest.post(`/channels/${channel.id}/messages`, {
    body: { content, allowed_mentions: { parse: ['users'], users: [ada.id] } },
  }));
  check(both.code === 50035, 'all of them and some of them exclude each other');

  const asked = await people('POST', `channels/${channel.id}/messages`, { user: 'ada', content: 'who is there?' });
  const message = await channel.messages.fetch(asked.id);
  check((await message.reply('me')).mentions.users.has(ada.id), 'a reply mentions whom it answers');
  const silent = await message.reply({ content: 'me', allowedMentions: { repliedUser: false } });
  check(silent.mentions.users.size === 0, 'unless it is not to');

  await client.application.commands.set([{ name: 'shout', description: 'Shouts' }]);
  const heard = next(client, Events.InteractionCreate);
  const answer = people('POST', `channels/${channel.id}/commands`, { user: 'ada', command: 'shout' });
  const [command] = await heard;
  await command.reply(content);
  const said = await answer;
  check(said.mentions.length === 2 && said.mention_roles.length === 0 && !said.mention_everyone, 'an answer mentions only users by default');

  await people('POST', `guilds/${guild.id}/roles`, {
    name: guild.members.me.roles.botRole.id, permissions: `${PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages}`,
  });
  check(of(await channel.send(content)) === '2,1,false', 'who may not mention everyone mentions only roles that are for it');
  await client.destroy();
});
