namespace Bingobot.Modules;

/// <summary>What challenges say; in other languages it is in <c>Texts/*.json</c>.</summary>
internal static class ChallengeSentences
{
    public const string KeptOut =
        "A vote keeps you from this bot's commands and buttons since {0}. The reason given: {1}. Another member can open the vote that undoes it, with `/restore user:`{2}.";
    public const string NotYourself = "You cannot challenge yourself. Challenge another member.";
    public const string NoBot = "A bot cannot be challenged. Challenge a member.";
    public const string NoReason = "The reason is empty. Say why, so that the others can decide.";
    public const string ReasonTooLong = "A reason has at most {0} characters; yours has {1}.";
    public const string KeptOutAlready = "{0} is kept from this bot already. `/restore` opens the vote that undoes it.";
    public const string NotKeptOut = "{0} is not kept from this bot; there is nothing to undo.";
    public const string NoVotes = "Votes are not to be had at the moment, and this needs one. Try again later.";
    public const string OpenAlready = "A vote about {0} is open already: #{1}, which closes {2}.";
    public const string OpenSomewhere = "A vote about {0} is open already.";

    public const string QuestionChallenge = "Keep {0} from using this bot? Reason: {1}";
    public const string ConsequenceChallenge =
        "{0} cannot use this bot's commands and buttons from now on. `/restore` opens the vote that undoes it.";
    public const string QuestionRestore = "Let {0} use this bot again?";
    public const string ConsequenceRestore = "{0} can use this bot's commands and buttons again.";

    public const string FormTitle = "Challenge {0}";
    public const string FormReason = "Why";
    public const string FormReasonHint = "The others see it, and decide by it";
    public const string FormBroken = "This form is of an older version of the bot. Use the command again.";
}
