// Logs in to a running sandbox with a stock discord.js, answers one slash command with a button, edits that answer when
// the button is pressed, and leaves.
//
//   node login.mjs http://127.0.0.1:PORT [token]
//
// Exit codes: 0 everything was as on Discord; 1 something was not (said on stderr); 2 usage.
import process from 'node:process';
import {
  ActionRowBuilder, ButtonBuilder, ButtonStyle, ChannelType, Client, Events, GatewayIntentBits, MessageFlags,
  Routes,
} from 'discord.js';

const [base, token = 'sandbox'] = process.argv.slice(2);
if (!base) {
  console.error('usage: node login.mjs http://127.0.0.1:PORT [token]');
  process.exit(2);
}

const deadline = setTimeout(() => fail(new Error('not done after 30 s')), 30_000);
const client = new Client({
  intents: [
    GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers, GatewayIntentBits.GuildMessages,
    GatewayIntentBits.GuildMessageReactions, GatewayIntentBits.GuildVoiceStates, GatewayIntentBits.MessageContent,
  ],
  rest: { api: `${base}/api` },
});

function fail(error) {
  console.error(error);
  process.exit(1);
}

function check(condition, what) {
  if (!condition) throw new Error(`expected: ${what}`);
  console.log(`ok ${what}`);
}

async function people(method, path, body) {
  const response = await fetch(`${base}/sandbox/api/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}

function next(event, matches = () => true) {
  return new Promise((resolve) => {
    const listener = (...args) => {
      if (!matches(...args)) return;
      client.off(event, listener);
      resolve(args);
    };
    client.on(event, listener);
  });
}

async function seesTheGuild() {
  check(client.user.username === 'bingobot', 'the bot is bingobot');
  const guild = client.guilds.cache.find(({ name }) => name === 'Bingobot HQ');
  check(guild?.available, 'its guild is available');
  const text = guild.channels.cache.find(({ name }) => name === 'general');
  const voice = guild.channels.cache.find(({ name }) => name === 'voice');
  check(text?.type === ChannelType.GuildText && voice?.type === ChannelType.GuildVoice, 'it has a text and a voice channel');
  const members = await guild.members.fetch();
  check(['ada', 'grace', 'linus'].every((name) => members.some(({ user }) => user.username === name)), 'it has its members');
  return { guild, text, voice };
}

async function exchangesMessages({ text }) {
  const heard = next(Events.MessageCreate, (message) => message.content === 'hello, bot');
  await people('POST', `channels/${text.id}/messages`, { user: 'ada', content: 'hello, bot' });
  const [message] = await heard;
  check(message.author.username === 'ada' && message.member?.user.username === 'ada', 'a message arrives with its author');
  const reply = await message.reply('hello, ada');
  check(reply.reference?.messageId === message.id, 'a reply refers to it');
  const edited = await reply.edit('hello again');
  check(edited.content === 'hello again' && edited.editedTimestamp > 0, 'a message is edited');
  const reacted = next(Events.MessageReactionAdd);
  await message.react('👍');
  const [reaction] = await reacted;
  check(reaction.emoji.name === '👍', 'a reaction arrives');
  await reply.delete();
  await message.channel.sendTyping();
}

async function seesVoice({ guild, voice }) {
  const moved = next(Events.VoiceStateUpdate);
  await people('POST', `guilds/${guild.id}/voice`, { user: 'grace', channel: 'voice' });
  const [, state] = await moved;
  check(state.channelId === voice.id && voice.members.some(({ user }) => user.username === 'grace'), 'grace sits in voice');
}

async function answersCommands({ text }) {
  await client.application.commands.set([
    { name: 'greet', description: 'Greets', options: [{ type: 3, name: 'whom', description: 'Name', required: true }] },
  ]);
  const row = new ActionRowBuilder().addComponents(
    new ButtonBuilder().setCustomId('again').setLabel('Again').setStyle(ButtonStyle.Primary),
  );
  const asked = next(Events.InteractionCreate);
  const answer = people('POST', `channels/${text.id}/commands`, {
    user: 'linus', command: 'greet', options: { whom: 'world' },
  });
  const [command] = await asked;
  check(command.isChatInputCommand() && command.options.getString('whom') === 'world', 'a command arrives with its option');
  const { resource } = await command.reply({ content: 'hello, world', components: [row], withResponse: true });
  check(resource.message.components.length === 1, 'the answer has a button');
  const shown = await answer;
  check(shown.content === 'hello, world', 'the person sees the answer');

  const pressed = next(Events.InteractionCreate);
  const updated = people('POST', `messages/${shown.id}/components`, { user: 'ada', customId: 'again' });
  const [button] = await pressed;
  check(button.isButton() && button.message.id === shown.id && button.user.username === 'ada', 'a press arrives with its message');
  await button.update({ content: 'hello, ada' });
  check((await updated).content === 'hello, ada', 'the message is updated');
  const edited = await command.editReply({ content: 'good bye', components: [] });
  check(edited.content === 'good bye' && edited.components.length === 0, 'the answer is edited');
}

async function defersAndFollowsUp({ text }) {
  const asked = next(Events.InteractionCreate);
  const answer = people('POST', `channels/${text.id}/commands`, {
    user: 'ada', command: 'greet', options: { whom: 'later' },
  });
  const [command] = await asked;
  await command.deferReply({ flags: MessageFlags.Ephemeral });
  await command.editReply('now');
  check(((await answer).flags & MessageFlags.Ephemeral) !== 0, 'a deferred answer is ephemeral');
  const more = await command.followUp({ content: 'and more', flags: MessageFlags.Ephemeral });
  check(more.content === 'and more', 'a follow-up is sent');
  const refused = await client.rest
    .post(Routes.interactionCallback(command.id, command.token), { auth: false, body: { type: 4, data: { content: 'twice' } } })
    .then(() => null, (error) => error);
  check(refused?.code === 40060, 'a second acknowledgement is refused with 40060');
}

async function main() {
  const ready = next(Events.ClientReady);
  await client.login(token);
  await ready;
  const places = await seesTheGuild();
  await exchangesMessages(places);
  await seesVoice(places);
  await answersCommands(places);
  await defersAndFollowsUp(places);
  await client.destroy();
  clearTimeout(deadline);
}

main().catch(fail);
