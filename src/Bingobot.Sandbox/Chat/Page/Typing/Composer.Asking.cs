using Bingobot.Sandbox.Chat.Commands;

namespace Bingobot.Sandbox.Chat.Page.Typing;

/// <summary>Asks the bot what an option can be while it is typed.</summary>
public sealed partial class Composer
{
    /// <summary>Nothing is asked as long as the person types on.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private string? _askedFor;

    /// <summary>Begins to ask, where an option that the bot completes is at the caret; the last asking alone counts.</summary>
    private void AskBot(string text, int caret)
    {
        var asked = View is { Channel: not null, Me: not null } ? AskedOption.At(text, caret, View.Scope) : null;
        _askedFor = asked is null ? null : text;
        if (asked is not null)
            _ = InvokeAsync(() => AskBotAsync(asked, text));
    }

    private async Task AskBotAsync(AskedOption asked, string text)
    {
        try
        {
            await Task.Delay(Pause, Time, _left.Token);
            if (_askedFor != text || View is not { Channel: { } channel, Me: { } me })
                return;
            var choices = await Sandbox.CompleteOptionAsync(
                channel.Id, me.Id, asked.Command.Name, asked.Given, asked.Option.Name, _left.Token);
            if (_askedFor != text)
                return;
            _completion = asked.Offer(text, choices);
            _chosen = 0;
            _hasNavigated = false;
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (SandboxException)
        {
            // A bot that suggests nothing in time leaves the person to type on.
        }
    }
}
