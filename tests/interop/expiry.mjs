// The token of an interaction is good for 15 minutes of the world's clock.
import { Events } from 'discord.js';
import { channelOf, check, guildOf, login, next, people, refusal, run } from './support.mjs';

run(async () => {
  const client = await login();
  const channel = channelOf(guildOf(client), 'general');
  await client.application.commands.set([{ name: 'slow', description: 'Takes its time' }]);
  const asked = next(client, Events.InteractionCreate);
  const answer = people('POST', `channels/${channel.id}/commands`, { user: 'ada', command: 'slow' });
  const [command] = await asked;
  await command.reply('first');
  await answer;
  await people('POST', 'clock', { advance: '14m' });
  check((await command.editReply('second')).content === 'second', 'within 15 minutes the answer can be edited');
  await people('POST', 'clock', { advance: '1m1s' });
  check((await refusal(command.editReply('third'))).code === 50027, 'later not: 50027');
  check((await refusal(command.followUp('more'))).code === 50027, 'nor followed up: 50027');
  check((await channel.messages.fetch({ limit: 1 })).first().content === 'second', 'and the message stays as it was');
  await client.destroy();
});
