// Guilds: several of them, channels, roles, members, permissions, presence and voice.
import { ChannelType, Events, PermissionFlagsBits } from 'discord.js';
import { allIntents, channelOf, check, guildOf, login, next, people, refusal, run } from './support.mjs';

async function severalGuilds(client) {
  const joined = next(client, Events.GuildCreate);
  await people('POST', 'guilds', { name: 'Second home' });
  const [guild] = await joined;
  check(guild.name === 'Second home' && guild.channels.cache.size === 2, 'a new guild arrives with its channels');
  const heard = next(client, Events.MessageCreate);
  await people('POST', `channels/${channelOf(guild, 'general').id}/messages`, { user: 'ada', content: 'over here' });
  const [message] = await heard;
  check(message.guildId === guild.id, 'a message there names it');
  const { id } = channelOf(guild, 'general');
  const left = next(client, Events.GuildDelete);
  await guild.leave();
  await left;
  const gone = await refusal(client.channels.fetch(id, { force: true }));
  check(gone.code === 50001, 'what the bot has left it cannot see: 50001');
}

async function channels(guild) {
  const channel = await guild.channels.create({ name: 'Ideas Of Ours', topic: 'what next', type: ChannelType.GuildText });
  check(channel.name === 'ideas-of-ours' && channel.topic === 'what next', 'a channel is made');
  const edited = await channel.edit({ topic: 'changed' });
  check(edited.topic === 'changed', 'and changed');
  await channel.delete();
  check(!(await guild.channels.fetch()).has(channel.id), 'and deleted');
}

async function rolesAndMembers(client, guild) {
  const role = await guild.roles.create({ name: 'helpers', permissions: [PermissionFlagsBits.ManageMessages] });
  const grace = (await guild.members.fetch({ query: 'grace', limit: 1 })).first();
  const changed = next(client, Events.GuildMemberUpdate);
  await grace.roles.add(role);
  const [, after] = await changed;
  check(after.roles.cache.has(role.id) && after.permissions.has('ManageMessages'), 'a role is given, with what it allows');
  const renamed = await grace.setNickname('Amazing Grace');
  check(renamed.displayName === 'Amazing Grace', 'a nickname is given');
  await role.delete();
  check(!(await guild.members.fetch({ user: grace.id, force: true })).roles.cache.has(role.id), 'a deleted role is nobody\'s');
  const linus = (await guild.members.fetch({ query: 'linus', limit: 1 })).first();
  const kicked = next(client, Events.GuildMemberRemove);
  await guild.bans.create(linus, { reason: 'for the test' });
  await kicked;
  check((await guild.bans.fetch(linus.id)).reason === 'for the test', 'a ban is kept with its reason');
  await guild.bans.remove(linus.id);
  const back = next(client, Events.GuildMemberAdd);
  await people('PUT', `guilds/${guild.id}/members/linus`);
  await back;
  check(true, 'and lifted: the member comes back');
}

async function refusesByPermission(client, guild) {
  const channel = channelOf(guild, 'general');
  const own = guild.members.me.roles.botRole;
  await people('POST', `guilds/${guild.id}/roles`, { name: own.id, permissions: `${PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory}` });
  await people('POST', `guilds/${guild.id}/roles`, { name: 'everyone', permissions: '0' });
  check((await refusal(channel.send('may I?'))).code === 50013, 'without the permission: 50013');
  check((await refusal(guild.roles.create({ name: 'x' }))).code === 50013, 'also for roles');
  await people('PUT', `channels/${channel.id}/permissions`, { subject: own.id, deny: `${PermissionFlagsBits.ViewChannel}` });
  check((await refusal(client.channels.fetch(channel.id, { force: true }))).code === 50001, 'without access: 50001');
  const muted = await refusal(people('POST', `channels/${channel.id}/messages`, { user: 'linus', content: 'may I?' }));
  check(muted.status === 403, 'people are held to their permissions too');
}

/** The presence that a bot logs in with, as another session of it sees that. */
async function ownPresence(client) {
  const seen = next(client, Events.PresenceUpdate, (_, { userId, status }) => userId === client.user.id && status === 'dnd');
  const other = await login(allIntents, { presence: { status: 'dnd', activities: [{ name: 'Cards' }] } });
  const [, presence] = await seen;
  check(presence.activities[0].name === 'Cards', 'a bot appears as it logged in');
  await other.destroy();
}

async function presenceAndVoice(client, guild) {
  const seen = next(client, Events.PresenceUpdate, (_, { userId }) => userId !== client.user.id);
  await people('POST', 'users/ada/presence', { status: 'idle' });
  const [, presence] = await seen;
  check(presence.status === 'idle', 'a presence arrives');
  const typed = next(client, Events.TypingStart);
  await people('POST', `channels/${channelOf(guild, 'general').id}/typing`, { user: 'ada' });
  await typed;
  const moved = next(client, Events.VoiceStateUpdate);
  await people('POST', `guilds/${guild.id}/voice`, { user: 'grace', channel: 'voice' });
  await moved;
  const left = next(client, Events.VoiceStateUpdate);
  await guild.members.cache.find(({ user }) => user.username === 'grace').voice.disconnect();
  const [, state] = await left;
  check(state.channelId === null, 'a member is taken out of voice');
  const sounds = await client.guilds.fetchSoundboardSounds({ guildIds: [guild.id] });
  check(sounds.get(guild.id).size === 0, 'the gateway tells the sounds of a guild');
}

run(async () => {
  const client = await login();
  const guild = guildOf(client);
  await severalGuilds(client);
  await channels(guild);
  await rolesAndMembers(client, guild);
  await ownPresence(client);
  await presenceAndVoice(client, guild);
  await refusesByPermission(client, guild);
  await client.destroy();
});
