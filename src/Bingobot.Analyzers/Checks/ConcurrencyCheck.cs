using Bingobot.Analyzers.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bingobot.Analyzers.Checks;

/// <summary>The language's own means of concurrency; those of the platform are in <see cref="Apis.ApiTable"/>.</summary>
internal static class ConcurrencyCheck
{
    private const string Use = "durable timers (Schedule), events and effects";

    public static IEnumerable<Finding> Of(IOperation operation)
    {
        string? what = operation switch
        {
            IAwaitOperation => "await",
            ILockOperation => "lock",
            IForEachLoopOperation { IsAsynchronous: true } => "await foreach",
            IUsingOperation { IsAsynchronous: true } or IUsingDeclarationOperation { IsAsynchronous: true } => "await using",
            _ => null,
        };
        return what is null ? [] : [new Finding(Rules.Concurrency, operation.Syntax.GetFirstToken().GetLocation(), what, Use)];
    }
}
