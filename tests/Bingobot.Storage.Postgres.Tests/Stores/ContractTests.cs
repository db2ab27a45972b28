using Bingobot.Storage.Postgres.Tests.Support;
using Bingobot.TestKit;

namespace Bingobot.Storage.Postgres.Tests.Stores;

/// <summary>The contract that all stores have.</summary>
public static class ContractTests
{
    public sealed class OfPostgres(SharedServer server) : GrowingStoreContractTests
    {
        protected override IBackingStore Make() => server.Open(server.NewName());
    }

    public sealed class OfPostgresWithSmallPages(SharedServer server) : GrowingStoreContractTests
    {
        protected override IBackingStore Make() => server.Open(server.NewName(), new PostgresStoreOptions { PageBytes = 1024 });
    }
}
