namespace Bingobot.Framework;

/// <summary>The states of other modules in the same guild.</summary>
public interface IStates
{
    /// <summary>
    /// The newest state of <paramref name="module"/>, empty where nothing has happened; null where there is no such
    /// module, its state is of another type, or it is stopped.
    /// </summary>
    TOther? StateOf<TOther>(string module)
        where TOther : class;
}
