// Direct messages: written by the bot and to it, with reactions, commands and buttons.
import { ActionRowBuilder, ButtonBuilder, ButtonStyle, ChannelType, Events, GatewayIntentBits, InteractionContextType, Partials } from 'discord.js';
import { allIntents, check, guildOf, login, next, people, refusal, run } from './support.mjs';

const intents = [
  ...allIntents, GatewayIntentBits.DirectMessages, GatewayIntentBits.DirectMessageReactions, GatewayIntentBits.DirectMessageTyping,
];

async function botWrites(client) {
  const ada = (await guildOf(client).members.fetch({ query: 'ada', limit: 1 })).first();
  const sent = await ada.send('hello in private');
  check(sent.channel.type === ChannelType.DM && sent.guildId === null, 'the bot writes to a member');
  check((await ada.createDM(true)).id === sent.channelId, 'it is the same channel each time');
  const { id } = await people('POST', 'users/ada/direct');
  check(id === sent.channelId, 'and the one that the person has');
  const edited = await sent.edit('hello again');
  check(edited.content === 'hello again', 'what it wrote can be edited');
  await sent.pin();
  check((await sent.channel.messages.fetchPins()).items.length === 1, 'and pinned');
  return sent.channel;
}

async function personWrites(client) {
  const { id } = await people('POST', 'users/grace/direct');
  const heard = next(client, Events.MessageCreate);
  const written = await people('POST', `channels/${id}/messages`, { user: 'grace', content: 'are you there?' });
  const [message] = await heard;
  check(message.channel.isDMBased() && !message.inGuild() && message.content === 'are you there?', 'a direct message arrives');
  check(message.author.username === 'grace' && message.member === null, 'from a user, who is no member there');
  const typed = next(client, Events.TypingStart);
  await people('POST', `channels/${id}/typing`, { user: 'grace' });
  await typed;
  const reacted = next(client, Events.MessageReactionAdd, (_, { username }) => username === 'grace');
  await people('POST', `messages/${written.id}/reactions`, { user: 'grace', emoji: '👍' });
  await reacted;
  check((await message.reply('yes')).reference.messageId === message.id, 'the bot replies');
  const foreign = await refusal(message.delete());
  check(foreign.code === 50003, "a person's message cannot be deleted there: 50003");
  const other = await refusal(people('POST', `channels/${id}/messages`, { user: 'linus', content: 'me too' }));
  check(other.status === 403, 'nobody else writes there');
  return id;
}

async function commands(client, channelId) {
  await client.application.commands.set([
    { name: 'here', description: 'Anywhere' },
    { name: 'there', description: 'Only in guilds', contexts: [InteractionContextType.Guild] },
  ]);
  const asked = next(client, Events.InteractionCreate);
  const answer = people('POST', `channels/${channelId}/commands`, { user: 'grace', command: 'here' });
  const [command] = await asked;
  check(!command.inGuild() && command.context === InteractionContextType.BotDM && command.user.username === 'grace', 'a command arrives without a guild');
  const row = new ActionRowBuilder().addComponents(new ButtonBuilder().setCustomId('go').setLabel('Go').setStyle(ButtonStyle.Primary));
  await command.reply({ content: 'go on', components: [row] });
  const { id } = await answer;
  const pressed = next(client, Events.InteractionCreate);
  const updated = people('POST', `messages/${id}/components`, { user: 'grace', customId: 'go' });
  const [button] = await pressed;
  await button.update({ content: 'gone', components: [] });
  check((await updated).content === 'gone', 'and is answered, buttons and all');
  const elsewhere = await refusal(people('POST', `channels/${channelId}/commands`, { user: 'grace', command: 'there' }));
  check(elsewhere.status === 404, 'a command for guilds is not there');
}

run(async () => {
  const client = await login(intents, { partials: [Partials.Channel, Partials.Message, Partials.Reaction] });
  await botWrites(client);
  const channelId = await personWrites(client);
  await commands(client, channelId);
  const self = await refusal(client.rest.post('/users/@me/channels', { body: { recipient_id: client.user.id } }));
  check(self.code === 50033, 'the bot cannot write to itself: 50033');
  await people('DELETE', `guilds/${guildOf(client).id}/members/linus`);
  const stranger = await client.users.fetch((await people('GET', 'world')).users.find(({ name }) => name === 'linus').id);
  check((await refusal(stranger.send('hello?'))).code === 50278, 'nor to somebody with whom it shares no guild: 50278');
  await client.destroy();
});
