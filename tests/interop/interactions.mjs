// Interactions: menus of all kinds, forms, completion, commands on users and messages, ephemeral follow-ups.
import {
  ActionRowBuilder, ApplicationCommandOptionType, ApplicationCommandType, ChannelSelectMenuBuilder, Events, LabelBuilder,
  MentionableSelectMenuBuilder, MessageFlags, ModalBuilder, RoleSelectMenuBuilder, StringSelectMenuBuilder, TextInputBuilder,
  TextInputStyle, UserSelectMenuBuilder,
} from 'discord.js';
import { channelOf, check, guildOf, login, next, people, refusal, run } from './support.mjs';

const commands = [
  {
    name: 'fruit',
    description: 'Finds a fruit',
    options: [{ name: 'name', description: 'Which', type: ApplicationCommandOptionType.String, required: true, autocomplete: true }],
  },
  { name: 'menus', description: 'Shows menus' },
  { name: 'form', description: 'Shows a form' },
  { name: 'secret', description: 'For few', defaultMemberPermissions: '8' },
  { name: 'Greet', type: ApplicationCommandType.User },
  { name: 'Quote', type: ApplicationCommandType.Message },
];

async function completes(client, channel) {
  const asked = next(client, Events.InteractionCreate);
  const shown = people('POST', `channels/${channel.id}/autocomplete`, {
    user: 'ada', command: 'fruit', options: { name: 'ap' }, focused: 'name',
  });
  const [interaction] = await asked;
  check(interaction.isAutocomplete() && interaction.options.getFocused() === 'ap', 'what is being typed arrives');
  await interaction.respond([{ name: 'Apple', value: 'apple' }, { name: 'Apricot', value: 'apricot' }]);
  check((await shown).choices.map(({ value }) => value).join() === 'apple,apricot', 'the person sees the choices');
}

async function chooses(client, channel) {
  const row = (menu) => new ActionRowBuilder().addComponents(menu);
  const asked = next(client, Events.InteractionCreate);
  const shown = people('POST', `channels/${channel.id}/commands`, { user: 'ada', command: 'menus' });
  const [command] = await asked;
  await command.reply({
    content: 'choose',
    components: [
      row(new StringSelectMenuBuilder().setCustomId('text').setMaxValues(2).addOptions(
        { label: 'One', value: '1' }, { label: 'Two', value: '2' }, { label: 'Three', value: '3' })),
      row(new UserSelectMenuBuilder().setCustomId('user')),
      row(new RoleSelectMenuBuilder().setCustomId('role')),
      row(new MentionableSelectMenuBuilder().setCustomId('any')),
      row(new ChannelSelectMenuBuilder().setCustomId('channel')),
    ],
  });
  const { id } = await shown;
  const choose = async (customId, values) => {
    const chosen = next(client, Events.InteractionCreate);
    const answer = people('POST', `messages/${id}/components`, { user: 'grace', customId, values });
    const [menu] = await chosen;
    await menu.deferUpdate();
    await menu.editReply({ content: `chosen ${customId}` });
    check((await answer).content === `chosen ${customId}`, `the menu ${customId} is answered`);
    return menu;
  };
  check((await choose('text', ['1', '3'])).values.join() === '1,3', 'texts that were chosen arrive');
  check((await choose('user', ['linus'])).users.first().username === 'linus', 'a user arrives in full');
  check((await choose('role', ['everyone'])).roles.first().name === '@everyone', 'a role arrives in full');
  check((await choose('any', ['linus'])).members.first().user.username === 'linus', 'a mentionable arrives in full');
  check((await choose('channel', ['voice'])).channels.first().name === 'voice', 'a channel arrives in full');
  const many = await refusal(people('POST', `messages/${id}/components`, { user: 'ada', customId: 'text', values: ['1', '2', '3'] }));
  check(many.status === 400, 'more than the menu takes are refused before the bot hears of it');
}

async function fillsIn(client, channel) {
  const asked = next(client, Events.InteractionCreate);
  const shown = people('POST', `channels/${channel.id}/commands`, { user: 'ada', command: 'form' });
  const [command] = await asked;
  await command.showModal(new ModalBuilder().setCustomId('feedback').setTitle('Feedback').addLabelComponents(
    new LabelBuilder().setLabel('What').setTextInputComponent(
      new TextInputBuilder().setCustomId('what').setStyle(TextInputStyle.Short).setMaxLength(20)),
    new LabelBuilder().setLabel('How').setStringSelectMenuComponent(
      new StringSelectMenuBuilder().setCustomId('how').addOptions({ label: 'Good', value: 'good' }, { label: 'Bad', value: 'bad' })),
  ));
  const form = await shown;
  check(form.modal.title === 'Feedback', 'the person sees the form');
  const long = await refusal(people('POST', `interactions/${form.interaction}/form`, {
    user: 'ada', values: { what: 'x'.repeat(21), how: 'good' },
  }));
  check(long.status === 400, 'a text that is too long is refused before the bot hears of it');
  const filled = next(client, Events.InteractionCreate);
  const answer = people('POST', `interactions/${form.interaction}/form`, { user: 'ada', values: { what: 'tea', how: 'good' } });
  const [submit] = await filled;
  check(submit.isModalSubmit() && submit.customId === 'feedback', 'the form arrives');
  check(submit.fields.getTextInputValue('what') === 'tea', 'with its text');
  check(submit.fields.getStringSelectValues('how')[0] === 'good', 'and its choice');
  await submit.reply('thank you');
  check((await answer).content === 'thank you', 'and is answered');
}

async function menuCommands(client, channel) {
  let asked = next(client, Events.InteractionCreate);
  let answer = people('POST', `channels/${channel.id}/commands`, { user: 'ada', command: 'Greet', target: 'grace' });
  let [interaction] = await asked;
  check(interaction.isUserContextMenuCommand() && interaction.targetUser.username === 'grace', 'a command on a user arrives');
  await interaction.reply({ content: 'greeted', flags: MessageFlags.Ephemeral });
  check(((await answer).flags & MessageFlags.Ephemeral) !== 0, 'its answer is ephemeral');
  const message = await channel.send('quote me');
  asked = next(client, Events.InteractionCreate);
  answer = people('POST', `channels/${channel.id}/commands`, { user: 'ada', command: 'Quote', target: message.id });
  [interaction] = await asked;
  check(interaction.isMessageContextMenuCommand() && interaction.targetMessage.content === 'quote me', 'a command on a message arrives');
  await interaction.deferReply();
  await interaction.followUp('quoted');
  check((await answer).content === 'quoted', 'a follow-up answers what was deferred');
  await interaction.deleteReply();
}

async function permissions(client, channel) {
  const forbidden = await refusal(people('POST', `channels/${channel.id}/commands`, { user: 'linus', command: 'secret' }));
  check(forbidden.status === 403, 'a command for few is refused to others');
  const asked = next(client, Events.InteractionCreate);
  const answer = people('POST', `channels/${channel.id}/commands`, { user: 'ada', command: 'secret' });
  const [command] = await asked;
  check(command.memberPermissions.has('Administrator') && command.appPermissions.has('Administrator'), 'permissions come with it');
  await command.reply('yes');
  await answer;
}

run(async () => {
  const client = await login();
  const channel = channelOf(guildOf(client), 'general');
  await client.application.commands.set(commands);
  await completes(client, channel);
  await chooses(client, channel);
  await fillsIn(client, channel);
  await menuCommands(client, channel);
  await permissions(client, channel);
  const own = await guildOf(client).commands.create({ name: 'here', description: 'Only in this guild' });
  check((await guildOf(client).commands.fetch()).has(own.id), "a guild's own command is registered");
  await own.delete();
  await client.destroy();
});
