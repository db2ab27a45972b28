namespace Bingobot.Sandbox.Chat.Commands;

/// <summary>A part of a line, in UTF-16 units.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Just after its last character.</param>
internal readonly record struct TextSpan(int Start, int End)
{
    /// <summary>How long it is.</summary>
    public int Length => End - Start;

    /// <summary>Whether a caret at <paramref name="position"/> touches it, at its very end too.</summary>
    public bool Touches(int position) => position >= Start && position <= End;

    /// <summary>The part's text.</summary>
    public string In(string line) => line[Start..End];
}

/// <summary>Why a line is not a command that can be sent.</summary>
/// <param name="Message">For the person: what is wrong and how to mend it.</param>
/// <param name="Where">Which part of the line is wrong.</param>
internal sealed record CommandLineError(string Message, TextSpan Where);
