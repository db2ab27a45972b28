namespace Bingobot.Sandbox.Chat.Model;

/// <summary>The form that the bot has shown to the person of one page. Used on the page's own synchronization context alone.</summary>
internal sealed class OpenForm
{
    /// <summary>Raised when another is shown, or none any more.</summary>
    public event Action? Changed;

    /// <summary>The form; null: none.</summary>
    public FormView? Form { get; private set; }

    /// <summary>To whom it was shown: an id.</summary>
    public string User { get; private set; } = "";

    /// <summary>Shows the form of an answer, where that is one.</summary>
    public void Show(BotAnswer answer, UserView user)
    {
        if (answer.Form is not { } form)
            return;
        (Form, User) = (form, user.Id);
        Changed?.Invoke();
    }

    /// <summary>Shows none.</summary>
    public void Close()
    {
        Form = null;
        Changed?.Invoke();
    }
}
