// Webhooks of channels: made, executed with nothing but their token, their messages edited and deleted, moved and deleted.
import { Events, GatewayIntentBits, PermissionFlagsBits, WebhookClient } from 'discord.js';
import { allIntents, base, channelOf, check, guildOf, login, next, people, refusal, run } from './support.mjs';

async function executes(client, channel, webhook) {
  const hook = new WebhookClient({ id: webhook.id, token: webhook.token }, { rest: { api: `${base}/api` } });
  const heard = next(client, Events.MessageCreate);
  const sent = await hook.send({ content: 'built', username: 'Builder', embeds: [{ title: 'green' }] });
  const [message] = await heard;
  check(message.webhookId === webhook.id && message.author.username === 'Builder' && message.author.bot, 'a message of a webhook arrives, signed by it');
  check(message.embeds[0].title === 'green' && message.member === null, 'with its embeds, from no member');
  check((await hook.fetchMessage(sent.id)).content === 'built', 'it can be read by the token');
  check((await hook.editMessage(sent.id, { content: 'built again' })).content === 'built again', 'and edited');
  const gone = next(client, Events.MessageDelete);
  await hook.deleteMessage(sent.id);
  await gone;
  check((await refusal(hook.fetchMessage(sent.id))).code === 10008, 'and deleted: 10008');
  check((await refusal(hook.send({ content: '' }))).code === 50006, 'an empty message: 50006');
  check((await refusal(hook.send({ content: 'x', username: 'Discord helper' }))).code === 50035, 'a forbidden name: 50035');
  const filed = await hook.send({ files: [{ attachment: Buffer.from('log'), name: 'log.txt' }] });
  check(filed.attachments.length === 1, 'with a file');
  const silent = await fetch(`${base}/api/v10/webhooks/${webhook.id}/${webhook.token}`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"content":"no answer"}',
  });
  check(silent.status === 204, 'without wait there is no body');
  const thread = await channel.threads.create({ name: 'builds', type: 11 });
  const inside = next(client, Events.MessageCreate, ({ channelId }) => channelId === thread.id);
  await hook.send({ content: 'in the thread', threadId: thread.id });
  check((await inside)[0].content === 'in the thread', 'it writes into threads of its channel');
  return hook;
}

run(async () => {
  const client = await login([...allIntents, GatewayIntentBits.GuildWebhooks]);
  const guild = guildOf(client);
  const channel = channelOf(guild, 'general');
  const made = next(client, Events.WebhooksUpdate);
  const webhook = await channel.createWebhook({ name: 'Hook' });
  check((await made)[0].id === channel.id, 'the channel is told of a new webhook');
  check(webhook.token.length > 60 && webhook.owner.id === client.user.id && webhook.applicationId === client.application.id, 'it has a token and an owner');
  check((await channel.fetchWebhooks()).has(webhook.id) && (await guild.fetchWebhooks()).has(webhook.id), 'it is listed by channel and guild');
  const hook = await executes(client, channel, webhook);

  const other = await guild.channels.create({ name: 'other' });
  await webhook.edit({ name: 'Moved', channel: other });
  const fetched = await client.fetchWebhook(webhook.id);
  check(fetched.name === 'Moved' && fetched.channelId === other.id, 'it is renamed and moved');
  const wrong = new WebhookClient({ id: webhook.id, token: 'x'.repeat(60) }, { rest: { api: `${base}/api` } });
  check((await refusal(wrong.send('x'))).code === 50027, 'a wrong token: 50027');
  check((await refusal(channel.createWebhook({ name: 'Clyde' }))).code === 50035, 'a forbidden name: 50035');
  await hook.delete();
  check((await refusal(client.fetchWebhook(webhook.id))).code === 10015, 'what its token deleted is unknown: 10015');

  const own = guild.members.me.roles.botRole;
  await people('POST', `guilds/${guild.id}/roles`, { name: own.id, permissions: `${PermissionFlagsBits.ViewChannel}` });
  check((await refusal(channel.createWebhook({ name: 'Late' }))).code === 50013, 'without the permission: 50013');
  await client.destroy();
});
