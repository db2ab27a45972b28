using Bingobot.Sandbox.Chat.Model;
using Bingobot.Sandbox.Chat.Page.Typing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Bingobot.Sandbox.Chat.Page;

/// <summary>The whole chat of one person.</summary>
public sealed partial class ChatPage
{
    private readonly CancellationTokenSource _left = new();
    private readonly HashSet<string> _dismissed = new(StringComparer.Ordinal);
    private readonly TypingBot _typing = new();
    private readonly OpenForm _form = new();
    private Task _following = Task.CompletedTask;
    private ChatChoice _choice = new(null, null, null);
    private ChatClock? _clock;
    private Composer? _composer;
    private string _drawer = "";
    private string? _voiceProblem;

    /// <summary>The guild to begin with, by name or id; default the first.</summary>
    [SupplyParameterFromQuery(Name = "guild")]
    public string? Guild { get; set; }

    /// <summary>The text channel to begin with, by name or id; default the first.</summary>
    [SupplyParameterFromQuery(Name = "channel")]
    public string? Channel { get; set; }

    /// <summary>The user to begin as, by name or id; default the first.</summary>
    [SupplyParameterFromQuery(Name = "as")]
    public string? User { get; set; }

    private ChatView? View { get; set; }

    private ChatClock Clock => _clock ??= new ChatClock(Sandbox);

    private bool IsInteractive => RendererInfo.IsInteractive && View is not null && _following != Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        await _following;
        _left.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _choice = new ChatChoice(Guild, Channel, User);
        Look();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _following = FollowAsync();
        Clock.SetZone(await Script.InvokeAsync<string>("bingobotChat.timeZone", _left.Token));
        Redraw();
    }

    private void Note(WorldChange change)
    {
        if (change.Kind is WorldChangeKind.Typing && change.ChannelId is { } channel)
            _typing.Started(channel, Time.GetTimestamp());
    }

    private void Look()
    {
        var before = View;
        View = ChatView.Load(Sandbox, _choice);
        if (before is not null && View is not null)
            _typing.Answered(before, View);
    }

    private void Redraw()
    {
        Look();
        StateHasChanged();
    }

    private async Task FollowAsync()
    {
        try
        {
            await Task.WhenAll(
                new WorldFeed(Sandbox).RunAsync(Note, () => InvokeAsync(Redraw), _left.Token),
                TickAsync(_left.Token));
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(ChatClock.Period, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await InvokeAsync(() =>
                {
                    Clock.Tick();
                    if (_typing.HasEnded(Time))
                        StateHasChanged();
                });
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    private Task ChooseGuildAsync(GuildView guild) => ChooseAsync(new ChatChoice(guild.Id, null, _choice.User));

    private Task ChooseChannelAsync(ChannelView channel) => ChooseAsync(_choice with { Channel = channel.Id });

    private async Task ChooseDirectAsync()
    {
        if (View is not { Me: { } me })
            return;
        await Sandbox.OpenDirectAsync(me.Id, _left.Token);
        await ChooseAsync(_choice with { Channel = ChatChoice.Direct });
    }

    private async Task ActAsAsync(UserView user)
    {
        if (_choice.Channel == ChatChoice.Direct)
            await Sandbox.OpenDirectAsync(user.Id, _left.Token);
        await ChooseAsync(_choice with { User = user.Name });
    }

    private async Task ChooseAsync(ChatChoice choice)
    {
        _choice = choice;
        _drawer = "";
        _voiceProblem = null;
        Redraw();
        if (View is { } view)
            await Script.InvokeVoidAsync("bingobotChat.remember", view.Guild.Name, view.Address, view.Me?.Name);
    }

    private async Task SetVoiceAsync(ChannelView? channel)
    {
        if (View is not { Me: { } me } view)
            return;
        try
        {
            _voiceProblem = null;
            await Sandbox.SetVoiceAsync(view.Guild.Id, me.Id, channel?.Id, _left.Token);
        }
        catch (SandboxException problem)
        {
            _voiceProblem = problem.Message;
        }

        Redraw();
    }

    private void Dismiss(MessageView message) => _dismissed.Add(message.Id);

    private Task PutIntoComposerAsync(string text) => _composer?.PutAsync(text) ?? Task.CompletedTask;

    private void CloseDrawer() => _drawer = "";

    private void CloseDrawerOnEscape(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
            _drawer = "";
    }

    private static string BotName(ChatView view) => view.Bot?.Name ?? "The bot";
}
