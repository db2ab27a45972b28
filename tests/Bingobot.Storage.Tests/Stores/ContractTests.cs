using Bingobot.TestKit;

namespace Bingobot.Storage.Tests.Stores;

/// <summary>The contract of stores, for those of this library and of the test kit.</summary>
public static class ContractTests
{
    public sealed class OfFile : StoreContractTests
    {
        protected override IBackingStore Make() => new FileStore(FilePath);
    }

    public sealed class OfMemory : StoreContractTests
    {
        protected override IBackingStore Make() => new MemoryStore();
    }

    public sealed class OfFileStream : StoreContractTests
    {
        protected override IBackingStore Make() => new StreamStore(new FileStream(FilePath, FileMode.Create));
    }

    public sealed class OfString : StoreContractTests
    {
        protected override IBackingStore Make() => new StreamStore(new ReadWriteSeekString());
    }

    public sealed class OfFaulty : StoreContractTests
    {
        protected override IBackingStore Make() => new FaultyStore(1) { ShortReads = true };
    }
}
