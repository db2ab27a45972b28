using Bingobot.Sandbox.Chat.Commands;
using Bingobot.Sandbox.Chat.Model;
using Bingobot.Sandbox.Chat.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Bingobot.Sandbox.Chat.Page.Typing;

/// <summary>Where messages and commands are typed.</summary>
public sealed partial class Composer
{
    private const int LongestLine = SandboxChatExtensions.LongestLine;
    private readonly CancellationTokenSource _left = new();
    private readonly SentLines _sent = new();
    private ElementReference _box;
    private DotNetObjectReference<Composer>? _self;
    private Completion _completion = Completion.None;
    private CommandLineError? _problem;
    private string _problemLine = "";
    private string _closedAt = "";
    private int _chosen;
    private bool _hasNavigated;
    private int _asking;

    /// <summary>Whether the page is connected; nothing can be typed before.</summary>
    [Parameter]
    public bool IsInteractive { get; set; }

    [CascadingParameter]
    private ChatView View { get; set; } = null!;

    [CascadingParameter]
    private OpenForm Open { get; set; } = null!;

    private bool IsOpen => _completion.Items.Count > 0 || _completion.Hint is not null;

    private string Placeholder => $"Message {(View.Channel?.Kind == ChannelKind.Direct ? "@" : "#")}{View.Channel?.Name} as {View.Me?.Name}, or / for commands";

    /// <summary>Puts a text into the box for the person to go on with.</summary>
    public Task PutAsync(string text) => PutAsync(text, text.Length);

    /// <summary>What is typed or the caret has changed.</summary>
    [JSInvokable]
    public void Typed(string text, int caret)
    {
        if (text != _problemLine)
            _problem = null;
        Complete(text, caret);
        AskBot(text, caret);
        StateHasChanged();
    }

    /// <summary>Enter, Tab, Escape or an arrow was pressed.</summary>
    /// <returns>What the box shall contain now, or null to leave it.</returns>
    [JSInvokable]
    public BoxContent? Pressed(string key, string text, int caret)
    {
        if (key is "Enter" or "Tab")
            Complete(text, caret, keepsChoice: true);
        var content = key switch
        {
            "ArrowDown" when _completion.Items.Count > 0 => Navigate(1),
            "ArrowUp" when _completion.Items.Count > 0 => Navigate(-1),
            "ArrowUp" => _sent.Before(text),
            "ArrowDown" => _sent.After(text),
            "Escape" => Close(text),
            "Tab" => Accept(),
            "Enter" when AcceptsOnEnter(text) => Accept(),
            "Enter" => Send(text),
            _ => null,
        };
        StateHasChanged();
        return content;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        _left.Dispose();
        _self?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_self is not null || !IsInteractive)
            return;
        _self = DotNetObjectReference.Create(this);
        await Script.InvokeVoidAsync("bingobotChat.attachComposer", _box, _self);
    }

    private void Complete(string text, int caret, bool keepsChoice = false)
    {
        if (keepsChoice && _askedFor == text)
            return;
        var before = _completion;
        _completion = text == _closedAt ? Completion.None : Completer.At(text, caret, View.Scope);
        if (text.Length == 0)
            _closedAt = "";
        var isSame = before.Items.Select(item => item.Label).SequenceEqual(_completion.Items.Select(item => item.Label));
        if (keepsChoice && isSame)
            return;
        _chosen = 0;
        _hasNavigated = false;
    }

    private BoxContent? Navigate(int step)
    {
        _chosen = (_chosen + step + _completion.Items.Count) % _completion.Items.Count;
        _hasNavigated = true;
        return null;
    }

    private BoxContent? Close(string text)
    {
        _closedAt = text;
        _askedFor = null;
        _completion = Completion.None;
        _problem = null;
        return null;
    }

    /// <summary>Enter sends a line that is complete, and otherwise accepts what is offered.</summary>
    private bool AcceptsOnEnter(string text) =>
        _completion.Items.Count > 0
        && (_hasNavigated || (CommandSyntax.IsCommand(text) && !TypedCommand.TryParse(text, View.Scope, out _, out _)));

    private BoxContent? Accept()
    {
        if (_completion.Items.Count == 0)
            return null;
        var item = _completion.Items[Math.Min(_chosen, _completion.Items.Count - 1)];
        Complete(item.Text, item.Caret);
        AskBot(item.Text, item.Caret);
        return new BoxContent(item.Text, item.Caret);
    }

    private Task ChooseAsync(CompletionItem item)
    {
        Complete(item.Text, item.Caret);
        return PutAsync(item.Text, item.Caret);
    }

    private async Task SendTypedAsync()
    {
        var text = await Script.InvokeAsync<string>("bingobotChat.typed", _left.Token, _box);
        if (Send(text) is { } content)
            await PutAsync(content.Text, content.Caret);
    }

    private BoxContent? Send(string text)
    {
        if (string.IsNullOrWhiteSpace(text) || View is not { Channel: { } channel, Me: { } me })
            return null;
        _completion = Completion.None;
        _askedFor = null;
        _problem = null;
        if (!CommandSyntax.IsCommand(text))
        {
            var content = Mentions.Resolve(text.Trim(), View.Members, View.Channels);
            Start(text, isCommand: false, () => Sandbox.SendMessageAsync(channel.Id, me.Id, content, _left.Token));
        }
        else if (TypedCommand.TryParse(text, View.Scope, out var command, out var error))
        {
            Start(text, isCommand: true, () => InvokeCommandAsync(channel, me, command));
        }
        else
        {
            _problem = error;
            _problemLine = text;
            return null;
        }

        _sent.Add(text);
        return new BoxContent("", 0);
    }

    private async Task InvokeCommandAsync(ChannelView channel, UserView me, TypedCommand command)
    {
        var answer = await Sandbox.InvokeCommandAsync(channel.Id, me.Id, command.Command.Name, command.Options, _left.Token);
        Open.Show(answer, me);
    }

    /// <summary>Lets it run while the person goes on typing; a failure gives the line back.</summary>
    private void Start(string line, bool isCommand, Func<Task> send)
    {
        _asking += isCommand ? 1 : 0;
        _ = InvokeAsync(async () =>
        {
            try
            {
                await send();
            }
            catch (SandboxException problem)
            {
                _problem = new CommandLineError(problem.Message, default);
                _problemLine = line;
                await Script.InvokeVoidAsync("bingobotChat.giveBack", _box, line);
            }
            catch (Exception gone) when (gone is OperationCanceledException or JSDisconnectedException)
            {
                return;
            }
            catch (Exception fault)
            {
                await DispatchExceptionAsync(fault);
            }
            finally
            {
                _asking -= isCommand ? 1 : 0;
            }

            StateHasChanged();
        });
    }

    private async Task PutAsync(string text, int caret)
    {
        await Script.InvokeVoidAsync("bingobotChat.put", _left.Token, _box, text, caret);
        Typed(text, caret);
    }
}
