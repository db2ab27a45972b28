// Privileged intents that an application has not been granted: 4014.
import { Events, GatewayIntentBits } from 'discord.js';
import { allIntents, check, guildOf, login, newClient, refusal, run, token } from './support.mjs';

run(async () => {
  const greedy = newClient(allIntents);
  const refused = await refusal(greedy.login(token));
  check(refused.message.includes('disallowed intents'), 'intents that were not granted are refused with 4014');
  await greedy.destroy();
  const modest = await login([GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages]);
  check(guildOf(modest).available, 'without them the bot is let in');
  await modest.destroy();
});
