namespace Bingobot;

/// <summary>What the program tells its caller when it ends.</summary>
internal enum ExitCode
{
    /// <summary>All is well.</summary>
    Good = 0,

    /// <summary>Anything that has no code of its own.</summary>
    Failure = 1,

    /// <summary>The command line, the configuration, the port or the data folder cannot be used as asked.</summary>
    Usage = 2,

    /// <summary>What is on the disk is not what was written, or a replay did not repeat the state.</summary>
    Corrupt = 3,

    /// <summary>The disk refused to read or to keep what was written.</summary>
    StoreFailed = 4,

    /// <summary>Discord refused for good; trying again changes nothing.</summary>
    RefusedByDiscord = 5,
}
