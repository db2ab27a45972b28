using System.Text;

namespace Bingobot.Commands.Load.Traffic;

/// <summary>What people write: most of it short, some of it long.</summary>
internal sealed class MessageText(Random random)
{
    /// <summary>Half of the messages are not longer, in characters.</summary>
    private const double Median = 28;

    /// <summary>Of the logarithm of the length; one message in a hundred is longer than ten times <see cref="Median"/>.</summary>
    private const double Deviation = 1.0;

    private const int Longest = 2000;

    private static readonly string[] Words =
    [
        "ok", "yes", "no", "lol", "hi", "thanks", "who", "is", "in", "for", "tonight", "the", "raid", "at", "eight", "maybe", "later",
        "I", "think", "we", "should", "vote", "on", "that", "anyone", "seen", "patch", "notes", "größer", "été", "ねこ", "🙂", "👍",
        "server", "again", "please", "what", "about", "pizza", "tomorrow", "`code`", "**now**", "not", "sure", "good", "morning",
    ];

    /// <summary>Another message.</summary>
    public string Next()
    {
        int length = Math.Clamp((int)(Median * Math.Exp(Deviation * Normal())), 1, Longest);
        var text = new StringBuilder(length);
        while (text.Length < length)
        {
            string word = Words[random.Next(Words.Length)];
            if (text.Length > 0)
                word = " " + word;
            if (text.Length > 0 && text.Length + word.Length > length)
                break;
            text.Append(word);
        }

        return text.ToString();
    }

    /// <summary>Normally distributed, by the method of Box and Muller.</summary>
    private double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
