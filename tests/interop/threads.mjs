// Threads: started from a message and without one, who is in them, archived, locked, found again, deleted.
import { ChannelType, Events, PermissionFlagsBits, Routes, ThreadAutoArchiveDuration } from 'discord.js';
import { channelOf, check, guildOf, login, next, people, refusal, run } from './support.mjs';

async function fromMessage(client, channel) {
  const sent = await people('POST', `channels/${channel.id}/messages`, { user: 'ada', content: 'talk about this' });
  const message = await channel.messages.fetch(sent.id);
  const created = next(client, Events.ThreadCreate);
  const thread = await message.startThread({ name: 'talk', autoArchiveDuration: ThreadAutoArchiveDuration.OneHour });
  const [told] = await created;
  check(thread.id === sent.id && told.id === thread.id, 'a thread has the id of the message that it starts from');
  check(thread.type === ChannelType.PublicThread && thread.parentId === channel.id, 'it is a public one of its channel');
  check((await message.fetch(true)).thread?.id === thread.id, 'the message knows its thread');
  const again = await refusal(client.rest.post(Routes.threads(channel.id, sent.id), { body: { name: 'again' } }));
  check(again.code === 160004, 'a message has one thread: 160004');
  const heard = next(client, Events.MessageCreate, ({ channelId, content }) => channelId === thread.id && content === 'me too');
  await people('POST', `channels/${thread.id}/messages`, { user: 'grace', content: 'me too' });
  const [reply] = await heard;
  check(reply.channel.isThread() && reply.author.username === 'grace', 'a message in a thread arrives');
  check((await thread.members.fetch()).some(({ user }) => user?.username === 'grace'), 'who writes in a thread is in it');
  const answer = await thread.send('noted');
  check((await thread.messages.fetch(answer.id)).content === 'noted', 'the bot answers there');
  const theirs = next(client, Events.ThreadCreate, ({ name }) => name === 'ours');
  await people('POST', `channels/${channel.id}/threads`, { user: 'linus', name: 'ours' });
  const [started, isNew] = await theirs;
  check(isNew && started.ownerId !== client.user.id, 'a thread that a person starts arrives as a new one');
  return thread;
}

async function members(client, thread) {
  const linus = (await thread.guild.members.fetch({ query: 'linus', limit: 1 })).first();
  const added = next(client, Events.ThreadMembersUpdate, (more) => more.has(linus.id));
  await thread.members.add(linus);
  await added;
  check((await thread.members.fetch({ member: linus.id, force: true })).id === linus.id, 'a member is added');
  const removed = next(client, Events.ThreadMembersUpdate, (_, less) => less.has(linus.id));
  await thread.members.remove(linus.id);
  await removed;
  check((await refusal(thread.members.fetch({ member: linus.id, force: true }))).code === 10007, 'and removed: 10007');
  await thread.leave();
  check(!(await thread.members.fetch({ cache: false })).has(client.user.id), 'the bot leaves');
  await thread.join();
  check((await thread.members.fetch({ cache: false })).has(client.user.id), 'and joins again');
}

async function archives(client, channel, thread) {
  const changed = next(client, Events.ThreadUpdate, (_, { archived }) => archived);
  await thread.setArchived(true);
  await changed;
  check((await refusal(thread.members.add(client.user.id))).code === 50083, 'nobody enters an archived thread: 50083');
  const found = await channel.threads.fetchArchived();
  check(found.threads.has(thread.id) && !found.hasMore, 'it is found among the archived');
  const woken = next(client, Events.ThreadUpdate, (_, { archived }) => !archived);
  await people('POST', `channels/${thread.id}/messages`, { user: 'ada', content: 'wake up' });
  await woken;
  check((await channel.guild.channels.fetchActiveThreads()).threads.has(thread.id), 'a message opens it again');
  await thread.edit({ name: 'serious talk', locked: true });
  const muted = await refusal(people('POST', `channels/${thread.id}/messages`, { user: 'grace', content: 'may I?' }));
  check(muted.status === 400 && thread.locked, 'in a locked one only some write');
  const slept = next(client, Events.ThreadUpdate, (_, { archived }) => archived);
  await people('POST', 'clock', { advance: '2h' });
  await slept;
  check(true, 'what is quiet for its time is archived by itself');
}

async function without(client, channel) {
  const open = await channel.threads.create({ name: 'ideas', type: ChannelType.PublicThread, autoArchiveDuration: 60 });
  const last = (await channel.messages.fetch({ limit: 1 })).first();
  check(last.content === 'ideas' && last.reference.channelId === open.id, 'the channel is told of a thread without a message');
  const secret = await channel.threads.create({ name: 'secret', type: ChannelType.PrivateThread, invitable: false });
  check(secret.type === ChannelType.PrivateThread && secret.invitable === false, 'a private thread is started');
  const outside = await refusal(people('POST', `channels/${secret.id}/messages`, { user: 'grace', content: 'let me in' }));
  check(outside.status === 403, 'who is not in a private thread cannot write there');
  check((await refusal(channel.threads.create({ name: 'x'.repeat(101) }))).code === 50035, 'a name that is too long: 50035');
  const gone = next(client, Events.Raw, ({ t, d }) => t === 'THREAD_DELETE' && d.id === open.id);
  await open.delete();
  await gone;
  check((await refusal(client.channels.fetch(open.id, { force: true }))).code === 10003, 'a deleted thread is unknown: 10003');
  return secret;
}

async function access(client, channel) {
  const own = channel.guild.members.me.roles.botRole;
  const started = await people('POST', `channels/${channel.id}/threads`, { user: 'ada', name: 'while away' });
  const limited = PermissionFlagsBits.SendMessages | PermissionFlagsBits.ReadMessageHistory;
  await people('POST', `guilds/${channel.guildId}/roles`, { name: own.id, permissions: `${limited}` });
  await people('PUT', `channels/${channel.id}/permissions`, { subject: 'everyone', deny: `${PermissionFlagsBits.ViewChannel}` });
  check((await refusal(client.channels.fetch(started.id, { force: true }))).code === 50001, 'a thread of a hidden channel is hidden: 50001');
  const synced = next(client, Events.ThreadListSync);
  await people('PUT', `channels/${channel.id}/permissions`, { subject: 'everyone', allow: '0', deny: '0' });
  const [threads] = await synced;
  check(threads.has(started.id), 'who comes to see a channel is told of its threads');
}

run(async () => {
  const client = await login();
  const channel = channelOf(guildOf(client), 'general');
  const thread = await fromMessage(client, channel);
  await members(client, thread);
  await archives(client, channel, thread);
  const secret = await without(client, channel);
  await client.destroy();
  const again = await login();
  check(again.channels.cache.has(secret.id), 'a new session begins with the open threads');
  await access(again, channelOf(guildOf(again), 'general'));
  await again.destroy();
});
