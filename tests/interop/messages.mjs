// Messages: files, embeds, components of the new kind, edits, pins, reactions, deleting; nonces.
import { Events, MessageFlags, TextDisplayBuilder, ContainerBuilder, Routes } from 'discord.js';
import { channelOf, check, guildOf, login, next, people, refusal, run } from './support.mjs';

async function reactions(client, channel) {
  const sent = await people('POST', `channels/${channel.id}/messages`, { user: 'ada', content: 'react to this' });
  const message = await channel.messages.fetch(sent.id);
  const added = next(client, Events.MessageReactionAdd, (_, user) => user.username === 'grace');
  await people('POST', `messages/${sent.id}/reactions`, { user: 'grace', emoji: '👍' });
  const [reaction] = await added;
  check(reaction.emoji.name === '👍' && reaction.message.id === sent.id, "a person's reaction arrives");
  await message.react('👍');
  const users = await reaction.users.fetch();
  check(users.size === 2, 'both who reacted are listed');
  const removed = next(client, Events.MessageReactionRemove, (_, user) => user.username === 'grace');
  await reaction.users.remove(users.find(({ username }) => username === 'grace'));
  await removed;
  check(true, 'the reaction of another is removed');
  const cleared = next(client, Events.MessageReactionRemoveAll);
  await message.reactions.removeAll();
  await cleared;
  check((await message.fetch(true)).reactions.cache.size === 0, 'all reactions are removed');
  const unknown = await refusal(message.react('nothing'));
  check(unknown.code === 10014, 'what is no emoji is refused with 10014');
}

async function files(client, channel) {
  const sent = await channel.send({
    content: 'a file',
    files: [{ attachment: Buffer.from('hello, file'), name: 'hello.txt', description: 'a greeting' }],
  });
  const file = sent.attachments.first();
  check(file?.name === 'hello.txt' && file.size === 11 && file.description === 'a greeting', 'a message has its file');
  check(await (await fetch(file.url)).text() === 'hello, file', 'the file can be fetched');
  const edited = await sent.edit({ attachments: [], content: 'no file' });
  check(edited.attachments.size === 0, 'the file is taken away');
}

async function newComponents(channel) {
  const sent = await channel.send({
    flags: MessageFlags.IsComponentsV2,
    components: [new ContainerBuilder().addTextDisplayComponents(new TextDisplayBuilder().setContent('# in a box'))],
  });
  check(sent.components[0].components[0].content === '# in a box', 'components of the new kind come back');
  const both = await refusal(channel.send({
    flags: MessageFlags.IsComponentsV2, content: 'and text', components: [new TextDisplayBuilder().setContent('x')],
  }));
  check(both.code === 50035, 'they cannot be mixed with content');
}

async function deletes(client, channel) {
  const [one, two] = [await channel.send('one'), await channel.send('two')];
  const gone = next(client, Events.MessageBulkDelete);
  await channel.bulkDelete([one, two]);
  const [many] = await gone;
  check(many.size === 2, 'several are deleted at once');
  const unknown = await refusal(channel.messages.fetch(one.id));
  check(unknown.code === 10008 && unknown.status === 404, 'what is deleted is unknown: 10008');
  const sent = await people('POST', `channels/${channel.id}/messages`, { user: 'linus', content: 'mine' });
  const deleted = next(client, Events.MessageDelete, ({ id }) => id === sent.id);
  await people('DELETE', `messages/${sent.id}`, { user: 'linus' });
  await deleted;
  check(true, 'a deletion by its author arrives');
  const foreign = await people('POST', `channels/${channel.id}/messages`, { user: 'linus', content: 'not yours' });
  const edit = await refusal(channel.messages.edit(foreign.id, 'changed'));
  check(edit.code === 50005, "another's message cannot be edited: 50005");
}

async function pins(client, channel) {
  const sent = await channel.send('pin me');
  const told = next(client, Events.ChannelPinsUpdate);
  await sent.pin();
  await told;
  const pinned = await channel.messages.fetchPins();
  check(pinned.items.some(({ message }) => message.id === sent.id), 'a pinned message is listed');
  await sent.unpin();
  check((await channel.messages.fetchPins()).items.length === 0, 'and no longer');
}

async function nonces(channel) {
  const [first, again] = [
    await channel.send({ content: 'once', nonce: 'n-1', enforceNonce: true }),
    await channel.send({ content: 'once', nonce: 'n-1', enforceNonce: true }),
  ];
  check(first.id === again.id, 'an enforced nonce gives the same message');
  const other = await channel.send({ content: 'once', nonce: 'n-2', enforceNonce: true });
  check(other.id !== first.id, 'another nonce another one');
}

run(async () => {
  const client = await login();
  const channel = channelOf(guildOf(client), 'general');
  await reactions(client, channel);
  await files(client, channel);
  await newComponents(channel);
  await deletes(client, channel);
  await pins(client, channel);
  await nonces(channel);
  const empty = await refusal(client.rest.post(Routes.channelMessages(channel.id), { body: { content: '' } }));
  check(empty.code === 50006, 'an empty message is refused with 50006');
  await client.destroy();
});
